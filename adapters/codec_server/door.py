"""POST /decode, for Temporal's web page: who may, from where, and written down first.

Whoever is turned away learns a code. The order is that of cost: a foreign page before a
signature, a signature before a body, and a body before any key is touched.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, NamedTuple, Protocol

import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from temporalio.converter import PayloadCodec

from adapters.codec_server.bodies import JSON, payloads_of, written
from adapters.codec_server.opening import opened
from adapters.codec_server.refusals import FORBIDDEN, LATER, TurnedAway
from adapters.codec_server.tokens import JwksUnusable, Person, Tokens
from adapters.sealing.master import KeysNotReady

DECODE, ENCODE, HEALTH = "/decode", "/encode", "/health"
#: The role's code, and what the sign-in service calls it. A system operator sees codes
#: only, so nobody but an auditor is shown what a case says.
AUDITOR: Final = "auditor"
CLAIMS: Final = frozenset({"cp.auditor", AUDITOR})
PREFLIGHT_SECONDS: Final = 600
ALWAYS: Final = {
    "Cache-Control": "no-store",
    "Vary": "Origin",
    "X-Content-Type-Options": "nosniff",
}

log = structlog.get_logger(__name__)


class WitnessSilent(Exception):
    """What was done could not be written down, so it is not done."""


class Witness(Protocol):
    """Writes down what was done, and by whom. Both raise WitnessSilent."""

    async def decoded(self, person: Person, seen: Mapping[str | None, int]) -> None:
        """So many payloads of each case, or of none, are about to be shown."""

    async def refused(self, person: Person, why: str) -> None:
        """Somebody who signed in asked for what is not theirs to see."""


class Terms(NamedTuple):
    """For which page and which of Temporal's namespaces the door opens."""

    origin: str
    namespace: str


class CodecDoor:
    """The server's one application."""

    def __init__(
        self, terms: Terms, tokens: Tokens, codec: PayloadCodec, witness: Witness
    ) -> None:
        self._terms = terms
        self._tokens = tokens
        self._codec = codec
        self._witness = witness

    def app(self) -> Starlette:
        """To be served; it knows two addresses, and a third that says it is up."""
        return Starlette(
            routes=[
                Route(DECODE, self._guarded(self._decode), methods=["POST"]),
                Route(ENCODE, self._guarded(_never), methods=["POST"]),
                Route(DECODE, self._guarded(_preflight), methods=["OPTIONS"]),
                Route(ENCODE, self._guarded(_preflight), methods=["OPTIONS"]),
                Route(HEALTH, _up, methods=["GET"]),
            ]
        )

    def _guarded(
        self, answer: Callable[[Request], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        """Nothing for another page; and no more than a code for what goes wrong."""

        async def guarded(request: Request) -> Response:
            if request.headers.getlist("origin") != [self._terms.origin]:
                return _turned(TurnedAway(FORBIDDEN, "origin-not-allowed"))
            try:
                found = await answer(request)
            except TurnedAway as why:
                found = _turned(why)
            except (WitnessSilent, JwksUnusable, KeysNotReady) as fault:
                log.error("codec_server_cannot_serve", exc_info=fault)
                found = _turned(TurnedAway(LATER, "cannot-serve"))
            found.headers["Access-Control-Allow-Origin"] = self._terms.origin
            return found

        return guarded

    async def _decode(self, request: Request) -> Response:
        """200 once it is written down who sees what."""
        person = self._tokens.person(request.headers.get("authorization", ""))
        if not CLAIMS.intersection(person.roles):
            await self._witness.refused(person, "role-not-allowed")
            raise TurnedAway(FORBIDDEN, "role-not-allowed")
        if request.headers.getlist("x-namespace") != [self._terms.namespace]:
            raise TurnedAway(FORBIDDEN, "namespace-not-ours")
        found = await opened(
            self._codec, self._terms.namespace, await payloads_of(request)
        )
        if found.seen:
            await self._witness.decoded(person, found.seen)
        log.info("payloads_decoded", count=sum(found.seen.values()))
        return Response(written(found.payloads), media_type=JSON, headers=ALWAYS)


async def _never(request: Request) -> Response:
    """What the page sealed for somebody would go into a case under our key."""
    raise TurnedAway(FORBIDDEN, "encode-refused")


async def _preflight(request: Request) -> Response:
    """What the browser asks before it asks; without a token, as browsers do."""
    return Response(
        status_code=204,
        headers={
            "Access-Control-Allow-Methods": "POST",
            "Access-Control-Allow-Headers": "authorization, content-type, x-namespace",
            "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
            **ALWAYS,
        },
    )


async def _up(request: Request) -> Response:
    return Response(status_code=204)


def _turned(why: TurnedAway) -> Response:
    log.warning("codec_server_turned_away", code=why.code)
    headers = dict(ALWAYS)
    if why.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    content = f'{{"code":"{why.code}"}}'
    return Response(content, why.status, headers, JSON)
