"""What a guardian's appointment begins for each conference to come, and what meets it.

A guardian is invited while two things are so: proceedings are under way, and a
guardian is appointed (WA-44). It ends with either.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.duties.met import MetAt
from domain.duties.start import Beginning, Finder, Over
from domain.record.conferences import Conference
from domain.record.orders import Proceedings
from domain.working_days import local_day
from rulebook.schema import Met, Start


def guardians(case: Case, thorough: bool) -> Iterator[Beginning]:
    """Each conference, from the day on which both are so.

    All of them: an appointment may be told of after the conference that it came before.
    """
    court = case.proceedings
    if court is None or court.guardian is None:
        return
    appointed_at = court.appointed_at or court.started_at
    # By the day of the appointment, and as often as this one was taken off the list:
    # whoever is appointed next, or comes back, is invited anew.
    appointment = local_day(appointed_at, case.terms.calendar.zone).isoformat()
    theirs = f"{court.guardian}-{appointment}"
    for conference in case.conferences:
        ref = f"{conference.ref}-{theirs}"
        if again := conference.struck_off.count(court.guardian):
            ref = f"{ref}-{again + 1}"
        yield Beginning(
            ref=ref,
            of=conference.ref,
            anchor=max(court.started_at, appointed_at, conference.booked_at),
            children=conference.children,
            people=(court.guardian,),
            over=_over(case, court, conference),
        )


def _over(case: Case, court: Proceedings, conference: Conference) -> Over | None:
    """The first thing after which nobody need invite this guardian to it."""
    person = case.person(court.guardian or "")
    off = conference.off
    ends = {
        "conference-held": conference.held_at,
        "conference-called-off": off.at if off is not None else None,
        "guardian-ended": court.guardian_ended_at,
        "proceedings-ended": court.ended_at,
        "guardian-died": person.died_at if person is not None else None,
    }
    known = [Over(why, at) for why, at in ends.items() if at is not None]
    return min(known, key=lambda over: over.at, default=None)


def guardian_invited(case: Case, began: Beginning, who: str) -> datetime | None:
    """The guardian stands on the list; where that came first, since both are so."""
    conference = case.conference(began.of)
    if conference is None or not set(began.people) <= set(conference.invited):
        return None
    if began.over is not None and began.over.at <= began.anchor:
        return None
    settled = conference.invitation
    known = settled.since if settled is not None else {}
    since = next((known[ref] for ref in began.people if ref in known), None)
    return max(since or conference.booked_at, began.anchor)


INVITATIONS: dict[Start, Finder] = {Start.GUARDIAN: guardians}

INVITATIONS_MET: dict[Met, MetAt] = {Met.GUARDIAN_INVITED: guardian_invited}
