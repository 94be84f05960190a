"""Each gate about who is kept away: what it refuses, and what it lets by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.case import Case
from domain.record.invitations import Invitee
from domain.record.the_day import TheDay
from domain.requests.safety import DecideSharing
from domain.terms import Terms
from tests.domain.builders import practice
from tests.domain.requesting import asked, refused
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.holding import CLOSE, came, there
from tests.practice.household import (
    AS_WORKER,
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
    concerned,
    excluded,
    excluding,
    holding,
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
    gated = only(
        practice(base), "nobody-of-concern-invited", "nobody-of-concern-present"
    )

    assert refused(concerned(gated), WITH_HIM, BEFORE).code == "not-yet"
    assert refused(concerned(gated), HE_CAME, EVENING).code == "not-yet"
    assert asked(concerned(gated), EVENING, holding()).conferences[0].held_at
