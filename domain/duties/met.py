"""What has met a duty: for each thing that a rule may name, the instant it was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from domain.case import Case
from domain.duties.responsible import not_of_concern
from domain.duties.start import Beginning
from domain.record.conferences import Kind, Report
from domain.record.plans import Meeting
from rulebook.schema import Met

#: (case, what began it, whom the duty is about) -> when it was done, or None.
MetAt = Callable[[Case, Beginning, str], datetime | None]

SOCIAL_WORK = "social-work"
#: The `number` of a further sitting: no date of the old conference stands in for it.
A_SITTING = -1


def _last(instants: Iterable[datetime | None]) -> datetime | None:
    """When the last of several was done; None while one is not, or there are none."""
    known = list(instants)
    if not known or None in known:
        return None
    return max(at for at in known if at is not None)


def child_decided(case: Case, began: Beginning, who: str) -> datetime | None:
    """The first conference, held since it began, that decided this child."""
    for conference in case.conferences:
        held = conference.held_at
        if held is None or held < began.earliest:
            continue
        outcome = conference.outcome(who)
        if outcome is not None and outcome.settles:
            return held
    return None


def decision_taken(case: Case, began: Beginning, who: str) -> datetime | None:
    """Every child of the enquiry goes to conference or is not required to."""
    enquiry = case.enquiry(began.ref)
    if enquiry is None:
        return None
    taken: dict[str, datetime] = {n.child: n.at for n in enquiry.not_required}
    for decision in case.decisions:
        if decision.enquiry == enquiry.ref:
            taken.update((child, decision.at) for child in decision.children)
    return _last(taken.get(child) for child in began.children)


def booked(case: Case, began: Beginning, who: str) -> datetime | None:
    return _last(_first_booking(case, began, child) for child in began.children)


def _first_booking(case: Case, began: Beginning, child: str) -> datetime | None:
    bookings = (
        conference.booked_at
        for conference in case.conferences
        if child in conference.children
        and conference.kind is Kind.INITIAL
        and conference.booked_at >= began.earliest
    )
    return min(bookings, default=None)


def rebooked(case: Case, began: Beginning, who: str) -> datetime | None:
    """Its own new date, or other conferences booked since for all its children."""
    conference = case.conference(began.of)
    if conference is not None and began.number != A_SITTING:
        rebooked_at = conference.offs[began.number].rebooked_at
        if rebooked_at is not None:
            return rebooked_at
    return _last(
        min(
            (
                other.booked_at
                for other in case.conferences
                if other.ref != began.of
                and child in other.children
                and other.booked_at >= began.anchor
            ),
            default=None,
        )
        for child in began.children
    )


def invited(case: Case, began: Beginning, who: str) -> datetime | None:
    conference = case.conference(began.ref)
    return None if conference is None else conference.invitations_sent_at


def explained(case: Case, began: Beginning, who: str) -> datetime | None:
    told = (e.at for e in case.explained if e.person == who and e.at >= began.earliest)
    return min(told, default=None)


def _report(case: Case, began: Beginning, who: str) -> Report | None:
    conference = case.conference(began.ref)
    agency = SOCIAL_WORK if _somebody(case, began, who) else who
    return None if conference is None else conference.report(agency)


def _somebody(case: Case, began: Beginning, who: str) -> bool:
    """A person or a child, with whom the social work report is gone through."""
    if who in began.reports_from:
        return False
    return case.person(who) is not None or case.child(who) is not None


def report_completed(case: Case, began: Beginning, who: str) -> datetime | None:
    report = _report(case, began, who)
    return None if report is None else report.completed_at


def report_countersigned(case: Case, began: Beginning, who: str) -> datetime | None:
    report = _report(case, began, who)
    return None if report is None else report.countersigned_at


def report_with_chair(case: Case, began: Beginning, who: str) -> datetime | None:
    report = _report(case, began, who)
    return None if report is None else report.with_chair_at


def report_shared(case: Case, began: Beginning, who: str) -> datetime | None:
    """With this person; or, for an agency's report, with everyone responsible.

    A decision not to share it with some of them stands in for sharing it with those.
    """
    report = _report(case, began, who)
    if report is None or not report.shared:
        return None
    shared = {s.person: s.at for s in report.shared}
    if who not in began.reports_from:
        return shared.get(who)
    family = not_of_concern(case, began) or tuple(shared)
    if not any(person in shared for person in family):
        return None
    settled = {w.person: w.at for w in report.withheld} | shared
    return _last(settled.get(person) for person in family)


def report_withheld(case: Case, began: Beginning, who: str) -> datetime | None:
    """When it was decided to share it with nobody of those it was due to."""
    report = _report(case, began, who)
    if report is None or not report.withheld:
        return None
    withheld = {w.person: w.at for w in report.withheld}
    if who not in began.reports_from:
        return withheld.get(who)
    return _last(withheld.get(p) for p in not_of_concern(case, began))


def nothing_to_report(case: Case, began: Beginning, who: str) -> datetime | None:
    """When the agency answered that it has nothing to report."""
    report = _report(case, began, who)
    if report is None or report.nothing_because is None:
        return None
    return report.completed_at


def plan_sent(case: Case, began: Beginning, who: str) -> datetime | None:
    """Every recipient's row is sent, given, or withheld by a recorded decision."""
    conference = case.conference(began.ref)
    if conference is None:
        return None
    rows = [copy.settled_at for copy in conference.copies if copy.child == who]
    return _last(rows) if rows else conference.held_at


def core_group(case: Case, began: Beginning, who: str) -> datetime | None:
    return _nth(
        next((p.core_groups for p in case.plans if p.ref == began.of), ()),
        began.number,
    )


def review(case: Case, began: Beginning, who: str) -> datetime | None:
    return _nth(
        next((p.reviews for p in case.plans if p.ref == began.of), ()), began.number
    )


def _nth(held: tuple[Meeting, ...], number: int) -> datetime | None:
    return held[number].held_at if number < len(held) else None


def risk_checked(case: Case, began: Beginning, who: str) -> datetime | None:
    delay = next(d for d in case.delays if d.ref == began.of)
    return delay.checks[began.number].done_at


def reason_recorded(case: Case, began: Beginning, who: str) -> datetime | None:
    return next((r.at for r in case.reasons if r.duty == began.of), None)


def born(case: Case, began: Beginning, who: str) -> datetime | None:
    child = case.child(who)
    return None if child is None else child.birth_settled_at


def by_hand(case: Case, began: Beginning, who: str) -> datetime | None:
    return began.over.at if began.over else None


MET_BY: dict[Met, MetAt] = {
    Met.CHILD_DECIDED: child_decided,
    Met.DECISION_TAKEN: decision_taken,
    Met.BOOKED: booked,
    Met.REBOOKED: rebooked,
    Met.INVITED: invited,
    Met.EXPLAINED: explained,
    Met.REPORT_COMPLETED: report_completed,
    Met.REPORT_COUNTERSIGNED: report_countersigned,
    Met.REPORT_SHARED: report_shared,
    Met.REPORT_WITH_CHAIR: report_with_chair,
    Met.PLAN_SENT: plan_sent,
    Met.CORE_GROUP: core_group,
    Met.REVIEW: review,
    Met.RISK_CHECKED: risk_checked,
    Met.REASON_RECORDED: reason_recorded,
    Met.BORN: born,
    Met.SETTLED_BY_HAND: by_hand,
}
