"""Recorded cases replay against today's code, and command what they commanded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory
from temporalio.worker import UnsandboxedWorkflowRunner

import domain.clock
import workflows.case
import workflows.delivery
import workflows.showing
from domain.case import Case
from domain.correspondence import letter_for
from domain.effects import Effect
from domain.letters import Letter, Line
from domain.receipts import Receipt, receipt_for
from domain.worklist import missed
from tests.replay.deep import commands, replay
from tests.replay.keeping import COMMANDS, FOLDER, kept, kept_commands, names

LARGEST = 250_000
PLACES = 8
TASK_DONE = EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED
#: What a finished task of a case leaves in the history, at once.
COMMANDED = frozenset(
    {
        EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
        EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED,
        EventType.EVENT_TYPE_TIMER_STARTED,
        EventType.EVENT_TYPE_TIMER_CANCELED,
        EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES,
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED,
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED,
        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW,
    }
)


def test_each_kind_of_life_is_kept_small_and_with_its_commands() -> None:
    assert {"a-life", "a-handover-1", "a-handover-2", "a-hold"} <= set(names())
    assert {file.name for file in FOLDER.glob("*.jsonl")} == {
        f"{name}{COMMANDS}" for name in names()
    }
    assert [f for f in FOLDER.iterdir() if f.stat().st_size > LARGEST] == []


@pytest.mark.parametrize("name", names())
async def test_a_recorded_case_commands_today_what_it_commanded_then(name: str) -> None:
    assert await commands(kept(name)) == kept_commands(name)


def places(events: Sequence[HistoryEvent]) -> Iterator[int]:
    """Where a case may stand: after each finished task and what it commanded."""
    for number, event in enumerate(events, 1):
        if event.event_type == TASK_DONE:
            rest = takewhile(lambda e: e.event_type in COMMANDED, events[number:])
            yield number + sum(1 for _ in rest)


@pytest.mark.parametrize("name", names())
async def test_a_case_replays_from_wherever_it_stands(name: str) -> None:
    """To renew the recordings see `keeping`; to change a workflow see the docs."""
    history = kept(name)
    whole, stands = kept_commands(name), list(places(history.events))
    assert stands
    for end in stands[:: max(1, len(stands) // PLACES)]:
        part = WorkflowHistory(history.workflow_id, history.events[:end])
        given = await commands(part, UnsandboxedWorkflowRunner())
        assert given
        assert given == whole[: len(given)]


def later(case: Case) -> datetime | None:
    wake = domain.clock.next_wake(case)
    return None if wake is None else wake + timedelta(days=5)


def reworded(case: Case, effect: Effect, now: datetime) -> Letter:
    letter = letter_for(case, effect, now)
    said = (*letter.lines, Line(code="also"))
    return letter.model_copy(update={"lines": said})


def rekeyed(case: Case, effect: Effect, now: datetime) -> Letter:
    letter = letter_for(case, effect, now)
    return letter.model_copy(update={"key": f"{letter.key}/again"})


def boastful(*given: Any) -> Receipt:
    return receipt_for(*given).model_copy(update={"facts": 0})


def one_more(case: Case) -> int:
    return missed(case) + 1


MUTANTS: dict[str, tuple[Any, str, Callable[..., Any] | None]] = {
    "a timer of another length": (workflows.case, "next_wake", later),
    "a letter that says more": (workflows.delivery, "letter_for", reworded),
    "another key for an effect": (workflows.delivery, "letter_for", rekeyed),
    "no retry policy": (workflows.delivery, "RETRY", None),
    "another receipt": (workflows.case, "receipt_for", boastful),
    "another search attribute": (workflows.showing, "missed", one_more),
}


@pytest.mark.parametrize("what", MUTANTS)
async def test_a_change_that_temporal_lets_pass_is_caught(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    history, runner = kept("a-life"), UnsandboxedWorkflowRunner()
    module, name, mutant = MUTANTS[what]
    monkeypatch.setattr(module, name, mutant)

    await replay(history, runner)

    assert await commands(history, runner) != kept_commands("a-life")


async def test_the_sandbox_of_the_worker_sees_a_changed_domain_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    true_wake = domain.clock.next_wake

    def early(case: Case) -> datetime | None:
        wake = true_wake(case)
        return None if wake is None else wake - timedelta(minutes=1)

    monkeypatch.setattr(domain.clock, "next_wake", early)

    assert await commands(kept("a-hold")) != kept_commands("a-hold")
