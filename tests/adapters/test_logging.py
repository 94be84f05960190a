"""A name is put on every way into the log; none may come out at the other end."""

from __future__ import annotations

import asyncio
import gc
import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import structlog
from temporalio import activity
from temporalio.testing import ActivityEnvironment

from adapters.logging import CORE, Form, configure, core_logging

CANARY = "Zofia Kowalczyk"
MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
Log = structlog.stdlib.BoundLogger


class Undeliverable(Exception):
    pass


@pytest.fixture
def log(stream: io.StringIO) -> Log:
    logger: Log = structlog.get_logger("vigil.worker")
    return logger


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_line_says_what_happened_by_reference(log: Log, stream: io.StringIO) -> None:
    log.info("letter_sent", case="K-1", key="K-1/invite/1#2", attempt=2, due=MONDAY)

    (line,) = lines(stream)

    assert line.pop("at").endswith("Z")
    assert line == {
        "event": "letter_sent",
        "level": "info",
        "logger": "vigil.worker",
        "case": "K-1",
        "key": "K-1/invite/1#2",
        "attempt": 2,
        "due": "2026-03-02T09:30:00+00:00",
    }


def test_what_is_not_on_the_list_is_left_out_and_counted(
    log: Log, stream: io.StringIO
) -> None:
    log.info(
        "letter_sent", case="K-1", name="Zofia", code=CANARY, key=[CANARY], kind=None
    )

    (line,) = lines(stream)

    assert line["withheld"] == 3
    assert line.keys() == {"event", "level", "logger", "at", "case", "withheld"}


def test_an_event_that_is_no_fixed_word_is_not_shown(
    log: Log, stream: io.StringIO
) -> None:
    told = f"Sent to {CANARY}"
    log.warning(told)

    assert [line["event"] for line in lines(stream)] == ["unworded"]


def raising() -> None:
    try:
        raise ValueError(f"no such person: {CANARY}")
    except ValueError as error:
        raise Undeliverable(CANARY) from error


def by_structlog(log: Log) -> None:
    try:
        raising()
    except Undeliverable:
        log.exception("delivery_failed", code="mailbox-refused")


def by_structlog_with_the_error_itself(log: Log) -> None:
    try:
        raising()
    except Undeliverable as error:
        log.error("delivery_failed", code="mailbox-refused", exc_info=error)


def by_a_library(log: Log) -> None:
    try:
        raising()
    except Undeliverable:
        logging.getLogger("some.library").exception("could not serve %s", CANARY)


def by_a_library_in_its_text(log: Log) -> None:
    try:
        raising()
    except Undeliverable as error:
        logging.getLogger("some.library").error(f"failed: {error}", exc_info=True)  # noqa: G004, G201


def by_nobody(log: Log) -> None:
    try:
        raising()
    except Undeliverable as error:
        sys.excepthook(type(error), error, error.__traceback__)


def by_nobody_in_a_thread(log: Log) -> None:
    thread = threading.Thread(target=raising)
    thread.start()
    thread.join()


def by_a_finalizer(log: Log) -> None:
    class Doomed:
        def __del__(self) -> None:
            raising()

    Doomed()
    gc.collect()


def by_a_task_nobody_awaited(log: Log) -> None:
    async def lost() -> None:
        raising()

    async def main() -> None:
        task = asyncio.create_task(lost(), name=CANARY)
        await asyncio.wait([task])

    asyncio.run(main())
    gc.collect()


def by_an_activity(log: Log) -> None:
    @activity.defn
    async def deliver() -> None:
        try:
            raising()
        except Undeliverable:
            activity.logger.warning("Completing activity as failed", exc_info=True)

    asyncio.run(ActivityEnvironment().run(deliver))


PATHS = [
    by_structlog,
    by_structlog_with_the_error_itself,
    by_a_library,
    by_a_library_in_its_text,
    by_nobody,
    by_nobody_in_a_thread,
    by_a_finalizer,
    by_a_task_nobody_awaited,
    by_an_activity,
]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)
def test_an_error_shows_its_class_and_place_and_never_its_text(
    log: Log,
    stream: io.StringIO,
    capsys: pytest.CaptureFixture[str],
    path: Callable[[Log], None],
) -> None:
    path(log)

    (line,) = lines(stream)
    shown = stream.getvalue() + "".join(capsys.readouterr())

    assert line["error"] == "Undeliverable~ValueError"
    assert ":raising:" in line["raised_at"]
    assert not any(name in shown for name in CANARY.split())


def test_a_failed_activity_is_named_with_its_references(
    log: Log, stream: io.StringIO
) -> None:
    by_an_activity(log)

    (line,) = lines(stream)

    assert line["event"] == "activity_failed"
    assert line["activity_type"] == "unknown"
    assert line["attempt"] == 1


def test_a_library_whose_words_we_do_not_know_is_named_by_its_line_of_code(
    stream: io.StringIO,
) -> None:
    logging.getLogger("some.library").warning("peer %s said no", CANARY)

    (line,) = lines(stream)

    assert line["event"] == "unworded"
    assert line["source"].startswith(
        "some.library:test_a_library_whose_words_we_do_not_know"
    )


def test_what_a_library_puts_into_its_sentence_is_never_the_event(
    stream: io.StringIO,
) -> None:
    logging.getLogger("some.library").warning("%s", "zofia")

    assert [line["event"] for line in lines(stream)] == ["unworded"]


def test_a_fixed_word_with_references_passes_through_the_standard_logger(
    stream: io.StringIO,
) -> None:
    logging.getLogger("temporalio.workflow").info(
        "case_started ({'workflow_id': 'case/K-1'})",
        extra={
            "case": "K-1",
            "temporal_workflow": {"workflow_id": "case/K-1", "child": CANARY},
        },
    )

    (line,) = lines(stream)

    assert line["event"] == "case_started"
    assert line["case"] == "K-1"
    assert line["workflow_id"] == "case/K-1"
    assert CANARY not in stream.getvalue()


def test_a_warning_of_python_itself_is_shaped_like_the_rest(
    stream: io.StringIO,
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(CANARY, stacklevel=1)

    assert [line["logger"] for line in lines(stream)] == ["py.warnings"]
    assert CANARY not in stream.getvalue()


def test_a_line_that_cannot_be_written_says_only_that(
    log: Log, stream: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    class Unspeakable:
        def __str__(self) -> str:
            raise ValueError(CANARY)

    configure(Form.JSON, stream)
    logging.getLogger("some.library").error(Unspeakable())

    assert [line["event"] for line in lines(stream)] == ["log_line_lost"]
    assert CANARY not in "".join(capsys.readouterr())


def test_the_engine_below_speaks_through_the_same_log(stream: io.StringIO) -> None:
    forwarding = core_logging().forwarding
    assert forwarding is not None
    record = forwarding.logger.makeRecord(
        *(f"{CORE}-sdk_core::worker", logging.WARNING, "(sdk-core)", 0),
        *(f"Failing workflow task {CANARY}", (), None, "(sdk-core)"),
    )

    forwarding.logger.handle(record)

    (line,) = lines(stream)
    assert line["event"] == "workflow_task_failed"
    assert line["logger"] == f"{CORE}-sdk_core::worker"
    assert CANARY not in stream.getvalue()


def test_the_form_for_people_keeps_the_same_silence(stream: io.StringIO) -> None:
    console = io.StringIO()
    configure(Form.CONSOLE, console)
    logger: Log = structlog.get_logger("vigil")

    by_structlog(logger)

    assert "delivery_failed" in console.getvalue()
    assert "mailbox-refused" in console.getvalue()
    assert not any(name in console.getvalue() for name in CANARY.split())


def test_a_keyboard_interrupt_is_no_error(stream: io.StringIO) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert lines(stream) == []
