"""A replay that looks at what the case commands, not only at how often.

Temporal's own replay compares kinds of commands: a timer of another length, another
letter, another retry policy pass it unseen. Here every command of a replayed history
is written down, decoded, to be compared with what was written down before.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import Message
from temporalio.api.common.v1 import Payload
from temporalio.bridge.proto.workflow_activation import WorkflowActivation
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer, WorkflowRunner

import worker
from adapters.sealing.converter import data_converter
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Keyring
from tests.workflows.runners import Watched
from workflows.case import ChildProtectionCase

#: Where in the code a failure arose: no part of what a case commands.
STACK: Final = "stack_trace"


async def replay(
    history: WorkflowHistory, runner: WorkflowRunner | None = None
) -> None:
    """Temporal's own replay. Raises when a command is of another kind than it was.

    Histories kept before payloads were bound to cases open under the development key;
    later ones are kept decoded. What the replay itself seals goes nowhere.
    """
    with tempfile.TemporaryDirectory(prefix="vigil-replay-") as folder:
        custody = Custody.open(Path(folder) / "case-keys.db", Keyring.development())
        replayer = Replayer(
            workflows=[ChildProtectionCase],
            data_converter=data_converter(custody),
            workflow_runner=runner or worker.sandbox(),
        )
        await replayer.replay_workflow(history)


async def commands(
    history: WorkflowHistory, runner: WorkflowRunner | None = None
) -> list[str]:
    """Every command of a history as today's code gives it, in order, as JSON."""
    found: list[str] = []

    def note(_: WorkflowActivation, completion: WorkflowActivationCompletion) -> None:
        found.extend(map(_written, completion.successful.commands))

    await replay(history, Watched(runner or worker.sandbox(), _let_past, note))
    return found


def _let_past(_: WorkflowActivation) -> None:
    """Nothing is done to what goes in."""


def _written(command: Message) -> str:
    return json.dumps(_brief(_plain(command)), sort_keys=True, ensure_ascii=False)


def _plain(message: Message) -> Any:
    """A message as plain values; a payload as what it says."""
    if isinstance(message, Payload):
        return json.loads(message.data) if message.data else None
    if isinstance(message, Duration):
        return f"{message.ToTimedelta().total_seconds():.3f} s"
    return {field.name: _value(field, value) for field, value in message.ListFields()}


def _value(field: FieldDescriptor, value: Any) -> Any:
    if isinstance(value, Message):
        return _plain(value)
    if hasattr(value, "items"):
        return {key: _single(each) for key, each in value.items()}
    if field.is_repeated:
        return [_single(each) for each in value]
    return value


def _single(value: Any) -> Any:
    return _plain(value) if isinstance(value, Message) else value


def _brief(value: Any) -> Any:
    """Without the terms that a handed-over case repeats, nor any machine's paths."""
    if isinstance(value, dict):
        return dict(_brief_items(value.items()))
    if isinstance(value, list):
        return [_brief(each) for each in value]
    return value


def _brief_items(items: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    for key, value in items:
        if key == "terms" and isinstance(value, dict):
            yield key, value.get("rulebook")
        elif key != STACK:
            yield key, _brief(value)
