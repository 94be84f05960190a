"""Who is kept away from that household's conferences, and what is asked about them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.case import Case
from domain.correspondence import letter_for
from domain.effects import Effect, EffectKind
from domain.evolve.changes import changed, each
from domain.record.conferences import Decided, Outcome
from domain.record.people import Person
from domain.requests.conferences import RecordConferenceHeld
from domain.requests.safety import (
    DecideAdultConcern,
    DecideSharing,
    ExcludeFromConference,
    LiftAdultConcern,
    LiftExclusion,
    PlanExcludedPart,
    PlanExcludedViews,
    ReviewAdultConcern,
    ReviewExclusion,
)
from domain.terms import Terms
from tests.dates import instant
from tests.domain.builders import practice
from tests.domain.requesting import asked
from tests.practice.household import (
    AS_CHAIR,
    AS_MANAGER,
    AS_WORKER,
    BEFORE,
    CHAIR,
    EVENING,
    FATHER,
    MANAGER,
    ONE,
    STARTS,
    TWO,
    WORKER,
    asking,
    only,
)
from tests.practice.inviting import CONF, booked
from tests.practice.reading import read

KEPT = instant("Mon 2027-01-25 09:00Z")
AGAIN = instant("Thu 2027-02-04 10:00Z")
A_PLAN = Outcome(child=ONE, decided=Decided.PLAN, key_worker=WORKER)
FOR_TWO = Outcome(child=TWO, decided=Decided.CONSIDERED)
UNDECIDED = Outcome(
    child=ONE, decided=Decided.NOT_DECIDED, protection="Seen every day."
)


def excluding(**fields: Any) -> ExcludeFromConference:
    given: dict[str, Any] = {
        "person": FATHER,
        "excluded_at": KEPT,
        "reason": "bail-conditions",
        "words": "Bail forbids him to be where the children are.",
    }
    return ExcludeFromConference(**(asking(AS_CHAIR, "exclude") | given | fields))


def views(**fields: Any) -> PlanExcludedViews:
    given: dict[str, Any] = {
        "person": FATHER,
        "planned_at": BEFORE,
        "with_chair": CHAIR,
        "with_social_worker": WORKER,
        "words": "He writes them down; the social worker reads them out.",
    }
    return PlanExcludedViews(**(asking(AS_CHAIR, "views") | given | fields))


def part(**fields: Any) -> PlanExcludedPart:
    given: dict[str, Any] = {
        "person": FATHER,
        "planned_at": BEFORE,
        "words": "He goes through the outline plan at the office.",
    }
    return PlanExcludedPart(**(asking(AS_WORKER, "part") | given | fields))


def reviewing(**fields: Any) -> ReviewExclusion:
    given: dict[str, Any] = {
        "person": FATHER,
        "reviewed_at": AGAIN,
        "reason": "bail-goes-on",
    }
    return ReviewExclusion(**(asking(AS_CHAIR, "review") | given | fields))


def lifting(**fields: Any) -> LiftExclusion:
    given: dict[str, Any] = {
        "person": FATHER,
        "lifted_at": AGAIN,
        "reason": "bail-ended",
    }
    return LiftExclusion(**(asking(AS_CHAIR, "lift") | given | fields))


def of_concern(**fields: Any) -> DecideAdultConcern:
    """The father, about the first child alone, by the team manager."""
    given: dict[str, Any] = {
        "person": FATHER,
        "children": (ONE,),
        "decided_at": KEPT,
        "words": "The child said so, and is believed.",
    }
    return DecideAdultConcern(**(asking(AS_MANAGER, "concern") | given | fields))


def looking_again(**fields: Any) -> ReviewAdultConcern:
    given: dict[str, Any] = {
        "person": FATHER,
        "reviewed_at": AGAIN,
        "words": "Nothing has changed.",
    }
    return ReviewAdultConcern(**(asking(AS_MANAGER, "look") | given | fields))


def no_longer(**fields: Any) -> LiftAdultConcern:
    given: dict[str, Any] = {
        "person": FATHER,
        "lifted_at": AGAIN,
        "words": "The assessment found it was somebody else.",
    }
    return LiftAdultConcern(**(asking(AS_MANAGER, "unlift") | given | fields))


def sharing(shares: str, document: str = "plan", **fields: Any) -> DecideSharing:
    given: dict[str, Any] = {
        "person": FATHER,
        "document": document,
        "conference": CONF,
        "shares": shares,
        "decided_at": EVENING,
        "reason": "safe-for-the-child",
    }
    return DecideSharing(**(asking(AS_WORKER, f"share-{shares}") | given | fields))


def holding(*outcomes: Outcome, **fields: Any) -> RecordConferenceHeld:
    """That it was held with the social worker, the manager and the chair."""
    given: dict[str, Any] = {
        "conference": CONF,
        "held_at": STARTS,
        "present": (WORKER, MANAGER, CHAIR),
        "outcomes": outcomes or (A_PLAN, FOR_TWO),
    }
    return RecordConferenceHeld(**(asking(AS_CHAIR, "held") | given | fields))


def excluded(terms: Terms) -> Case:
    """A conference is booked, and the father is excluded."""
    return asked(booked()(terms), BEFORE, excluding())


def planned_for(terms: Terms) -> Case:
    """The father is excluded, and his part is kept for him."""
    return asked(excluded(terms), BEFORE, views(), part())


def concerned(terms: Terms) -> Case:
    """A conference is booked, and the father is of concern about the first child."""
    return asked(booked()(terms), BEFORE, of_concern())


def person(case: Case, ref: str) -> Person:
    found = case.person(ref)
    assert found is not None
    return found


def with_person(case: Case, ref: str, **fields: Any) -> Case:
    return changed(case, people=each(case.people, ref, lambda p: changed(p, **fields)))


def tasks(case: Case) -> list[tuple[str, str]]:
    """What somebody has to do: the task's code, and what it is about."""
    return [
        (item.code or "", item.about)
        for _, effect in case.unsent()
        if effect.kind is EffectKind.TASK
        for item in effect.items
    ]


def letters(case: Case, kind: EffectKind, to: str = FATHER) -> list[Effect]:
    return [e for _, e in case.unsent() if (e.kind, e.to) == (kind, to)]


def free(*books: str) -> Terms:
    """The newest terms with nothing before any step."""
    return only(practice(*(books or ("york",))))


def said_to_staff(case: Case, code: str, now: datetime = EVENING) -> str:
    """The message by which somebody is told of a task of this code."""
    (effect,) = (
        effect
        for _, effect in case.unsent()
        if [item.code for item in effect.items] == [code]
    )
    return " ".join(read(letter_for(case, effect, now)).split())
