"""Histories kept as fixtures: decoded, at the time of the story, in a few files.

`RECORD=1 pytest tests/workflows` writes them anew from the tests that live them. Their
families are fictional and their payloads were sealed with the development key only.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, timedelta
from pathlib import Path
from typing import Final

from google.protobuf.message import Message
from temporalio.api.common.v1 import Payload
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import WorkflowHistory
from temporalio.converter import PayloadCodec

from tests.replay.deep import STACK, commands, replay
from tests.workflows.stage import Case, Stage
from workflows.reading import JSON

FOLDER: Final = Path(__file__).parent / "histories"
COMMANDS: Final = ".commands.jsonl"


def names() -> list[str]:
    """The histories that are kept."""
    return sorted(file.stem for file in FOLDER.glob("*.json"))


def kept(name: str) -> WorkflowHistory:
    return WorkflowHistory.from_json(name, (FOLDER / f"{name}.json").read_text("utf-8"))


def kept_commands(name: str) -> list[str]:
    return (FOLDER / f"{name}{COMMANDS}").read_text("utf-8").splitlines()


async def remember(
    staged: Stage, case: Case, name: str, run: str | None = None
) -> None:
    """The history just lived must replay; under RECORD=1 it is kept too.

    `run`: which run of the case, the latest unless it is given.
    """
    handle = staged.client.get_workflow_handle(case.id, run_id=run)
    lived = await handle.fetch_history()
    codec = staged.client.data_converter.payload_codec
    assert codec is not None
    decoded = await _decoded(codec, lived.events, staged.shift)
    history = WorkflowHistory(name, decoded)
    await replay(history)
    if os.environ.get("RECORD") == "1":
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.json").write_text(_brief(history), "utf-8")
        lines = "".join(f"{line}\n" for line in await commands(history))
        (FOLDER / f"{name}{COMMANDS}").write_text(lines, "utf-8")


def _brief(history: WorkflowHistory) -> str:
    """As JSON without the spaces between, which are a third of it."""
    return json.dumps(json.loads(history.to_json()), separators=(",", ":"))


async def _decoded(
    codec: PayloadCodec, events: Iterable[HistoryEvent], shift: timedelta
) -> list[HistoryEvent]:
    found = []
    for event in events:
        copy = HistoryEvent.FromString(event.SerializeToString())
        told = copy.event_time.ToDatetime(tzinfo=UTC)
        copy.event_time.FromDatetime(told + shift)
        for payload in _payloads(copy):
            payload.CopyFrom(_pathless((await codec.decode([payload]))[0]))
        found.append(copy)
    return found


def _pathless(payload: Payload) -> Payload:
    """The payload of a failure without its stack, which names this machine's paths."""
    is_read = payload.metadata.get("encoding") == JSON
    said = json.loads(payload.data) if is_read else None
    if isinstance(said, dict) and STACK in said:
        payload.data = json.dumps(said | {STACK: ""}).encode()
    return payload


def _payloads(message: Message) -> Iterator[Payload]:
    if isinstance(message, Payload):
        yield message
        return
    for _, value in message.ListFields():
        for each in _messages(value):
            yield from _payloads(each)


def _messages(value: object) -> Iterator[Message]:
    if isinstance(value, Message):
        yield value
    elif isinstance(value, Mapping):
        yield from (each for each in value.values() if isinstance(each, Message))
    elif isinstance(value, Sequence):
        yield from (each for each in value if isinstance(each, Message))
