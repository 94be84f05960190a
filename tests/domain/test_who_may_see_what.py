"""Who may see what: each rule by those who see something by it, and not otherwise.

Who sees what is written here by hand. A rule taken out of the table, or put where it
does not belong, is noticed by one of these rows at least: that is tried for each.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

import domain.clearance.rules as rules
from domain.clearance.subject import What
from tests.domain.who_sees import (
    ADVOCATE,
    DOCTOR,
    FATHER,
    INTERPRETER,
    KEEPER,
    MOTHER,
    NAME,
    NURSE,
    OFFICER,
    OFFICERS_AGENCY,
    OFFICERS_NAME,
    ONE,
    STEP,
    TEACHER,
    TEAM,
    THIRDS_WORDS,
    THREE,
    TWO,
    VENUE,
    VISITOR,
    WHOLE_WORDS,
    WORDS,
    WORKER,
    Thing,
    who_sees,
)

AGENCY_IN_TASK = OFFICERS_AGENCY._replace(about=None)
NAME_IN_TASK = OFFICERS_NAME._replace(about=None)
STAFF = {WORKER, TEAM}
#: All who take part with each other, in the conference or in what it planned.
TAKE_PART = {
    *(MOTHER, FATHER, STEP, ONE, TWO, DOCTOR, KEEPER),
    *(VISITOR, INTERPRETER, TEACHER, ADVOCATE),
}


class Row(NamedTuple):
    """Who sees a thing by this rule. By several: each of them is enough."""

    thing: Thing
    by: str
    says: str
    sees: set[str]

    @property
    def codes(self) -> set[str]:
        return set(self.by.split(" or "))


ROWS = (
    Row(NAME, "own or family", "a child may see its own name", {ONE}),
    Row(NAME, "staff", "a worker of the case may see any child's name", STAFF),
    Row(NAME, "family", "parents may see their child's name", {MOTHER, FATHER}),
    Row(NAME, "family", "the core group may see the child's name", {NURSE}),
    Row(
        NAME,
        "part",
        "who came to a child's part may see its name",
        {VISITOR, INTERPRETER, ADVOCATE},
    ),
    Row(OFFICERS_NAME, "own", "an adult may see their own name", {OFFICER}),
    Row(OFFICERS_NAME, "staff", "a worker of the case may see any name", STAFF),
    Row(OFFICERS_NAME, "together", "who takes part may see any name", TAKE_PART),
    Row(NAME_IN_TASK, "own", "an adult may see their own name in a task", {OFFICER}),
    Row(NAME_IN_TASK, "staff", "a worker may see any name in a task", STAFF),
    Row(NAME_IN_TASK, "together", "a core group may see names in a task", {NURSE}),
    Row(VENUE, "staff", "a worker of the case may see where any meeting is", STAFF),
    Row(
        VENUE,
        "invited",
        "who is invited may see where it is, and who only came may not",
        {MOTHER, DOCTOR, VISITOR, INTERPRETER},
    ),
    Row(OFFICERS_AGENCY, "own", "an adult may see their own agency", {OFFICER}),
    Row(OFFICERS_AGENCY, "staff", "a worker of the case may see any agency", STAFF),
    Row(OFFICERS_AGENCY, "together", "who takes part may see any agency", TAKE_PART),
    Row(AGENCY_IN_TASK, "own", "an adult may see their agency in a task", {OFFICER}),
    Row(AGENCY_IN_TASK, "staff", "a worker may see any agency in a task", STAFF),
    Row(AGENCY_IN_TASK, "together", "a core group may see agencies in it", {NURSE}),
    Row(WORDS, "own or family", "a child may see what is said of it", {ONE}),
    Row(WORDS, "staff", "a worker of the case may see words about a child", STAFF),
    Row(WORDS, "family", "parents may see words about a child", {MOTHER, FATHER}),
    Row(WORDS, "family", "the core group may see words about the child", {NURSE}),
    Row(
        WORDS,
        "copied",
        "whom the plan goes to may see words about the child",
        {DOCTOR, KEEPER, VISITOR, ADVOCATE},
    ),
    Row(THIRDS_WORDS, "own or family", "a child not spoken of may likewise", {THREE}),
    Row(THIRDS_WORDS, "staff", "a worker may see words about any child", STAFF),
    Row(THIRDS_WORDS, "family", "of another child only its parent sees", {FATHER}),
    Row(WHOLE_WORDS, "staff", "a worker may see words about a whole meeting", STAFF),
    Row(
        WHOLE_WORDS,
        "all-of-it",
        "whom each child's plan goes to may see words about the whole",
        {MOTHER, DOCTOR, ADVOCATE},
    ),
)
THINGS = tuple(dict.fromkeys(row.thing for row in ROWS))
RULES = {rule.code: rule for each in rules.MAY_SEE.values() for rule in each}
IN_PLACE = [(what, rule.code) for what in What for rule in rules.MAY_SEE[what]]
OUT_OF_PLACE = [(w, code) for w in What for code in RULES if (w, code) not in IN_PLACE]
#: Rules that would let nobody more see it: they ask about a child, and this is of none;
#: or all whom they name take part.
ADDS_NOBODY = {
    What.ADULTS_NAME: {"family", "part", "copied", "invited", "all-of-it"},
    What.AGENCY: {"family", "part", "copied", "invited", "all-of-it"},
    What.VENUE: {"family", "part", "copied"},
    What.MEETINGS_WORDS: {"family", "part", "copied"},
}


def seen_under(
    monkeypatch: pytest.MonkeyPatch, thing: Thing, codes: set[str]
) -> frozenset[str]:
    """Who sees it where only these of its rules are left."""
    left = tuple(rule for rule in rules.MAY_SEE[thing.what] if rule.code in codes)
    with monkeypatch.context() as patch:
        patch.setitem(rules.MAY_SEE, thing.what, left)
        return who_sees(thing)


def by_hand(thing: Thing) -> set[str]:
    """Everybody whom the rows let see it."""
    return {ref for row in ROWS if row.thing == thing for ref in row.sees}


def noticed() -> bool:
    return any(who_sees(thing) != by_hand(thing) for thing in THINGS)


def enough(monkeypatch: pytest.MonkeyPatch, row: Row) -> bool:
    """Whether each of its rules alone lets them see it."""
    return all(
        row.sees <= seen_under(monkeypatch, row.thing, {code}) for code in row.codes
    )


@pytest.mark.parametrize("thing", THINGS, ids=lambda t: f"{t.what}-{t.of}-{t.about}")
def test_those_of_the_rows_may_see_it_and_nobody_else(thing: Thing) -> None:
    assert who_sees(thing) == by_hand(thing)


@pytest.mark.parametrize("row", ROWS, ids=[row.says for row in ROWS])
def test_by_this_rule_and_no_other(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    others = set(RULES) - row.codes

    assert enough(monkeypatch, row)
    assert row.sees.isdisjoint(seen_under(monkeypatch, row.thing, others))


@pytest.mark.parametrize(("what", "code"), IN_PLACE)
def test_a_rule_that_is_taken_out_is_noticed(
    what: What, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tuple(rule for rule in rules.MAY_SEE[what] if rule.code != code)
    monkeypatch.setitem(rules.MAY_SEE, what, left)

    assert not all(enough(monkeypatch, row) for row in ROWS)


@pytest.mark.parametrize(("what", "code"), OUT_OF_PLACE)
def test_a_rule_that_is_put_where_it_does_not_belong_is_noticed(
    what: What, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = (*rules.MAY_SEE[what], RULES[code])
    monkeypatch.setitem(rules.MAY_SEE, what, more)

    assert noticed() is (code not in ADDS_NOBODY.get(what, set()))


@pytest.mark.parametrize("code", RULES)
def test_a_rule_that_takes_away_instead_is_noticed(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "NEVER", (*rules.NEVER, RULES[code]))

    assert noticed()


def test_only_a_childs_own_is_seen_by_its_family_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of every other rule somebody sees something by it alone."""
    alone = {(row.thing.what, row.by) for row in ROWS if len(row.codes) == 1}

    assert set(IN_PLACE) - alone == {
        (What.CHILDS_NAME, "own"),
        (What.CHILDS_WORDS, "own"),
    }
