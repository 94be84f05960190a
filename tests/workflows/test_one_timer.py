"""Every open case has exactly one timer on the server, and it is the right one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from domain.clock import next_wake
from domain.opening import open_case
from tests.workflows.family import FIRST_RUNG, SENT, an_intake, opening
from tests.workflows.histories import Timer, pending_timers
from tests.workflows.stage import Case, Stage, setting, stage
import worker
from tests.workflows.runners import at_another_time

pytestmark = pytest.mark.server

SAMPLES = Path(__file__).parents[2] / "samples" / "intake"
TOLERANCE = timedelta(seconds=2)


async def only_timer(staged: Stage, case: Case) -> Timer:
    (timer,) = pending_timers(await staged.idle(case))
    return timer


async def test_an_intake_leaves_one_timer_for_the_instant_reckoned_by_hand(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, SENT) as staged:
        case = await staged.start(opening(an_intake()))
        timer = await only_timer(staged, case)
    print(timer.wanted_at + staged.shift)
    assert abs(timer.wanted_at + staged.shift - FIRST_RUNG) < TOLERANCE
    assert timer.fires_at + staged.shift >= FIRST_RUNG
