"""CloudEvents 1.0, structured JSON, read strictly: what is doubtful is refused."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

from cloudevents.core.exceptions import BaseCloudEventException
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from pydantic import ValidationError

from domain.errors import BadInput
from domain.events import INTAKE, REQUEST_PREFIX, VERSION, Event
from domain.reading import bad_input

LARGEST: Final = 1_000_000
REQUIRED: Final = ("specversion", "id", "source", "type", "subject", "time", "data")
KNOWN: Final = {*REQUIRED, "datacontenttype", "dataschema"}


def read_event(raw: bytes) -> Event:
    """One event. Raises `BadInput` with the path and what to write instead."""
    attributes = strict_object(raw)
    _has_what_we_need(attributes)
    _is_a_cloudevent(raw)
    data = json.dumps(attributes["data"], ensure_ascii=False)
    given = {
        key: attributes[key] for key in ("source", "id", "type", "subject", "time")
    }
    try:
        event = Event(data=data, **given)
    except ValidationError as error:
        raise bad_input(error) from None
    if not event.is_intake and event.request_kind is None:
        raise BadInput(
            "unknown-type",
            f"this type is not taken: write {INTAKE} for a referral, or "
            f"{REQUEST_PREFIX}<kind>{VERSION} for a request",
            where="type",
        )
    return event


def read_lines(raw: bytes) -> list[bytes]:
    """The events of a file: one JSON object, or one on each line (JSON Lines)."""
    stripped = raw.strip()
    if not stripped:
        raise BadInput("empty", "there is no event here")
    lines = [line for line in stripped.splitlines() if line.strip()]
    whole = len(lines) == 1 or not _is_object(lines[0])
    return [stripped] if whole else lines


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def strict_object(raw: bytes) -> dict[str, Any]:
    """A JSON object, read strictly. Raises `BadInput`."""
    if len(raw) > LARGEST:
        raise BadInput("too-large", "an event may hold at most one million bytes")
    try:
        text = raw.decode("utf-8")
        found = json.loads(
            text, object_pairs_hook=_no_duplicates, parse_constant=_no_constants
        )
    except BadInput:
        raise
    except (ValueError, RecursionError):
        raise BadInput(
            "not-json", "this is not JSON in UTF-8: check brackets, quotes and commas"
        ) from None
    if not isinstance(found, dict):
        raise BadInput("not-json", "give one JSON object for each event")
    return found


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadInput("duplicate-field", "a field is given twice: give it once")
    return found


def _no_constants(name: str) -> NoReturn:
    raise BadInput("not-json", "NaN and Infinity are not numbers here")


def _has_what_we_need(attributes: dict[str, Any]) -> None:
    for name in REQUIRED:
        if name not in attributes:
            raise BadInput("bad-input", "this is needed: add it", where=name)
    for name in sorted(attributes):
        if name not in KNOWN:
            raise BadInput(
                "bad-input",
                "this field is not known: take it out, or check its spelling",
                where=name if name.isascii() and name.isalnum() else "",
            )
    if attributes["specversion"] != "1.0":
        raise BadInput("bad-input", "write 1.0", where="specversion")


def _is_a_cloudevent(raw: bytes) -> None:
    try:
        JSONFormat().read(CloudEvent, raw)
    except (BaseCloudEventException, ValueError, TypeError, AttributeError):
        raise BadInput(
            "not-a-cloudevent",
            "this is not a CloudEvent 1.0: check 'id', 'source', 'type' and 'time'",
        ) from None
