"""What enquiries, decisions and conferences begin."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.duties.met import A_SITTING, child_decided
from domain.duties.start import Beginning, Finder, Over, still_due
from domain.record.conferences import WITH_PLAN, Conference, Decided, Kind
from domain.record.enquiries import Enquiry
from rulebook.schema import Clock, Start

#: So many of the latest conferences are always looked at: a household has seldom more
#: in play at once, and an older one is looked at while anything of it is unsettled.
RECENT = 3


def recent(case: Case, thorough: bool) -> tuple[Conference, ...]:
    """Conferences that may still ask for something: the rest is settled."""
    if thorough or len(case.conferences) <= RECENT:
        return case.conferences
    older = (c for c in case.conferences[:-RECENT] if _unsettled(c))
    return (*older, *case.conferences[-RECENT:])


def _unsettled(conference: Conference) -> bool:
    return (
        conference.held_at is None
        or bool(conference.adjourned)
        or any(o.decided is Decided.NOT_DECIDED for o in conference.outcomes)
        or any(copy.settled_at is None for copy in conference.copies)
    )


def discussions(case: Case, thorough: bool) -> Iterator[Beginning]:
    for enquiry in case.enquiries:
        if case.terms.clock is Clock.LAST:
            yield from _from_the_last(case, enquiry)
        else:
            yield Beginning(
                ref=enquiry.ref,
                anchor=enquiry.initiating().held_at,
                children=enquiry.children,
                counts_from=enquiry.began_at,
                spared=_spared(enquiry),
            )


def _from_the_last(case: Case, enquiry: Enquiry) -> Iterator[Beginning]:
    """For each child, from the last discussion before a conference decided it."""
    for child in enquiry.children:
        whole = Beginning(
            ref=enquiry.ref,
            anchor=enquiry.began_at,
            children=(child,),
        )
        decided_at = child_decided(case, whole, child)
        *earlier, last = [
            d.held_at
            for d in enquiry.discussions
            if decided_at is None or d.held_at <= decided_at
        ]
        spared = _spared(enquiry).get(child)
        yield whole._replace(
            anchor=last,
            earlier=tuple(earlier),
            counts_from=enquiry.began_at,
            spared={child: spared} if spared and spared.at >= last else {},
        )


def _spared(enquiry: Enquiry) -> dict[str, Over]:
    return {n.child: Over("not-required", n.at) for n in enquiry.not_required}


def conclusions(case: Case, thorough: bool) -> Iterator[Beginning]:
    for enquiry in case.enquiries:
        if enquiry.concluded_at is not None:
            yield Beginning(
                ref=enquiry.ref,
                anchor=enquiry.concluded_at,
                counts_from=enquiry.began_at,
                children=enquiry.at_risk or enquiry.children,
            )


def decisions(case: Case, thorough: bool) -> Iterator[Beginning]:
    for decision in case.decisions:
        enquiry = case.enquiry(decision.enquiry)
        spared = _spared(enquiry) if enquiry else {}
        gone = [spared[c] for c in decision.children if c in spared]
        all_spared = len(gone) == len(decision.children)
        yield Beginning(
            ref=decision.ref,
            anchor=decision.at,
            children=decision.children,
            counts_from=enquiry.began_at if enquiry else None,
            over=max(gone, key=lambda o: o.at) if all_spared else None,
        )


def ended(conference: Conference) -> Over | None:
    """Why and since when it asks for nothing more: held, or called off."""
    if conference.held_at is not None:
        return Over("conference-held", conference.held_at)
    if conference.off is not None:
        return Over("conference-called-off", conference.off.at)
    return None


def asked_later(conference: Conference) -> dict[str, datetime]:
    """The agencies of which no report was awaited at the booking, and since when."""
    return {r.agency: r.asked_at for r in conference.reports if r.asked_at}


def born_later(case: Case, conference: Conference) -> dict[str, datetime]:
    """Its children who were expected at first, and since when they are known as born.

    What is due about a child who is born was not due about them before.
    """
    known = ((c.ref, c.birth_settled_at) for c in case.children if not c.unborn)
    return {ref: at for ref, at in known if at and ref in conference.children}


def _live(case: Case, thorough: bool) -> Iterator[Conference]:
    """Conferences that are still to come, or about which something is still due."""
    due = still_due(case)
    for conference in case.conferences:
        if thorough or conference.awaited or conference.ref in due:
            yield conference


def bookings(case: Case, thorough: bool) -> Iterator[Beginning]:
    for conference in _live(case, thorough):
        yield Beginning(
            ref=conference.ref,
            anchor=conference.booked_at,
            children=conference.children,
            over=ended(conference),
            reports_from=tuple(r.agency for r in conference.reports),
            later=asked_later(conference),
        )


def conference_days(case: Case, thorough: bool) -> Iterator[Beginning]:
    for conference in _live(case, thorough):
        yield Beginning(
            ref=conference.ref,
            anchor=conference.starts_at,
            since=conference.since,
            children=conference.children,
            over=ended(conference),
            reports_from=tuple(r.agency for r in conference.reports),
            later=asked_later(conference) | born_later(case, conference),
        )


def not_held(case: Case, thorough: bool) -> Iterator[Beginning]:
    for conference in recent(case, thorough):
        for number, off in enumerate(conference.offs):
            yield Beginning(
                ref=conference.ref if not number else f"{conference.ref}-{number + 1}",
                of=conference.ref,
                number=number,
                anchor=off.at,
                children=conference.children,
                spared=_needs_none(case, conference),
            )
        for child, at in _left_undecided(conference):
            yield Beginning(
                ref=f"{conference.ref}-{child}",
                of=conference.ref,
                number=A_SITTING,
                anchor=at,
                children=(child,),
                spared=_needs_none(case, conference),
            )


def _left_undecided(conference: Conference) -> Iterator[tuple[str, datetime]]:
    """Whom a further sitting must decide: adjourned, or not decided on the day."""
    yield from ((part.child, part.at) for part in conference.adjourned)
    if conference.held_at is not None:
        for outcome in conference.outcomes:
            if outcome.decided is Decided.NOT_DECIDED:
                yield outcome.child, conference.held_at


def _needs_none(case: Case, conference: Conference) -> dict[str, Over]:
    """Children of whom every enquiry decided that no initial conference is required."""
    if conference.kind is not Kind.INITIAL:
        return {}
    spared = {}
    for child in conference.children:
        about = [e.spared(child) for e in case.enquiries if child in e.children]
        decided = [each.at for each in about if each is not None]
        if decided and len(decided) == len(about):
            spared[child] = Over("not-required", max(decided))
    return spared


def plans_agreed(case: Case, thorough: bool) -> Iterator[Beginning]:
    for conference in recent(case, thorough):
        if conference.held_at is None:
            continue
        agreed = tuple(o.child for o in conference.outcomes if o.decided in WITH_PLAN)
        if agreed:
            yield Beginning(
                ref=conference.ref, anchor=conference.held_at, children=agreed
            )


CONFERENCES: dict[Start, Finder] = {
    Start.DISCUSSION: discussions,
    Start.ENQUIRY_CONCLUDED: conclusions,
    Start.DECISION: decisions,
    Start.BOOKED: bookings,
    Start.CONFERENCE_DAY: conference_days,
    Start.NOT_HELD: not_held,
    Start.PLAN_AGREED: plans_agreed,
}
