"""Lives of the one family, in which every kind of letter is owed to somebody."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.effects import Effect, EffectKind, Item
from domain.evolve.changes import changed
from domain.facts.conferences import ConferenceCalledOff
from domain.facts.delays import DelayApproved, DelayRequested
from domain.facts.enquiries import DiscussionHeld
from domain.facts.letters import LettersHeld
from domain.facts.people import PersonChanged
from domain.record.enquiries import Discussion
from tests.dates import day, instant
from tests.domain.builders import after
from tests.domain.family import (
    BOOKED,
    MANAGER,
    MOTHER,
    WORKER,
    a_family,
    booked,
    decided,
    rang,
    to_staff,
)

DISCUSSED = instant("Wed 2026-12-16 10:00Z")
MISSED = instant("Tue 2027-01-12 00:00Z")
CONFERENCE = "initial-conference/e-1/child-1"
TUESDAY = instant("Tue 2027-01-12 09:00Z")


def discussed(case: Case) -> Case:
    """Day 0 is Wed 2026-12-16; the 15th working day after it is Mon 2027-01-11."""
    held = Discussion(ref="s-1", held_at=DISCUSSED, initiating=True)
    fact = DiscussionHeld(
        at=DISCUSSED, enquiry="e-1", children=("child-1",), discussion=held
    )
    return after(case, DISCUSSED, fact)


def a_late_case() -> Case:
    """Discussed on Wed 2026-12-16, asked on Tue 2027-01-12 to be held a week later."""
    asked = DelayRequested(
        at=TUESDAY,
        delay="d-1",
        children=("child-1",),
        by=WORKER,
        reasons="The interpreter was ill.",
        proposed_on=day("Tue 2027-01-19"),
    )
    return after(discussed(a_family()), TUESDAY, asked)


def agreed(case: Case) -> Case:
    approved = DelayApproved(
        at=TUESDAY,
        delay="d-1",
        duties=(CONFERENCE,),
        by=MANAGER,
        document="minutes",
        reasons="The interpreter was ill.",
        safeguards=(),
        checker=MANAGER,
        first_check_on=day("Thu 2027-01-14"),
        agreed_on=day("Tue 2027-01-19"),
        after_the_miss=True,
    )
    return after(case, TUESDAY, approved)


def in_urdu() -> Case:
    """The case of a mother who reads Urdu, once the plan was decided."""
    case = booked(a_family())
    mother = case.person(MOTHER)
    assert mother is not None
    changed_at = instant("Tue 2026-12-15 09:00Z")
    reads_urdu = PersonChanged(
        at=changed_at, person=changed(mother, language_need="ur", revision=2)
    )
    return decided(after(case, changed_at, reads_urdu))


def every_letter() -> Iterator[tuple[Case, Effect]]:
    """Each kind of letter, and each kind of task, to somebody."""
    held = LettersHeld(at=BOOKED, who=MOTHER, reason="risk")
    off = ConferenceCalledOff(at=BOOKED, conference="conf-1", why="chair-ill")
    before = booked(a_family("york"))
    sent = changed(before.conferences[0], invitations_left=())
    stopped = changed(before, outbox={}, conferences=(sent,))
    lives = (
        before,
        after(stopped, BOOKED, off),
        in_urdu(),
        after(before, BOOKED, held),
    )
    for case in lives:
        yield from ((case, effect) for effect in case.outbox.values())
        listed = tuple(rang(key) for key in case.duties)
        yield case, to_staff(*listed, Item(about="child-1", code="eighteen-nears"))
        yield case, to_staff(*listed, kind=EffectKind.ESCALATION)
