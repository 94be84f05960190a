"""A conference that was held, what was written of it, and the request to close it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.case import Case
from domain.record.conferences import Conference, Kind, Outcome
from domain.requests import Request
from domain.requests.conferences import BookConference, RecordOutcome
from domain.requests.the_day import CloseConference, WriteRecord
from domain.terms import Terms
from rulebook.schema import Listed
from tests.domain.requesting import asked
from tests.practice.household import (
    AS_CHAIR,
    AS_WORKER,
    BOOKED,
    EVENING,
    ONE,
    STARTS,
    TWO,
    asking,
    household,
)
from tests.practice.outcomes import (
    CONF,
    booked,
    considered,
    held,
    plan_outcome,
)

AGENCIES = ("social-work", "school")
A_PLAN_FOR_ONE = (plan_outcome(ONE), considered(TWO))
Under = Callable[[Terms], Case]


def writing(heading: str, child: str | None = None, **fields: Any) -> WriteRecord:
    """One heading written by two agencies, unless `fields` say otherwise."""
    given: dict[str, Any] = {
        "conference": CONF,
        "heading": heading,
        "child": child,
        "written_at": EVENING,
        "words": "Everybody has been heard.",
        "contributed_by": AGENCIES,
    }
    return WriteRecord(**asking(AS_CHAIR, f"write-{heading}"), **(given | fields))


def closing(**fields: Any) -> CloseConference:
    given: dict[str, Any] = {"conference": CONF, "closed_at": EVENING}
    return CloseConference(**asking(AS_CHAIR, "close"), **(given | fields))


def of(case: Case, ref: str = CONF) -> Conference:
    """The conference of that reference, which the case must have."""
    found = case.conference(ref)
    assert found is not None
    return found


def was_held(*outcomes: Outcome, make: Under = booked, **fields: Any) -> Under:
    """How a case is made whose conference decided this; by default a plan for one."""

    def under(terms: Terms) -> Case:
        decided = held(*(outcomes or A_PLAN_FOR_ONE), **fields)
        return asked(make(terms), EVENING, decided)

    return under


def written(
    *outcomes: Outcome,
    but: tuple[str, ...] = (),
    by: tuple[str, ...] = AGENCIES,
    make: Under = booked,
) -> Under:
    """The same, with every heading that the terms have written but these."""

    def under(terms: Terms) -> Case:
        case = was_held(*outcomes, make=make)(terms)
        for heading, child in headings(case):
            if heading not in but:
                words = writing(heading, child, contributed_by=by)
                case = asked(case, EVENING, words)
        return case

    return under


def headings(case: Case) -> list[tuple[str, str | None]]:
    """Every heading of the terms: about the conference, and about each child of it."""
    lists = case.terms.lists
    whole = (*lists.get(Listed.AGENDA, ()), *lists.get(Listed.RECORD, ()))
    each = lists.get(Listed.RECORD_OF_CHILD, ())
    children = of(case).children
    return [
        *((line.key, None) for line in whole),
        *((line.key, child) for line in each for child in children),
    ]


def about(*children: str, ref: str = CONF, **fields: Any) -> BookConference:
    """The booking of an initial conference about these, or what `fields` say."""
    given: dict[str, Any] = {
        "meeting": Kind.INITIAL,
        "booked_at": BOOKED,
        "starts_at": STARTS,
    }
    return BookConference(
        **asking(AS_WORKER, f"book-{ref}"),
        conference=ref,
        children=children,
        **(given | fields),
    )


def outcome_of(outcome: Outcome, ref: str = CONF) -> RecordOutcome:
    """What a conference that was held said of one child, told of afterwards."""
    number = f"outcome-{ref}-{outcome.child}"
    return RecordOutcome(**asking(AS_CHAIR, number), conference=ref, outcome=outcome)


def held_about(*children: str, later: tuple[Request, ...] = (), **fields: Any) -> Under:
    """A case whose conference was about these alone, each now with a plan."""

    def under(terms: Terms) -> Case:
        case = asked(household(terms=terms, **fields), BOOKED, about(*children))
        outcomes = (plan_outcome(child) for child in children)
        return asked(case, EVENING, held(*outcomes), *later)

    return under
