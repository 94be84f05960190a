"""What cannot be understood is refused and recorded, and no clock stops for it."""

from __future__ import annotations

import gc
import json
import logging
import shutil
from pathlib import Path
from types import CoroutineType
from typing import Any

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import (
    Client,
    WorkflowExecutionStatus,
    WorkflowFailureError,
    WorkflowUpdateFailedError,
)
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError

import worker
from adapters.sealing.converter import data_converter
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import DEVELOPMENT, DEVELOPMENT_KEY, KEY_BYTES, Keyring
from domain.intake import Opening
from domain.terms import sealed
from tests.dates import instant
from tests.replay.keeping import remember
from tests.workflows.family import (
    FIRST_RUNG,
    SENT,
    an_intake,
    first_edition,
    note,
)
from tests.workflows.histories import of, pending_timers
from tests.workflows.stage import SHORT_RUNS, Case, Stage, setting, stage, until
from workflows import APPROVE_DELAY, CASES, SUBMIT, workflow_id

pytestmark = [
    pytest.mark.server,
    # The SDK never awaits a run whose input was refused, and says so when it lets go.
    pytest.mark.filterwarnings("ignore:coroutine .*run_workflow:RuntimeWarning"),
]

FIRST_MORNING = instant("Tue 2027-01-19 08:00Z")
STARTS = instant("Mon 2027-01-25 10:00Z")
#: A master key that the worker of today does not hold, and the one that it does.
ROTATED = Keyring({"k9": b"9" * KEY_BYTES, DEVELOPMENT: DEVELOPMENT_KEY})


async def client_of(staged: Stage, custody: Custody) -> Client:
    return await Client.connect(
        staged.server.address,
        data_converter=data_converter(custody),
        identity="elsewhere",
    )


async def a_stranger(staged: Stage, folder: Path) -> Client:
    """Seals with a key that the worker does not hold, and can read what it answers."""
    staged.custody.seal("CP-1", b"", b"")
    copied = shutil.copy(folder / "case-keys.db", folder / "copied-keys.db")
    custody = Custody.open(copied, Keyring.development())
    custody.renew("CP-1")
    return await client_of(staged, custody)


async def send_garbage(case: Case, stranger: Client) -> None:
    """Every wrong thing that a signal can be, in the order of `WHY`."""
    await case.signal("close_everything", "now")
    await case.signal(APPROVE_DELAY, args=[])
    await case.signal(APPROVE_DELAY, args=[note(1, SENT), note(2, SENT)])
    await case.signal(APPROVE_DELAY, {"kind": "approve-delay", "id": 7})
    await case.signal(APPROVE_DELAY, note(3, SENT))
    unread = stranger.get_workflow_handle(case.id)
    await unread.signal(APPROVE_DELAY, note(4, SENT))


WHY = [
    "unknown-signal",
    "one-argument",
    "one-argument",
    "bad-input",
    "other-request",
    "undecodable",
]


async def update_garbage(case: Case, stranger: Client) -> list[str]:
    """Every wrong thing that an update can be; the types of the refusals."""
    unread = stranger.get_workflow_handle(case.id)
    wrong: list[tuple[Any, list[Any]]] = [
        (case, ["words"]),
        (case, [{"kind": "no-such-request"}]),
        (unread, [note(5, SENT)]),
        (case, []),
        (case, [note(6, SENT), note(7, SENT)]),
    ]
    types = []
    for handle, given in wrong:
        with pytest.raises(WorkflowUpdateFailedError) as refused:
            await handle.execute_update(SUBMIT, args=given)
        assert isinstance(refused.value.cause, ApplicationError)
        types.append(refused.value.cause.type or "")
    return types


async def test_no_garbled_message_stops_a_clock_and_each_leaves_its_trace(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, SENT) as staged:
        case = await staged.start(first_edition(an_intake()))
        await staged.idle(case)
        stranger = await a_stranger(staged, tmp_path)
        await send_garbage(case, stranger)
        by_signal = await staged.fact(case, "request-refused", len(WHY))
        refusals = await update_garbage(case, stranger)
        traces = await staged.fact(case, "request-refused", len(WHY) + 3)
        receipt = await staged.submit(case, note(8, SENT))
        (timer,) = pending_timers(await staged.idle(case))
        await staged.wind(case, FIRST_MORNING)
        await staged.idle(case)
        await remember(staged, case, "a-garbled-case")

    assert [json.loads(row.body)["why"] for row in by_signal] == WHY
    by_update = [json.loads(row.body) for row in traces[len(WHY) :]]
    assert [body["why"] for body in by_update] == [
        "bad-input",
        "bad-input",
        "undecodable",
    ]
    assert refusals[:2] == ["BadInput", "BadInput"]
    assert len(refusals) == 5
    assert receipt["repeated"] is False
    assert timer.fires_at + staged.shift >= FIRST_RUNG
    assert [message.key for message in staged.mail.taken] == [
        "CP-1/digest/social-worker/2027-01-19"
    ]


async def test_a_garbled_start_fails_at_once_and_leaves_the_reference_free(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, SENT) as staged:
        stranger = await a_stranger(staged, tmp_path)
        given: list[tuple[Client, list[Any], str]] = [
            (staged.client, ["words"], "bad-input"),
            (staged.client, [{"ref": "CP-1"}], "bad-input"),
            (stranger, [first_edition(an_intake())], "undecodable"),
            (staged.client, [], "one-argument"),
            (staged.client, [first_edition(an_intake()), "words"], "one-argument"),
            (staged.client, [first_edition(an_intake())], "unknown-workflow"),
            (staged.client, [under(2, first_edition(an_intake()))], "unknown-policy"),
        ]
        for client, args, code in given:
            other = code == "unknown-workflow"
            failed = await client.start_workflow(
                "ChildProtectionCases" if other else "ChildProtectionCase",
                args=args,
                id=workflow_id("CP-1"),
                task_queue=CASES,
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
            )
            with pytest.raises(WorkflowFailureError) as caught:
                await until(failed.result)
            history = await failed.fetch_history()
            assert isinstance(caught.value.cause, ApplicationError)
            assert caught.value.cause.type == "NotStarted"
            assert caught.value.cause.message == code
            kinds = {event.event_type for event in history.events}
            assert EventType.EVENT_TYPE_TIMER_STARTED not in kinds
            assert EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED not in kinds
        case = await staged.start(first_edition(an_intake()))
        (timer,) = pending_timers(await staged.idle(case))
        rows = await staged.record(case)

    await until(no_run_is_left)
    assert rows[0].kind == "case-opened"
    assert timer.fires_at + staged.shift >= FIRST_RUNG


def under(policy: int, begun: Opening) -> Opening:
    """As a newer program would start it: judged by decisions that we do not have."""
    terms = sealed(begun.terms.model_copy(update={"policy": policy}))
    return begun.model_copy(update={"terms": terms})


async def no_run_is_left() -> bool:
    """The SDK has let go of what it never awaited: no later test hears of it."""
    gc.collect()
    found = (o for o in gc.get_objects() if isinstance(o, CoroutineType))
    return not any(o.__name__ == "run_workflow" for o in found)


async def test_a_handed_over_case_that_no_key_opens_waits_for_the_key_and_is_not_lost(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # A record of the failed task would keep its run alive beyond this test.
    caplog.set_level(logging.CRITICAL, logger="temporalio")
    async with setting(tmp_path, SENT, SHORT_RUNS) as staged:
        keys = Custody.open(tmp_path / "case-keys.db", ROTATED)
        rotated = await client_of(staged, keys)
        async with worker.working(rotated, staged.parts, staged.runner()):
            case = await staged.start(first_edition(an_intake()))
            await continue_as_new(staged, rotated, case)
        keys.rewrap()
        without = Custody.open(tmp_path / "case-keys.db", Keyring.development())
        poor = await client_of(staged, without)
        async with worker.working(poor, staged.parts, staged.runner()):
            await rotated.get_workflow_handle(case.id).signal("anything", "at all")
            await until(lambda: task_failed(staged, case))
            waiting = await case.describe()
        async with worker.working(rotated, staged.parts, staged.runner()):
            refused = await staged.fact(case, "request-refused")
            (timer,) = pending_timers(await staged.idle(case))
            await staged.wind(case, FIRST_MORNING)
            await staged.idle(case)

    await until(no_run_is_left)
    assert waiting.status is WorkflowExecutionStatus.RUNNING
    assert json.loads(refused[-1].body)["why"] == "unknown-signal"
    assert timer.fires_at + staged.shift >= FIRST_RUNG
    assert [message.key for message in staged.mail.taken] == [
        "CP-1/digest/social-worker/2027-01-19"
    ]


async def continue_as_new(staged: Stage, client: Client, case: Case) -> None:
    """Ask things of the case until it is in another run, and let it come to rest."""
    first = case.first_execution_run_id
    handle = client.get_workflow_handle(case.id)
    number = 10
    while (await handle.describe()).run_id == first:
        await handle.execute_update(SUBMIT, note(number, SENT))
        number += 1
    await staged.idle(handle)


async def task_failed(staged: Stage, case: Case) -> bool:
    events = await staged.events(case)
    return any(of(events, EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED))
