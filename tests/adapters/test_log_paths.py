"""A family's name in the text of an error, by every road that one takes to the log.

Each path raises an error as the library raises it, with the name where that library
puts what it was given, and lets it be logged as that library logs it.
"""

from __future__ import annotations

import asyncio
import io
import logging
import sqlite3
from collections.abc import Callable
from typing import Any

import alembic.util.messaging
import pytest
import requests
import structlog
from alembic.util import CommandError
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import (
    SimpleSpanProcessor,
    SpanExporter,
    SpanExportResult,
)
from pydantic import BaseModel, ValidationError
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, StatementError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.carriers.callback_server import serving

CANARY, WORD = "Zofia Kowalczyk", "kowalczyk"
log = structlog.get_logger("vigil.worker")
library = logging.getLogger("some.library")


def logged(error: BaseException) -> None:
    """As our code says it, and as a library says it, in both of their ways."""
    log.error("failed", exc_info=error, error=str(error))
    library.error(str(error), exc_info=error)
    library.error("failed: %s", error, extra={"key": WORD, "case": CANARY})


def a_group() -> None:
    inner = ExceptionGroup(CANARY, [ValueError(CANARY)])
    logged(ExceptionGroup(CANARY, [inner, KeyError(CANARY)]))


def a_group_of_tasks() -> None:
    async def raising() -> None:
        raise ValueError(CANARY)

    async def main() -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(raising(), name=CANARY)

    try:
        asyncio.run(main())
    except ExceptionGroup as error:
        logged(error)


def a_chain() -> None:
    try:
        try:
            raise ValueError(CANARY)
        except ValueError:
            raise KeyError(CANARY)  # noqa: B904
    except KeyError as error:
        error.add_note(CANARY)
        logged(error)


def the_loop_itself() -> None:
    async def main() -> None:
        told: dict[str, Any] = {"message": CANARY, "exception": ValueError(CANARY)}
        asyncio.get_running_loop().call_exception_handler(told)

    asyncio.run(main())


def one_word() -> None:
    logged(ValueError(WORD))
    library.error(WORD)
    library.warning("%s", WORD)


def a_database_with_its_parameters() -> None:
    engine = create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT * FROM none WHERE a = :a"), {"a": CANARY})
    except DBAPIError as error:
        logged(error)
    finally:
        engine.dispose()


def a_statement_that_was_never_sent() -> None:
    engine = create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT :a"), {"b": CANARY})
    except StatementError as error:
        logged(error)
    finally:
        engine.dispose()


def sqlite_itself() -> None:
    try:
        sqlite3.connect(":memory:").execute(f"SELECT {WORD}")
    except sqlite3.Error as error:
        logged(error)


def alembic_itself() -> None:
    alembic.util.messaging.msg(CANARY, quiet=True)
    logging.getLogger("alembic.runtime.migration").warning("Running %s", CANARY)
    logged(CommandError(CANARY))


class Broken(SpanExporter):
    def export(self, spans: Any) -> SpanExportResult:
        raise ValueError(CANARY)


def a_trace_that_cannot_be_written() -> None:
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(Broken()))
    with provider.get_tracer("vigil").start_as_current_span(CANARY) as span:
        span.set_attribute(CANARY, object())  # type: ignore[arg-type]
    provider.shutdown()


def a_token_that_is_none() -> None:
    try:
        jwt.decode(f"{CANARY}.e30.e30", OctKey.generate_key(256), ["HS256"])
    except (JoseError, ValueError) as error:
        logged(error)


class Told(BaseModel):
    name: int


def a_model() -> None:
    try:
        Told.model_validate({"name": CANARY, CANARY: CANARY})
    except ValidationError as error:
        logged(error)


def a_page_that_fails() -> None:
    async def fail(request: Request) -> Response:
        raise ValueError(CANARY)

    async def main() -> None:
        app = Starlette(routes=[Route("/{any:path}", fail)])
        async with serving(app) as server:
            url = f"http://127.0.0.1:{server.port}/{CANARY}"
            await asyncio.to_thread(requests.get, url, timeout=5)

    asyncio.run(main())


def a_carrier_that_cannot_be_reached() -> None:
    try:
        requests.get(f"http://127.0.0.1:1/{WORD}", timeout=1)
    except requests.RequestException as error:
        logged(error)


PATHS = [
    a_group,
    a_group_of_tasks,
    a_chain,
    the_loop_itself,
    one_word,
    a_database_with_its_parameters,
    a_statement_that_was_never_sent,
    sqlite_itself,
    alembic_itself,
    a_trace_that_cannot_be_written,
    a_token_that_is_none,
    a_model,
    a_page_that_fails,
    a_carrier_that_cannot_be_reached,
]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)
def test_no_name_comes_out_at_the_other_end(
    stream: io.StringIO, capsys: pytest.CaptureFixture[str], path: Callable[[], None]
) -> None:
    path()

    said = stream.getvalue() + "".join(capsys.readouterr())
    assert stream.getvalue()
    assert [name for name in (*CANARY.split(), WORD) if name in said] == []
