"""What the server hands us, as bytes: trusted only after it has been read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from temporalio.common import RawValue

from domain.errors import BadInput
from domain.reading import Preview, read_preview, read_request
from domain.requests import Request

JSON = b"json/plain"
#: Bytes. No request needs a quarter of it, and to judge a megabyte of faults takes
#: longer than a workflow may think: a case that met one would never think again.
LONGEST: Final = 160_000


def body(raw: RawValue) -> bytes:
    """The bytes of a payload. Raises `BadInput` for one that could not be opened."""
    if raw.payload.metadata.get("encoding") != JSON:
        raise BadInput(
            "undecodable", "This could not be decrypted or is not JSON: send it again."
        )
    return raw.payload.data


def request(raw: RawValue) -> Request:
    """The request that an update carries. Raises `BadInput`."""
    return read_request(_short(body(raw)))


def _short(data: bytes) -> bytes:
    if len(data) > LONGEST:
        raise BadInput(
            "too-large", f"This is longer than {LONGEST} bytes: send it in parts."
        )
    return data


def answer(name: str, given: Sequence[RawValue], allowed: dict[str, str]) -> Request:
    """The manager's answer that a signal carries. Raises `BadInput`.

    `allowed` maps the signals we take to the kind of request each must hold.
    """
    if name not in allowed:
        raise BadInput("unknown-signal", "No signal of that name is taken.")
    if len(given) != 1:
        raise BadInput("one-argument", "Send exactly one argument with this signal.")
    found = request(given[0])
    if found.kind != allowed[name]:
        raise BadInput(
            "other-request", "This signal takes another kind of request.", where="kind"
        )
    return found


def preview(raw: RawValue) -> Preview:
    """What somebody wants to know beforehand. Raises `BadInput`."""
    return read_preview(_short(body(raw)))
