"""Requests about the day of a conference and what it decided about each child."""

from __future__ import annotations

from datetime import datetime
from itertools import count

from domain.case import Case
from domain.decide import checks
from domain.decide.attendance import day_fits, on_its_day, who_was_there
from domain.decide.household import may_be_considered, says_why_not
from domain.decide.invitations import list_was_settled
from domain.decide.record import still_open
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.conferences import (
    ChildDecided,
    ConferenceHeld,
    RequiredPersonAbsent,
)
from domain.facts.the_day import DayRecorded
from domain.making import changed
from domain.readings.attendance import recipients
from domain.record.conferences import (
    WITH_PLAN,
    Conference,
    CopyDue,
    Decided,
    Outcome,
)
from domain.requests.conferences import RecordConferenceHeld, RecordOutcome
from domain.roles import Role

#: Whom the Guernsey timetable requires on the day (T4-25).
REQUIRED_ON_THE_DAY = (Role.SOCIAL_WORKER, Role.FIRST_LINE_MANAGER)
OF_A_PLAN = frozenset({Decided.CONTINUE, Decided.END, Decided.NOT_DECIDED})
WITHOUT_PLAN = frozenset(
    {
        Decided.PLAN,
        Decided.NO_PLAN,
        Decided.CONSIDERED,
        Decided.NOT_CONSIDERED,
        Decided.NOT_DECIDED,
    }
)


def held(case: Case, request: RecordConferenceHeld, now: datetime) -> Facts:
    """The conference was held; what it decided about each child, in one request."""
    conference = checks.awaited(case, request.conference)
    checks.happened(request.held_at, now, "held_at")
    checks.not_before(
        request.held_at, conference.booked_at, "held_at", "the conference was booked"
    )
    _can_be_held(case, conference, request)
    list_was_settled(case, conference)
    day, at = _day(case, conference, request, now), request.held_at
    present = who_was_there(case, request.present, request.day)
    absent = tuple(_absences(case, request, present))
    happened = ConferenceHeld(at=at, conference=conference.ref, present=present)
    conference = changed(conference, day=request.day, present=present)
    decided = (_decided(case, conference, outcome, at) for outcome in request.outcomes)
    return (happened, *day, *absent, *decided)


def _day(
    case: Case, conference: Conference, request: RecordConferenceHeld, now: datetime
) -> Facts:
    """What is to be known of its day, where it comes with the news that it was held."""
    if request.day is None:
        return ()
    day_fits(case, conference, request.day, request.by, now)
    on_its_day(case, request.day, request.held_at)
    day = DayRecorded(at=request.held_at, conference=conference.ref, day=request.day)
    return (day,)


def _can_be_held(
    case: Case, conference: Conference, request: RecordConferenceHeld
) -> None:
    """It is on, those named as present are known, and no child has two outcomes."""
    if conference.off is not None:
        raise Refused(
            "conference-is-off",
            "This conference was called off: give it a new date first "
            "(move-conference).",
            where="conference",
        )
    for ref in request.present:
        checks.person(case, ref, "present")
    children = [outcome.child for outcome in request.outcomes]
    if len(children) != len(set(children)):
        raise Refused("two-outcomes", "Give each child one outcome.", where="outcomes")


def _absences(
    case: Case, request: RecordConferenceHeld, present: tuple[str, ...]
) -> list[RequiredPersonAbsent]:
    if case.terms.provision("present-on-the-day") is None:
        return []
    absent = []
    for role in REQUIRED_ON_THE_DAY:
        if case.holder(role, request.held_at) in present:
            continue
        why = request.absent_because.get(role)
        if why is None:
            raise Refused(
                "required-person-absent",
                "The social worker and the unit manager are both to be present: "
                "name them in 'present', or give the reason in 'absent_because' "
                "under the role's code.",
                where="present",
                rules=("T4-25",),
            )
        absent.append(
            RequiredPersonAbsent(
                at=request.held_at, conference=request.conference, role=role, why=why
            )
        )
    return absent


def decided_later(case: Case, request: RecordOutcome) -> Facts:
    """An outcome that the conference gave and nobody had recorded yet."""
    conference, held_at = checks.held(case, request.conference)
    still_open(conference)
    if conference.outcome(request.outcome.child) is not None:
        raise Refused(
            "child-decided",
            "This conference has already decided this child: correct the outcome.",
            where="outcome.child",
        )
    return (_decided(case, conference, request.outcome, held_at),)


def _decided(
    case: Case, conference: Conference, outcome: Outcome, at: datetime
) -> ChildDecided:
    _may_be_decided(case, conference, outcome)
    plan = case.plan_of(outcome.child)
    ref = plan.ref if plan else _plan_ref(case, outcome.child, at)
    agreed = outcome.decided in WITH_PLAN
    return ChildDecided(
        at=at,
        conference=conference.ref,
        outcome=outcome,
        plan=ref if agreed or outcome.decided is Decided.END else None,
        copies=_copies(case, conference, outcome.child) if agreed else (),
    )


def _plan_ref(case: Case, child: str, began_at: datetime) -> str:
    """The next reference that no other plan of the child has had, undone ones included.

    A plan recorded again for the same conference takes up its old reference, so that
    what was due under it goes on without a gap.
    """
    taken = {plan.ref for plan in case.plans}
    taken.update(
        line.ref
        for line in case.settled.values()
        if line.child == child and line.due.anchor != began_at
    )
    refs = (f"{child}-plan-{number}" for number in count(1))
    return next(ref for ref in refs if ref not in taken)


def _may_be_decided(case: Case, conference: Conference, outcome: Outcome) -> None:
    checks.children(case, (outcome.child,), "outcomes.child")
    considered = may_be_considered(case, conference, outcome)
    if not (_considers(conference, outcome.child) or considered):
        raise Refused(
            "child-not-in-conference",
            "This conference is not about that child, or that child's part was "
            "adjourned: a conference that considers the child must decide.",
            where="outcomes.child",
        )
    allowed = OF_A_PLAN if case.plan_of(outcome.child) else WITHOUT_PLAN
    if outcome.decided not in allowed:
        raise Refused(
            "outcome-does-not-fit",
            "For a child with a plan a conference decides 'continue' or 'end'; for "
            "a child without one 'plan', 'no-plan', 'considered-no-plan' or "
            "'not-considered'; for either 'not-decided'.",
            where="outcomes.decided",
        )
    says_why_not(outcome)
    _says_what_protects(outcome)


def _says_what_protects(outcome: Outcome) -> None:
    if outcome.decided is Decided.NOT_DECIDED and not outcome.protection:
        raise Refused(
            "protection-not-stated",
            "Where a child is not decided, 'protection' states what keeps the "
            "child safe until a conference decides.",
            where="outcomes.protection",
            rules=("WA-53",),
        )


def _considers(conference: Conference, child: str) -> bool:
    adjourned = {part.child for part in conference.adjourned}
    return child in conference.children and child not in adjourned


def _copies(case: Case, conference: Conference, ref: str) -> tuple[CopyDue, ...]:
    """That child's parents, and everyone who took part when the child was considered.

    Where nobody was named as present, everyone invited.
    """
    child = checks.child(case, ref)
    participants = recipients(conference, ref)
    people = dict.fromkeys((*child.parents, *child.responsible, *participants))
    living = (case.person(person) for person in people)
    return tuple(
        CopyDue(child=ref, person=person.ref)
        for person in living
        if person is not None and person.died_at is None
    )
