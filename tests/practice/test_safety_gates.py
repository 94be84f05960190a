"""Each gate about who is kept away: what it refuses, and what it lets by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.case import Case
from domain.gates import lacks
from domain.gates.subject import Subject
from domain.record.invitations import Invitee
from domain.record.the_day import TheDay
from domain.requests.safety import DecideSharing
from domain.terms import Terms
from rulebook.schema import Before
from tests.domain.builders import practice
from tests.domain.requesting import asked, refused
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.holding import CLOSE, came, there
from tests.practice.household import (
    AS_WORKER,
    AUNT,
    BEFORE,
    CHAIR,
    EVENING,
    FATHER,
    MANAGER,
    MOTHER,
    TWO,
    WORKER,
    only,
)
from tests.practice.inviting import booked, listing
from tests.practice.keeping_away import (
    FOR_TWO,
    concerned,
    excluded,
    excluding,
    holding,
    of_concern,
    planned_for,
    sharing,
)

LISTED = BEFORE
WITH_HIM = listing(
    Invitee(person=MOTHER), Invitee(person=FATHER), settled_at=LISTED, number="anew"
)
WITHOUT_HIM = listing(Invitee(person=MOTHER), settled_at=LISTED, number="anew")
HE_CAME = holding(present=(WORKER, MANAGER, FATHER))


def york(gate: str, rule: str, **fields: Any) -> Row:
    given: dict[str, Any] = {"books": ("york",), "about": (FATHER,), "now": EVENING}
    return Row(rule=rule, gate=gate, **(given | fields))


ROWS = (
    york(
        "excluded-by-chair",
        "YK-19",
        case=booked(),
        breaks=excluding(by=AS_WORKER),
        keeps=excluding(),
    ),
    york(
        "nobody-excluded-invited",
        "YK-19",
        case=excluded,
        breaks=WITH_HIM,
        keeps=WITHOUT_HIM,
    ),
    york(
        "nobody-excluded-present",
        "YK-19",
        case=planned_for,
        breaks=HE_CAME,
        keeps=holding(),
    ),
    *(
        york(
            "exclusion-complete",
            rule,
            case=excluded,
            breaks=holding(),
            keeps=holding(),
            lawful=planned_for,
        )
        for rule in ("YK-21", "YK-22")
    ),
)


def concern(gate: str, rule: str, *books: str, **fields: Any) -> Row:
    given: dict[str, Any] = {"about": (FATHER,), "now": EVENING}
    return Row(rule=rule, gate=gate, books=books, **(given | fields))


def closing_time(*decisions: DecideSharing) -> Callable[[Terms], Case]:
    """The conference about the first child was held; this was decided about him."""

    def under(terms: Terms) -> Case:
        return asked(asked(concerned(terms), EVENING, holding()), EVENING, *decisions)

    return under


OF_THE_OTHER_CHILD = there(FATHER, children=(TWO,))
CONCERNS = (
    *(
        concern(
            "nobody-of-concern-invited",
            "CS-48",
            base,
            "csa-pathway",
            case=concerned,
            breaks=WITH_HIM,
            keeps=listing(
                Invitee(person=MOTHER),
                Invitee(person=FATHER, children=(TWO,)),
                settled_at=LISTED,
                number="anew",
            ),
        )
        for base in ("york", "wales")
    ),
    *(
        concern(
            "nobody-of-concern-present",
            "CS-48",
            base,
            "csa-pathway",
            case=concerned,
            breaks=HE_CAME,
            keeps=holding(
                present=(),
                day=TheDay(attendance=(*came(WORKER, CHAIR), OF_THE_OTHER_CHILD)),
            ),
        )
        for base in ("york", "pan-sussex")
    ),
    concern(
        "sharing-decided",
        "CS-66",
        "york",
        "csa-pathway",
        case=closing_time(),
        breaks=CLOSE,
        keeps=CLOSE,
        lawful=closing_time(sharing("part", "outcome"), sharing("withheld")),
    ),
)
EVERY = (*ROWS, *CONCERNS)


@pytest.mark.parametrize("row", params(EVERY))
def test_it_is_refused_and_said_what_is_missing(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(EVERY))
def test_the_nearest_lawful_case_passes(row: Row) -> None:
    lets_by(row)


@pytest.mark.parametrize("row", params(EVERY))
def test_without_its_entry_nothing_is_refused(row: Row) -> None:
    needs_its_entry(row)


@pytest.mark.parametrize("base", ["york", "wales", "guernsey", "pan-sussex"])
def test_without_the_pathway_too_an_adult_of_concern_is_kept_away(base: str) -> None:
    invited = only(practice(base), "nobody-of-concern-invited")
    there = only(practice(base), "nobody-of-concern-present")

    assert refused(concerned(invited), WITH_HIM, BEFORE).code == "not-yet"
    assert refused(concerned(there), HE_CAME, EVENING).code == "not-yet"
    assert asked(concerned(there), EVENING, holding()).conferences[0].held_at


OUTCOME_ALONE = sharing("part", "outcome")
SHARING = ("york", "csa-pathway")


@pytest.mark.rule("CS-66")
def test_until_his_copy_is_settled_it_is_decided_whether_he_gets_the_plan() -> None:
    own = only(practice(*SHARING), "sharing-decided")
    no_copies = closing_time(OUTCOME_ALONE)(own)
    meeting = no_copies.conferences[0].model_copy(update={"copies": ()})
    no_copies = no_copies.model_copy(update={"conferences": (meeting,)})

    assert refused(closing_time(OUTCOME_ALONE)(own), CLOSE, EVENING).rules == ("CS-66",)
    assert asked(no_copies, EVENING, CLOSE).conferences[0].closed_at == EVENING


@pytest.mark.rule("CS-66")
def test_of_whom_no_copy_is_due_only_the_outcome_is_decided() -> None:
    """The mother's copy is still to go, and is nothing to the aunt."""
    own = only(practice(*SHARING), "sharing-decided")
    aunt = asked(booked()(own), BEFORE, of_concern(person=AUNT))
    case = asked(aunt, EVENING, holding())
    told = sharing("part", "outcome", person=AUNT)

    assert MOTHER in {copy.person for copy in case.conferences[0].copies}
    assert refused(case, CLOSE, EVENING).rules == ("CS-66",)
    assert asked(case, EVENING, told, CLOSE).conferences[0].closed_at == EVENING


@pytest.mark.rule("CS-66")
def test_of_a_child_about_whom_there_is_no_concern_nothing_is_decided() -> None:
    own = only(practice(*SHARING), "sharing-decided")
    case = asked(concerned(own), EVENING, holding(FOR_TWO))

    assert asked(case, EVENING, CLOSE).conferences[0].closed_at == EVENING


@pytest.mark.rule("YK-21", "YK-22")
def test_what_is_missing_of_an_exclusion_is_shown_before_the_day() -> None:
    case = excluded(only(practice("york"), "exclusion-complete"))

    (lack,) = lacks(case, Before.HOLD, Subject(case.conferences[0]))
    assert lack.about == (FATHER,)
