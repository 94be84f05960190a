"""What a log line may hold: fixed words and opaque references, nothing anyone wrote.

Exceptions and libraries put names and addresses into their texts, so no text passes.
Of an exception stays its class and where it was raised; of a library's message, a
word of ours for the sentences we know, and for others the line of code it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from logging import LogRecord
from types import TracebackType
from typing import Any, Final, TypeAlias

Event: TypeAlias = dict[str, Any]

ALLOWED: Final = frozenset(
    {
        *("event", "level", "logger", "at", "source", "error", "raised_at", "withheld"),
        *("case", "code", "count", "duty", "effect", "fact", "key", "kind", "no"),
        *("attempt", "carried", "channel", "digest", "port", "request", "role"),
        *("rulebook", "calendar", "policy", "seconds", "state", "version", "due"),
        *(
            "workflow_id",
            "workflow_type",
            "run_id",
            "workflow_run_id",
            "activity_id",
            "activity_type",
        ),
        *("namespace", "task_queue", "update_id", "update_name", "deployment"),
    }
)
WORD: Final = re.compile(r"[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)*")
REFERENCE: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._:/+#|=~-]{0,249}")
OURS: Final = frozenset(
    {"vigil", "adapters", "commands", "worker", "workflows", "activities", "console"}
)
OURS_THROUGH_TEMPORAL: Final = frozenset({"temporalio.workflow", "temporalio.activity"})
TEMPORAL_SUFFIX: Final = " ({"
DEEPEST_CAUSE: Final = 5

KNOWN_SENTENCES: Final = {
    "Completing activity as failed": "activity_failed",
    "Completing as failure": "activity_failed",
    "Failed activation on workflow": "workflow_task_failed",
    "Failed handling activation on workflow": "workflow_task_failed",
    "Failing workflow task": "workflow_task_failed",
    "Failed deserializing signal input": "signal_unreadable",
    "Worker failed, shutting down": "worker_failed",
    "Beginning worker shutdown": "worker_stopping",
    "Task exception was never retrieved": "task_exception_unseen",
    "Unhandled exception in event loop": "loop_exception_unseen",
}


def is_ours(logger: str) -> bool:
    """Whether our own code speaks there: in a case and an activity through Temporal."""
    return logger.partition(".")[0] in OURS or logger in OURS_THROUGH_TEMPORAL


def event_of(message: object, *, ours: bool) -> str | None:
    """The fixed word that a message is or stands for, None when it is neither.

    One word of a library's may be anybody's name: `logger.error(str(error))`.
    """
    text = str(message)
    word = text.partition(TEMPORAL_SUFFIX)[0]
    if ours and WORD.fullmatch(word):
        return word
    for sentence, known in KNOWN_SENTENCES.items():
        if text.startswith(sentence):
            return known
    return None


def from_a_library(record: LogRecord) -> Event:
    """The parts of a standard log record that may be shown."""
    held = vars(record)
    shown: Event = {}
    for details in ("temporal_workflow", "temporal_activity"):
        if isinstance(held.get(details), Mapping):
            shown |= held[details]
    if is_ours(record.name):
        shown |= {key: held[key] for key in ALLOWED & held.keys()}
    if record.lineno:
        shown["source"] = f"{record.name}:{record.funcName}:{record.lineno}"
    return shown


def shaped(event: Event) -> Event:
    """Only allowed keys, only fixed words, references and numbers as their values.

    `withheld` counts what was left out, so that an omission shows.
    """
    kept = {key: _value(value) for key, value in event.items() if key in ALLOWED}
    kept = {key: value for key, value in kept.items() if value is not None}
    given = sum(value is not None for value in event.values())
    return kept | ({"withheld": given - len(kept)} if given > len(kept) else {})


def error_of(error: BaseException) -> Event:
    """Its class, the classes that caused it, and the line that raised it."""
    classes = [type(each).__name__ for each in _causes(error)]
    return {"error": "~".join(classes), "raised_at": _last_line(error.__traceback__)}


def _value(value: object) -> object:
    match value:
        case bool() | int() | float():
            return value
        case datetime():
            return value.isoformat()
        case str() if REFERENCE.fullmatch(value):
            return str(value)
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    for _ in range(DEEPEST_CAUSE):
        if cause is None:
            return
        yield cause
        hidden = cause.__suppress_context__
        cause = cause.__cause__ or (None if hidden else cause.__context__)


def _last_line(trace: TracebackType | None) -> str | None:
    if trace is None:
        return None
    while trace.tb_next is not None:
        trace = trace.tb_next
    frame = trace.tb_frame
    module = frame.f_globals.get("__name__", "")
    return f"{module}:{frame.f_code.co_name.strip('<>')}:{trace.tb_lineno}"
