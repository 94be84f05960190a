"""A fault of our own, and a worker that goes away: the case goes on."""

from __future__ import annotations

import gc
from asyncio import gather
from collections import Counter
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import pytest
from temporalio.client import (
    Client,
    WorkflowFailureError,
    WorkflowUpdateFailedError,
)
from temporalio.exceptions import ApplicationError

import domain.decide
import domain.opening
import worker
from domain.case import Case as DomainCase
from domain.intake import Intake
from domain.record.people import Person
from domain.requests.base import By
from domain.requests.delays import ApproveDelay
from domain.roles import Role
from tests.dates import instant
from tests.workflows.family import (
    FIRST_RUNG,
    SENT,
    an_intake,
    booking,
    first_edition,
    note,
)
from tests.workflows.histories import pending_timers
from tests.workflows.stage import setting, stage, until

pytestmark = pytest.mark.server

STARTS = instant("Mon 2027-01-25 10:00Z")
#: Seconds: an attempt that the stopped worker took with it, and the wait after it.
LONGEST = 150.0
CASES = [f"CP-{number}" for number in range(1, 7)]


def broken(case: DomainCase, now: datetime, **_: object) -> NoReturn:
    raise ZeroDivisionError(f"about {case.people[0].name}")


def broken_opening(person: Person, intake: Intake) -> NoReturn:
    raise ZeroDivisionError(f"about {person.name} and {len(intake.people)}")


def approval() -> ApproveDelay:
    by = By(person="p-manager", role=Role.AUTHORISED_MANAGER)
    return ApproveDelay(id="mail#1", by=by, delay="delay-1")


async def test_a_fault_met_while_judging_refuses_as_internal_and_the_case_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage(tmp_path, SENT) as staged:
        case = await staged.start(first_edition(an_intake()))
        await staged.idle(case)
        before = await staged.events(case)
        with monkeypatch.context() as faulty:
            faulty.setattr(domain.decide, "reckon", broken)
            with pytest.raises(WorkflowUpdateFailedError) as refused:
                await staged.submit(case, note(1, SENT))
        after = await staged.events(case)
        (timer,) = pending_timers(after)
        receipt = await staged.submit(case, note(1, SENT))
        await staged.idle(case)

    assert isinstance(refused.value.cause, ApplicationError)
    assert refused.value.cause.details[0] == "internal"
    assert "Quillfeather" not in str(refused.value.cause)
    assert "refused_by_a_bug" in caplog.text
    assert "Quillfeather" not in caplog.text
    assert len(after) == len(before)
    assert timer.fires_at + staged.shift >= FIRST_RUNG
    assert receipt["repeated"] is False


@pytest.mark.filterwarnings("ignore:coroutine .*run_workflow:RuntimeWarning")
async def test_a_fault_met_while_opening_ends_the_run_for_nothing_has_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage(tmp_path, SENT) as staged:
        with monkeypatch.context() as faulty:
            faulty.setattr(domain.opening, "with_concern", broken_opening)
            ended = await staged.start(first_edition(an_intake()))
            with pytest.raises(WorkflowFailureError) as failed:
                await until(ended.result)
        case = await staged.start(first_edition(an_intake()))
        (timer,) = pending_timers(await staged.idle(case))
        gc.collect()

    assert isinstance(failed.value.cause, ApplicationError)
    assert (failed.value.cause.type, failed.value.cause.message) == (
        "NotStarted",
        "internal",
    )
    assert "not_started_by_a_bug" in caplog.text
    assert "Quillfeather" not in f"{caplog.text}{failed.value.cause}"
    assert timer.fires_at + staged.shift >= FIRST_RUNG


async def test_a_fault_met_while_judging_a_signal_is_recorded_and_the_clock_runs_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A signal cannot be taken back: it must not stop the case for ever."""
    async with stage(tmp_path, SENT) as staged:
        case = await staged.start(first_edition(an_intake()))
        await staged.idle(case)
        with monkeypatch.context() as faulty:
            faulty.setattr(domain.decide, "fell_due", broken)
            await case.signal("approve_delay", approval())
            (refused,) = await staged.fact(case, "request-refused")
        (timer,) = pending_timers(await staged.idle(case))

    assert '"why":"internal"' in refused.body
    assert timer.fires_at + staged.shift >= FIRST_RUNG


@pytest.mark.timeout(240)
async def test_when_one_of_two_workers_stops_mid_way_nothing_is_lost(
    tmp_path: Path,
) -> None:
    async with setting(tmp_path, SENT) as staged, AsyncExitStack() as first:
        other = await Client.connect(
            staged.server.address, data_converter=staged.client.data_converter
        )
        second = worker.working(other, staged.parts, staged.runner())
        await first.enter_async_context(
            worker.working(staged.client, staged.parts, staged.runner())
        )
        async with second:
            cases = [await staged.start(first_edition(an_intake(ref))) for ref in CASES]
            for case in cases[:3]:
                await staged.submit(case, booking(1, SENT, STARTS))
            await first.aclose()
            await gather(*(staged.submit(case, note(2, SENT)) for case in cases))
            for case in cases[3:]:
                await staged.submit(case, booking(1, SENT, STARTS))
            timers = [
                pending_timers(await staged.idle(case, LONGEST)) for case in cases
            ]
            records = [await staged.record(case) for case in cases]

    sent = Counter(message.key for message in staged.mail.taken)
    assert len(sent) == 2 * len(CASES)
    assert set(sent.values()) == {1}
    assert [len(each) for each in timers] == [1] * len(CASES)
    for rows in records:
        kinds = Counter(row.kind for row in rows)
        assert [row.no for row in rows] == list(range(1, len(rows) + 1))
        assert kinds["conference-booked"] == kinds["protective-action-taken"] == 1
