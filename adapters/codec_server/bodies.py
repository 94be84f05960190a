"""What was asked, read with care: never more bytes, seconds or depth than it needs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from google.protobuf import json_format
from pydantic import TypeAdapter
from pydantic_core import from_json
from starlette.requests import ClientDisconnect, Request
from temporalio.api.common.v1 import Payload, Payloads

from adapters.codec_server.refusals import (
    BAD,
    OTHER_TYPE,
    SLOW,
    TOO_LARGE,
    TurnedAway,
)

MOST_BYTES: Final = 2 * 1024 * 1024
MOST_PAYLOADS: Final = 500
READ_SECONDS: Final = 10.0
JSON: Final = "application/json"
ASKED: Final = TypeAdapter[dict[str, Any]](dict[str, Any])


async def payloads_of(request: Request) -> Sequence[Payload]:
    """The payloads in the body, in Temporal's own JSON. Raises TurnedAway."""
    kind, _, _ = request.headers.get("content-type", "").partition(";")
    if kind.strip().lower() != JSON:
        raise TurnedAway(OTHER_TYPE, "not-json")
    try:
        async with asyncio.timeout(READ_SECONDS):
            body = await _body(request)
    except TimeoutError:
        raise TurnedAway(SLOW, "too-slow") from None
    except ClientDisconnect:
        raise TurnedAway(BAD, "broken-off") from None
    return _parsed(body)


def written(payloads: Iterable[Payload]) -> bytes:
    """Payloads as the page expects them back."""
    said = json_format.MessageToDict(Payloads(payloads=payloads))
    return json.dumps(said, separators=(",", ":"), sort_keys=True).encode()


async def _body(request: Request) -> bytes:
    """A length that is announced is believed when it is too large, and only then."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > MOST_BYTES:
        raise TurnedAway(TOO_LARGE, "too-large")
    held = bytearray()
    async for chunk in request.stream():
        held += chunk
        if len(held) > MOST_BYTES:
            raise TurnedAway(TOO_LARGE, "too-large")
    return bytes(held)


def _parsed(body: bytes) -> Sequence[Payload]:
    """Pydantic's reader, because the standard one can be driven out of its stack."""
    try:
        given = ASKED.validate_python(from_json(body, allow_inf_nan=False))
        asked = json_format.ParseDict(given, Payloads())
    except (ValueError, TypeError, AttributeError, json_format.Error):
        raise TurnedAway(BAD, "no-payloads") from None
    if len(asked.payloads) > MOST_PAYLOADS:
        raise TurnedAway(TOO_LARGE, "too-many")
    return asked.payloads
