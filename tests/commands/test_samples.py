"""A new installation can tell its families whatever has happened, on any day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.events import read_event
from adapters.openings import resolve
from adapters.requests import request_of
from commands.samples import TOLD_BY, moved, referrals, so_far, weeks_since
from domain.advance import advance
from domain.case import Case
from domain.decide import respond
from domain.opening import open_case

DAYS = [0, 1, 2, 3, 4, 5, 6, 7, 13, 20, 27, 200, 365]


@pytest.mark.parametrize("days", DAYS)
def test_every_family_starts_and_takes_all_that_it_is_told(days: int) -> None:
    now = (TOLD_BY + timedelta(days=days)).replace(second=0, microsecond=0)
    cases: dict[str, Case] = {}
    for raw in referrals(now):
        event = read_event(raw)
        cases[event.subject] = open_case(resolve(event, now), now)
    for raw in so_far(now):
        event = read_event(raw)
        case = cases[event.subject]
        cases[event.subject] = advance(case, respond(case, request_of(event), now), now)
    assert len(cases) == 11
    assert any(case.plans for case in cases.values())
    assert any(duty.agreed_on for c in cases.values() for duty in c.duties.values())


def test_families_move_by_whole_weeks_and_never_into_the_future() -> None:
    """Fri 2026-11-20 18:00 is the samples' own moment; six days on, nothing moves."""
    assert weeks_since(TOLD_BY) == 0
    assert weeks_since(TOLD_BY + timedelta(days=6, hours=23)) == 0
    assert weeks_since(TOLD_BY + timedelta(days=7)) == 1


def test_a_moved_day_keeps_its_weekday_and_nothing_else_changes() -> None:
    raw = b'{"ref": "SX-2026-0003", "held_at": "2026-11-20T09:30:00Z"}'
    assert moved(raw, 2) == raw.replace(b"2026-11-20", b"2026-12-04")
