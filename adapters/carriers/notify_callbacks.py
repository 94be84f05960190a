"""Where GOV.UK Notify tells what became of a letter: POST /notify/delivery.

Whoever has a token may only drop a hint; what is true is asked of Notify. The answer
never says whether a letter is known here, so that nobody can find out by trying.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Iterable
from typing import Final

import structlog
from pydantic import AwareDatetime, ConfigDict, Field, SecretStr, ValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from activities.ports import Clock
from adapters.carriers.handovers import Handovers
from adapters.carriers.message_ids import is_reference
from adapters.carriers.notify_answers import standing_of
from rulebook.schema import Frozen

PATH: Final = "/notify/delivery"
MOST_BYTES: Final = 64 * 1024
READ_SECONDS: Final = 10.0
ACCEPTED, BAD, FORGED, SLOW, TOO_LARGE, LATER = 202, 400, 401, 408, 413, 503

log = structlog.get_logger(__name__)


class Told(Frozen):
    """One callback, of what Notify puts into it. The address in it is not read."""

    model_config = ConfigDict(extra="ignore")

    id: str = Field(pattern=r"^[0-9a-fA-F-]{36}$")
    status: str = Field(pattern=r"^[a-z-]{1,40}$")
    reference: str | None = Field(default=None, max_length=1000)
    completed_at: AwareDatetime | None = None
    sent_at: AwareDatetime | None = None


class NotifyCallbacks:
    """The receiver. `tokens`: those in force, two while one replaces the other.

    `unknown` counts the callbacks about letters that are not ours.
    """

    def __init__(
        self, handovers: Handovers, tokens: Iterable[SecretStr], clock: Clock
    ) -> None:
        self.unknown = 0
        self._handovers = handovers
        self._tokens = [token.get_secret_value().encode() for token in tokens]
        self._clock = clock

    def app(self) -> Starlette:
        """To be served; it knows this one address and nothing else."""
        return Starlette(routes=[Route(PATH, self.receive, methods=["POST"])])

    async def receive(self, request: Request) -> Response:
        """202 once written down, so that Notify sends it again otherwise."""
        if not self._is_ours(request.headers.get("authorization", "")):
            return Response(status_code=FORGED, headers={"WWW-Authenticate": "Bearer"})
        try:
            async with asyncio.timeout(READ_SECONDS):
                body = await _body(request)
        except TimeoutError:
            return Response(status_code=SLOW)
        if body is None:
            return Response(status_code=TOO_LARGE)
        return await self._take(body)

    async def _take(self, body: bytes) -> Response:
        try:
            told = Told.model_validate_json(body)
        except ValidationError:
            return Response(status_code=BAD)
        try:
            await self._hint(told)
        except SQLAlchemyError:
            return Response(status_code=LATER)
        return Response(status_code=ACCEPTED)

    async def _hint(self, told: Told) -> None:
        known = False
        if told.reference is not None and is_reference(told.reference):
            known = await self._handovers.hint(
                told.reference, standing_of(told.status), self._clock.now()
            )
        if not known:
            self.unknown += 1
            log.warning("callback_unknown", count=self.unknown)

    def _is_ours(self, header: str) -> bool:
        """Every token is compared, in a time that tells nothing of any."""
        scheme, _, token = header.partition(" ")
        given = token.encode("utf-8", "surrogateescape")
        same = [hmac.compare_digest(given, each) for each in self._tokens]
        return scheme.lower() == "bearer" and any(same)


async def _body(request: Request) -> bytes | None:
    """The body, None as soon as it is too large or breaks off."""
    held = bytearray()
    try:
        async for chunk in request.stream():
            held += chunk
            if len(held) > MOST_BYTES:
                return None
    except ClientDisconnect:
        return None
    return bytes(held)
