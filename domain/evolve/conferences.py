"""The case after a fact about a conference."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.evolve.changes import changed, conference, each, to
from domain.facts.conferences import (
    ChildAdjourned,
    ChildDecided,
    ConferenceBooked,
    ConferenceCalledOff,
    ConferenceFact,
    ConferenceHeld,
    ConferenceMoved,
    MeetingRedated,
    OutcomeUndone,
    RequiredPersonAbsent,
)
from domain.record.conferences import (
    Adjourned,
    Conference,
    Decided,
    Off,
    Outcome,
    Report,
)
from domain.record.plans import Ended, Meeting, Plan

Dated = ConferenceBooked | ConferenceMoved | ConferenceCalledOff | ChildAdjourned


def evolve_conferences(case: Case, fact: ConferenceFact) -> Case:
    match fact:
        case ConferenceHeld(conference=ref, at=at, present=there):
            return conference(
                case, ref, lambda c: changed(c, held_at=at, present=there)
            )
        case ChildDecided():
            return _decided(case, fact)
        case OutcomeUndone():
            return _undone(case, fact)
        case MeetingRedated():
            return _redated(case, fact)
        case RequiredPersonAbsent():
            return case
        case _:
            return _dated(case, fact)


def _dated(case: Case, fact: Dated) -> Case:
    """A conference gets a date, another, or none."""
    match fact:
        case ConferenceBooked():
            return to(case, conferences=(*case.conferences, _booked(fact)))
        case ConferenceMoved(conference=ref):
            return conference(case, ref, lambda c: _moved(c, fact))
        case ConferenceCalledOff(conference=ref, why=why, at=at):
            off = Off(why=why, at=at)
            return conference(case, ref, lambda c: changed(c, offs=(*c.offs, off)))
        case ChildAdjourned(conference=ref, child=child, at=at):
            part = Adjourned(child=child, at=at)
            return conference(
                case, ref, lambda c: changed(c, adjourned=(*c.adjourned, part))
            )


def _booked(fact: ConferenceBooked) -> Conference:
    return Conference(
        ref=fact.conference,
        kind=fact.meeting,
        children=fact.children,
        starts_at=fact.starts_at,
        place=fact.place,
        invited=fact.invited,
        invitations_left=fact.invited,
        booked_at=fact.at,
        reports=tuple(Report(agency=agency) for agency in fact.reports_from),
        joined_with=fact.joined_with,
        not_joined_because=fact.not_joined_because,
    )


def _moved(moved: Conference, fact: ConferenceMoved) -> Conference:
    """A new date, the next revision; what was done for it stays done."""
    offs = moved.offs
    if moved.off is not None:
        offs = (*offs[:-1], changed(moved.off, rebooked_at=fact.at))
    return changed(
        moved,
        starts_at=fact.starts_at,
        moved_at=fact.at,
        revision=moved.revision + 1,
        offs=offs,
        invitations_left=moved.invited,
    )


def _decided(case: Case, fact: ChildDecided) -> Case:
    outcome = fact.outcome
    case = conference(
        case,
        fact.conference,
        lambda c: changed(
            c,
            outcomes=(*(o for o in c.outcomes if o.child != outcome.child), outcome),
            copies=(*c.copies, *fact.copies),
        ),
    )
    plans = case.plans
    match outcome.decided:
        case Decided.PLAN if fact.plan is not None:
            plans = (*plans, _new_plan(fact, fact.plan, outcome))
        case Decided.CONTINUE if fact.plan is not None:
            met = Meeting(ref=fact.conference, held_at=fact.at)
            plans = each(plans, fact.plan, lambda p: _continued(p, met, outcome))
        case Decided.END if fact.plan is not None:
            plans = each(plans, fact.plan, lambda p: _ended(p, fact))
        case _:
            pass
    return to(case, plans=plans)


def _new_plan(fact: ChildDecided, ref: str, outcome: Outcome) -> Plan:
    return Plan(
        ref=ref,
        child=outcome.child,
        conference=fact.conference,
        began_at=fact.at,
        key_worker=outcome.key_worker,
        core_group=outcome.core_group,
        actions=outcome.actions,
    )


def _continued(plan: Plan, review: Meeting, outcome: Outcome) -> Plan:
    return changed(
        plan,
        reviews=(*plan.reviews, review),
        key_worker=outcome.key_worker or plan.key_worker,
        core_group=outcome.core_group or plan.core_group,
        actions=outcome.actions or plan.actions,
    )


def _ended(plan: Plan, fact: ChildDecided) -> Plan:
    """The conference that ends a plan has reviewed it: that review was held."""
    held = Meeting(ref=fact.conference, held_at=fact.at)
    end = Ended(why="ended-by-conference", at=fact.at, conference=fact.conference)
    return changed(plan, reviews=(*plan.reviews, held), ended=end)


def _undone(case: Case, fact: OutcomeUndone) -> Case:
    """Without a gap: what the outcome began, continued or ended is as it was."""
    case = conference(
        case,
        fact.conference,
        lambda c: changed(
            c,
            outcomes=tuple(o for o in c.outcomes if o.child != fact.child),
            copies=tuple(copy for copy in c.copies if copy.child != fact.child),
            undone=(*c.undone, fact.child),
            closed_at=None,
        ),
    )
    plans = tuple(
        _without_meeting(plan, fact.conference) if plan.ref == fact.plan else plan
        for plan in case.plans
        if not (plan.ref == fact.plan and plan.conference == fact.conference)
    )
    return to(case, plans=plans)


def _without_meeting(plan: Plan, ref: str) -> Plan:
    ended = plan.ended
    if ended is not None and ended.conference == ref:
        ended = None
    reviews = tuple(r for r in plan.reviews if r.ref != ref)
    return changed(plan, reviews=reviews, ended=ended)


def _redated(case: Case, fact: MeetingRedated) -> Case:
    """The true day of a conference or core group, wherever it is remembered."""
    case = conference(case, fact.meeting, lambda c: _held_on(c, fact.now))
    return to(case, plans=tuple(_redated_in(plan, fact) for plan in case.plans))


def _held_on(redated: Conference, held_at: datetime) -> Conference:
    """None is closed before it is held: such a one is looked at again."""
    closed_at = redated.closed_at
    if closed_at is not None and closed_at < held_at:
        closed_at = None
    return changed(redated, held_at=held_at, closed_at=closed_at)


def _redated_in(plan: Plan, fact: MeetingRedated) -> Plan:
    def there(meetings: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
        held = each(meetings, fact.meeting, lambda m: changed(m, held_at=fact.now))
        return tuple(sorted(held, key=lambda m: m.held_at))

    ended = plan.ended
    if ended is not None and ended.conference == fact.meeting:
        ended = changed(ended, at=fact.now)
    began = fact.now if plan.conference == fact.meeting else plan.began_at
    return changed(
        plan,
        began_at=began,
        core_groups=there(plan.core_groups),
        reviews=there(plan.reviews),
        ended=ended,
    )
