"""One log for everything: ours, Temporal's and every library's, shaped the same way.

Call `configure` before anything else runs: until then, a library's warning goes to the
terminal as it was written.
"""

from __future__ import annotations

import logging
import sys
import threading
from enum import StrEnum
from types import TracebackType
from typing import Final, TextIO

import structlog
from structlog.stdlib import BoundLogger, LoggerFactory, ProcessorFormatter
from structlog.typing import EventDict, Processor, WrappedLogger
from temporalio.runtime import LogForwardingConfig, LoggingConfig, TelemetryFilter

from adapters.log_shape import (
    error_of,
    event_of,
    from_a_library,
    is_ours,
    shaped,
)

UNWORDED: Final = "unworded"
CORE: Final = "temporalio.core"
#: They tell of their own comings and goings, in words that are never shown.
TALKATIVE: Final = ("mail.log", "asyncio", "alembic", "uvicorn")


class Form(StrEnum):
    """For machines, or for a person at a terminal."""

    JSON = "json"
    CONSOLE = "console"


def configure(form: Form, stream: TextIO, level: int = logging.INFO) -> None:
    """Send every log line of this process, and every uncaught exception, to `stream`.

    Replaces whatever was configured before.
    """
    handler = _Handler(stream)
    handler.setFormatter(_formatter(form))
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(True)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=LoggerFactory(),
        wrapper_class=BoundLogger,
    )
    _take_over_hooks()


def core_logging() -> LoggingConfig:
    """For temporalio.runtime: the engine's own warnings come through this log too."""
    return LoggingConfig(
        filter=TelemetryFilter(core_level="WARN", other_level="ERROR"),
        forwarding=LogForwardingConfig(
            logger=logging.getLogger(CORE),
            prepend_target_on_message=False,
            append_log_fields_to_message=False,
        ),
    )


def _formatter(form: Form) -> ProcessorFormatter:
    renderers: dict[Form, Processor] = {
        Form.JSON: structlog.processors.JSONRenderer(sort_keys=True),
        Form.CONSOLE: structlog.dev.ConsoleRenderer(colors=False),
    }
    return ProcessorFormatter(
        processors=[
            _shape,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            renderers[form],
        ],
        use_get_message=False,
    )


def _shape(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    record: logging.LogRecord = event.pop("_record")
    ours = event.pop("_from_structlog")
    error = _exception(event.pop("exc_info", None) or record.exc_info)
    lines = dict(event) if ours else from_a_library(record)
    speaks = ours or is_ours(record.name)
    lines["event"] = event_of(event["event"], ours=speaks) or UNWORDED
    lines["level"] = record.levelname.lower()
    lines["logger"] = record.name
    return shaped(lines | (error_of(error) if error else {}))


def _exception(exc_info: object) -> BaseException | None:
    match exc_info:
        case BaseException():
            return exc_info
        case (_, BaseException() as error, _):
            return error
        case True:
            return sys.exc_info()[1]
        case _:
            return None


class _Handler(logging.StreamHandler[TextIO]):
    """A line that cannot be written says only that: the default prints it raw."""

    def handleError(self, record: logging.LogRecord) -> None:
        self.stream.write('{"event": "log_line_lost", "level": "error"}\n')


def _take_over_hooks() -> None:
    """Uncaught exceptions are printed with their text unless somebody takes them."""
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


def _uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("vigil").critical("uncaught", exc_info=error)


def _uncaught_in_thread(found: threading.ExceptHookArgs) -> None:
    if found.exc_value is not None:
        _uncaught(found.exc_type, found.exc_value, found.exc_traceback)


def _unraisable(found: sys.UnraisableHookArgs) -> None:
    if found.exc_value is not None:
        _uncaught(found.exc_type, found.exc_value, found.exc_traceback)
