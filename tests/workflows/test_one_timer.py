"""Every open case has exactly one timer on the server, and it is the right one."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.events import read_event, read_lines
from domain.clock import next_wake
from domain.events import Event
from domain.opening import open_case
from tests.dates import instant
from tests.workflows.family import FIRST_RUNG, SENT, an_intake, opening
from tests.workflows.histories import Timer, at, pending_timers
from tests.workflows.stage import Stage, stage

pytestmark = pytest.mark.server

SAMPLES = Path(__file__).parents[2] / "samples" / "intake"
TOLERANCE = timedelta(seconds=2)
MONTHS_LATE = instant("Mon 2027-08-02 09:00Z")
#: Each rulebook, and how its intake differs from the family's own.
PLACES: dict[str, dict[str, Any]] = {
    "T-york": {"rulebook": "york"},
    "T-wales": {"rulebook": "wales"},
    "T-quiet": {"rulebook": "guernsey", "enquiries": []},
}


async def only_timer(staged: Stage, event: bytes, now: datetime) -> Timer:
    """The one timer of a case started with the event, by the case's own time."""
    case = await staged.start(opening(event, now))
    (timer,) = pending_timers(await staged.idle(case))
    return Timer(timer.wanted_at + staged.shift, timer.fires_at + staged.shift)


async def test_an_intake_leaves_one_timer_for_the_instant_reckoned_by_hand(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, SENT) as staged:
        timer = await only_timer(staged, an_intake(), SENT)

    assert abs(timer.wanted_at - FIRST_RUNG) < TOLERANCE
    assert timer.fires_at >= FIRST_RUNG


async def test_every_sample_and_every_place_has_one_timer_for_its_next_instant(
    tmp_path: Path,
) -> None:
    events = [*sample_intakes(), *(an_intake(r, **d) for r, d in PLACES.items())]
    begins = max((*(sent(event) for event in events), SENT)) + timedelta(minutes=1)
    async with stage(tmp_path, begins) as staged:
        for event in events:
            case = await staged.start(opening(event, begins))
            history = await staged.idle(case)
            (timer,) = pending_timers(history)
            began = (at(history[0]) + staged.shift).replace(second=0, microsecond=0)
            wake = next_wake(open_case(opening(event, begins), began))
            assert wake is not None
            assert abs(timer.wanted_at + staged.shift - wake) < TOLERANCE
            assert timer.fires_at + staged.shift >= wake


async def test_an_intake_that_comes_months_late_has_its_misses_and_one_timer(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, MONTHS_LATE) as staged:
        timer = await only_timer(staged, an_intake("T-late"), MONTHS_LATE)
        rows = await staged.facts.facts("T-late")

    missed = [row.at for row in rows if row.kind == "deadline-missed"]
    assert missed == [instant("Wed 2027-01-27 00:00Z")]
    assert timer.fires_at >= MONTHS_LATE


def sample_intakes() -> list[bytes]:
    """Every shipped intake event."""
    lines = [
        line
        for file in sorted(SAMPLES.glob("*.json*"))
        for line in read_lines(file.read_bytes())
    ]
    return [line for line in lines if read_event(line).is_intake]


def sent(event: bytes) -> datetime:
    found: Event = read_event(event)
    return found.time
