"""Traces by OpenTelemetry: which step took how long, and nothing of what it was about.

temporalio's own plugin makes the spans. It writes workflow and activity ids, a signal's
name as somebody chose it and an error's text into them, so none of that is let out:
what a span may hold is listed here, as it is for a log line.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from opentelemetry import trace
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import (
    BatchSpanProcessor,
    ConsoleSpanExporter,
    SpanExporter,
    SpanExportResult,
)
from opentelemetry.trace import SpanContext, Status
from temporalio.contrib.opentelemetry import OpenTelemetryPlugin, create_tracer_provider
from temporalio.plugin import SimplePlugin

from adapters.trace_headers import OnlyTraceParents

SERVICE: Final = Resource({"service.name": "vigil"})
RUN_ID: Final = "temporalRunID"
UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
OTHER: Final = "other"
#: What the plugin's spans are called: a fixed word, and mostly whose name it is.
STEP: Final = re.compile(r"[A-Z][A-Za-z]{1,40}")
#: Of these the name is our program's: it runs no activity but its own. Of all others it
#: is of whoever sent the message, or started the workflow: a case takes every type.
OURS: Final = frozenset({"StartActivity", "RunActivity"})
NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,60}")


class OnlyCodes(SpanExporter):
    """Hands a span on without its texts. `known`: the names that we answer to."""

    def __init__(self, next: SpanExporter, known: frozenset[str]) -> None:
        self._next = next
        self._known = known

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        return self._next.export([self._bare(span) for span in spans])

    def shutdown(self) -> None:
        self._next.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        return self._next.force_flush(timeout_millis)

    def _bare(self, span: ReadableSpan) -> ReadableSpan:
        run = (span.attributes or {}).get(RUN_ID)
        is_a_run = isinstance(run, str) and UUID.fullmatch(run)
        return ReadableSpan(
            name=self._name(span.name),
            context=_bare(span.get_span_context()),
            parent=_bare(span.parent),
            resource=SERVICE,
            attributes={RUN_ID: run} if is_a_run else {},
            kind=span.kind,
            status=Status(span.status.status_code),
            start_time=span.start_time,
            end_time=span.end_time,
        )

    def _name(self, name: str) -> str:
        """Whoever sends a signal names it, and its type whoever starts a workflow.

        Of these only known names stand.
        """
        step, colon, whose = name.partition(":")
        if not STEP.fullmatch(step):
            return OTHER
        ours = step in OURS and NAME.fullmatch(whose)
        shown = whose if ours or whose in self._known else OTHER
        return f"{step}:{shown}" if colon else step


def _bare(context: SpanContext | None) -> SpanContext | None:
    """Without the state that another program may have put beside the numbers."""
    if context is None:
        return None
    return SpanContext(
        context.trace_id, context.span_id, context.is_remote, context.trace_flags
    )


@contextmanager
def tracing(file: Path | None, known: frozenset[str]) -> Iterator[list[SimplePlugin]]:
    """The plugins for a client whose steps are traced into a file; none without one.

    `known`: the names of messages and workflows that we answer to.
    One line of JSON a span, for a collector to take; the file is its owner's only.
    Once in a process: OpenTelemetry knows one provider.
    """
    if file is None:
        yield []
        return
    with _appended(file) as stream:
        lines = ConsoleSpanExporter(out=stream, formatter=_line)
        provider = create_tracer_provider(resource=SERVICE, shutdown_on_exit=False)
        provider.add_span_processor(BatchSpanProcessor(OnlyCodes(lines, known)))
        trace.set_tracer_provider(provider)
        try:
            guard = SimplePlugin("vigil.headers", interceptors=[OnlyTraceParents()])
            yield [guard, OpenTelemetryPlugin(add_temporal_spans=True)]
        finally:
            provider.shutdown()


def _line(span: ReadableSpan) -> str:
    return f"{span.to_json(indent=None)}\n"


def _appended(file: Path) -> TextIO:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    flags = os.O_CREAT | os.O_APPEND | os.O_WRONLY
    return os.fdopen(os.open(file, flags, 0o600), "a", encoding="utf-8")
