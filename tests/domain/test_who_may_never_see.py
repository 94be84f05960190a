"""Who may not see a thing, whoever they are: each rule by those whom it takes away.

Whom it takes away is written here by hand; a rule that is taken out is noticed.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

import domain.clearance.rules as rules
from domain.case import Case
from domain.evolve.changes import changed
from domain.record.safety import Document, Sharing, SharingDecision
from tests.domain.who_sees import (
    ADVOCATE,
    DOCTOR,
    FATHER,
    INTERPRETER,
    KEEPER,
    MEETING,
    MOTHER,
    NAME,
    NOW,
    NURSE,
    OFFICERS_AGENCY,
    OFFICERS_NAME,
    ONE,
    STEP,
    TEACHER,
    TWO,
    VENUE,
    VISITOR,
    WHOLE_WORDS,
    WORDS,
    WORKER,
    Thing,
    household,
    person,
    who_sees,
)

EVERYTHING = (NAME, OFFICERS_NAME, VENUE, OFFICERS_AGENCY, WORDS, WHOLE_WORDS)
#: All who take part, but the mother who hides and the children who are with her.
OTHERS = {
    *(FATHER, STEP, DOCTOR, KEEPER),
    *(VISITOR, INTERPRETER, TEACHER, ADVOCATE),
}


def decided(shares: Sharing, case: Case) -> Case:
    """What the mother is given of the invitation, where she is kept away or not."""
    made = SharingDecision(
        person=MOTHER,
        document=Document.INVITATION,
        about=MEETING,
        shares=shares,
        decided_at=NOW,
        by=WORKER,
        children=(ONE, TWO),
        barred=(MOTHER,),
    )
    return changed(case, sharing=(made,))


HOME = household()
OF_CONCERN = person(HOME, MOTHER, of_concern_about=(TWO,))
EXCLUDED = person(HOME, MOTHER, excluded=True)
DEAD = person(HOME, MOTHER, died_at=NOW)
#: The officer works where the mother hides.
FLED = person(
    HOME,
    MOTHER,
    address_secret=True,
    agency="officer-agency",
    post="7 Larkspur Yard, Ryde, PO33 2AB",
)
THERE = "She is at 7 Larkspur Yard."


class Row(NamedTuple):
    """Who does not see a thing in this case by this rule, and would otherwise."""

    by: str
    says: str
    case: Case
    thing: Thing
    loses: set[str]
    text: str = "Guildhall"


def the_mother(by: str, says: str, case: Case) -> tuple[Row, ...]:
    """She loses each thing, and nobody else does."""
    return tuple(
        Row(by, f"{says} [{thing.what}]", case, thing, {MOTHER}) for thing in EVERYTHING
    )


HIDDEN = "secret-place"
ROWS = (
    *the_mother("kept-away", "an adult of concern may see nothing", OF_CONCERN),
    *the_mother("kept-away", "who is excluded may see nothing", EXCLUDED),
    *the_mother("withheld", "who has it withheld", decided(Sharing.WITHHELD, HOME)),
    *the_mother("withheld", "who is given a part", decided(Sharing.PART, HOME)),
    *the_mother("dead", "the dead may see nothing", DEAD),
    Row(HIDDEN, "who works there is not named", FLED, OFFICERS_NAME, OTHERS),
    Row(HIDDEN, "nor is the agency", FLED, OFFICERS_AGENCY, OTHERS),
    Row(
        HIDDEN,
        "nor is it said that the meeting is there",
        FLED,
        VENUE,
        {DOCTOR, VISITOR, INTERPRETER},
        "Larkspur Yard",
    ),
    Row(
        HIDDEN,
        "nor words about a child that say where",
        FLED,
        WORDS,
        {FATHER, NURSE, DOCTOR, KEEPER, VISITOR, ADVOCATE},
        THERE,
    ),
    Row(
        HIDDEN,
        "nor words about the whole that say where",
        FLED,
        WHOLE_WORDS,
        {DOCTOR, ADVOCATE},
        THERE,
    ),
)
#: What leads nowhere, and what somebody decided that she is given whole.
SEEN_STILL = (
    Row(HIDDEN, "a child's name leads nowhere", FLED, NAME, set(), "Leilani"),
    Row(HIDDEN, "another venue leads nowhere", FLED, VENUE, set()),
    Row(HIDDEN, "other words lead nowhere", FLED, WORDS, set(), "All is calm."),
    *(
        Row("kept-away", f"decided, {why} [{t.what}]", case, t, set())
        for t in EVERYTHING
        for why, case in (
            ("of concern", decided(Sharing.WHOLE, OF_CONCERN)),
            ("excluded", decided(Sharing.WHOLE, EXCLUDED)),
        )
    ),
)


def holds(row: Row) -> bool:
    """Whether all see it who see it at home, but for those whom it takes away."""
    before = who_sees(row.thing, HOME, row.text)
    return row.loses <= before and (
        who_sees(row.thing, row.case, row.text) == before - row.loses
    )


@pytest.mark.parametrize(
    "row", [*ROWS, *SEEN_STILL], ids=[row.says for row in (*ROWS, *SEEN_STILL)]
)
def test_these_may_not_see_it_and_all_others_still_may(row: Row) -> None:
    assert holds(row)


@pytest.mark.parametrize("row", ROWS, ids=[row.says for row in ROWS])
def test_by_this_rule_and_no_other(row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    left = tuple(rule for rule in rules.NEVER if rule.code != row.by)
    monkeypatch.setattr(rules, "NEVER", left)

    assert row.loses <= who_sees(row.thing, row.case, row.text)


@pytest.mark.parametrize("code", [rule.code for rule in rules.NEVER])
def test_a_rule_that_is_taken_out_is_noticed(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tuple(rule for rule in rules.NEVER if rule.code != code)
    monkeypatch.setattr(rules, "NEVER", left)

    assert not all(holds(row) for row in ROWS)
