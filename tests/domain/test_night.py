"""Nothing reaches a family at night; staff letters and withdrawals do not wait."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.advance import advance, sendable
from domain.case import Case
from domain.clock import next_wake
from domain.correspondence import letter_for
from domain.correspondence.recipient import ConferenceIsPast
from domain.facts.conferences import ConferenceBooked, ConferenceCalledOff
from domain.facts.letters import LettersHeld, LettersReleased
from domain.react.reaction import GIVE_UP_AFTER
from domain.record.conferences import Kind
from tests.dates import instant
from tests.domain.builders import after, waited
from tests.domain.family import MOTHER, STARTS, VISITOR, a_family

TO_MOTHER = f"CP-1/invitation/conf-1/r1/{MOTHER}-1/mail"
TO_VISITOR = f"CP-1/invitation/conf-1/r1/{VISITOR}-1/mail"


def booked_at(at: datetime) -> Case:
    fact = ConferenceBooked(
        at=at,
        conference="conf-1",
        meeting=Kind.INITIAL,
        children=("child-1",),
        starts_at=STARTS,
        invited=(MOTHER, VISITOR),
    )
    return after(a_family(), at, fact)


@pytest.mark.parametrize(
    ("booked", "goes"),
    [
        ("Mon 2026-12-14 20:00Z", "Tue 2026-12-15 08:00Z"),
        ("Mon 2026-12-14 23:30Z", "Tue 2026-12-15 08:00Z"),
        ("Tue 2026-12-15 00:00Z", "Tue 2026-12-15 08:00Z"),
        ("Tue 2026-12-15 07:59Z", "Tue 2026-12-15 08:00Z"),
        ("Fri 2026-12-18 22:00Z", "Sat 2026-12-19 08:00Z"),
    ],
)
def test_a_letter_to_the_family_that_is_asked_for_at_night_waits_for_the_morning(
    booked: str, goes: str
) -> None:
    case = booked_at(instant(booked))
    assert TO_MOTHER not in case.outbox
    assert case.waiting[TO_MOTHER].not_before == instant(goes)
    assert TO_VISITOR in case.outbox
    wake = next_wake(case)
    assert wake is not None
    assert wake <= instant(goes)


def test_it_goes_that_morning() -> None:
    case = booked_at(instant("Mon 2026-12-14 23:30Z"))
    case = waited(case, instant("Tue 2026-12-15 08:00Z"))
    assert TO_MOTHER in case.outbox
    assert TO_MOTHER not in case.waiting


def test_by_day_it_goes_at_once() -> None:
    for by_day in ("Mon 2026-12-14 08:00Z", "Mon 2026-12-14 19:59Z"):
        assert TO_MOTHER in booked_at(instant(by_day)).outbox


def test_a_letter_that_waits_for_the_morning_is_withdrawn_like_any_other() -> None:
    night = instant("Mon 2026-12-14 23:30Z")
    case = booked_at(night)
    off = ConferenceCalledOff(at=night, conference="conf-1", why="chair-ill")
    case = advance(case, (off,), night)
    assert not [key for key, _ in case.unsent() if "/invitation/" in key]


HELD = instant("Mon 2026-12-14 09:00Z")


def hold(case: Case, at: datetime) -> Case:
    return advance(case, (LettersHeld(at=at, who=None, reason="danger"),), at)


def let_go(case: Case, at: datetime) -> Case:
    fact = LettersReleased(at=at, who=None, reason="danger")
    return advance(waited(case, at), (fact,), at)


def test_letters_that_are_released_at_night_wait_for_the_morning() -> None:
    case = let_go(hold(booked_at(HELD), HELD), instant("Mon 2026-12-14 23:30Z"))
    assert TO_MOTHER not in case.outbox
    assert case.waiting[TO_MOTHER].not_before == instant("Tue 2026-12-15 08:00Z")
    assert TO_VISITOR in {effect.key for effect in sendable(case)}


def test_a_letter_that_is_still_on_its_way_in_the_evening_rests_until_morning() -> None:
    """The carrier has been down since the morning; nobody is rung up at three."""
    case = booked_at(HELD)
    assert next_wake(case) == instant("Mon 2026-12-14 20:00Z")
    night = waited(case, instant("Mon 2026-12-14 20:00Z"))
    assert TO_MOTHER not in night.outbox
    assert next_wake(night) == instant("Tue 2026-12-15 08:00Z")
    morning = waited(night, instant("Tue 2026-12-15 08:00Z"))
    assert TO_MOTHER in morning.outbox
    assert next_wake(morning) == instant("Tue 2026-12-15 20:00Z")


def test_what_was_held_for_weeks_has_the_whole_time_to_be_sent_in() -> None:
    """Released on Mon 2027-01-04, when the first fourteen days are long over."""
    released = instant("Mon 2027-01-04 10:00Z")
    case = let_go(hold(booked_at(HELD), HELD), released)
    owed = case.outbox[TO_MOTHER]
    assert owed.give_up_at == released + GIVE_UP_AFTER
    assert owed.key == TO_MOTHER


def test_a_held_letter_wakes_nobody_evening_after_evening() -> None:
    case = hold(booked_at(HELD), HELD)
    wake = next_wake(case)
    assert wake is not None
    assert wake.hour != 20


def test_an_invitation_to_a_conference_that_has_begun_is_not_written() -> None:
    case = let_go(hold(booked_at(HELD), HELD), STARTS)
    with pytest.raises(ConferenceIsPast):
        letter_for(case, case.outbox[TO_MOTHER], STARTS)
    before = STARTS - timedelta(minutes=1)
    assert letter_for(case, case.outbox[TO_MOTHER], before).key == TO_MOTHER
