"""What comes in as bytes: read whole, or refused with its path and what to write."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from domain.attestations.kinds import AT_ONCE
from domain.case import Case
from domain.errors import AttestationUnreadable, BadInput
from domain.ids import Instant
from domain.intake import Opening
from domain.making import changed
from domain.requests import AnyRequest, Request
from domain.terms import one_copy
from rulebook.schema import Frozen


class Preview(Frozen):
    """A request that is not to be done yet, and the instant to judge it at."""

    request: AnyRequest
    at: Instant


PREVIEW = TypeAdapter(Preview)
REQUEST: TypeAdapter[Request] = TypeAdapter(AnyRequest)
OPENING = TypeAdapter(Opening)
CASE = TypeAdapter(Case)
T = TypeVar("T")

#: What to write instead, by pydantic's code of the error; never its own text, which
#: may repeat what was typed.
INSTEAD = {
    "missing": "this is needed: add it",
    "extra_forbidden": "an unknown field stands here: take it out, or check its "
    "spelling",
    "json_invalid": "this is not JSON: check brackets, quotes and commas",
    "union_tag_invalid": "this kind is not known: 'docs/requests.md' lists them",
    "union_tag_not_found": "say which kind of request this is in 'kind'",
    "timezone_aware": "give the instant with its offset, as 2026-12-16T10:00:00+00:00",
    "datetime_from_date_parsing": "give an instant, as 2026-12-16T10:00:00+00:00",
    "datetime_parsing": "give an instant, as 2026-12-16T10:00:00+00:00",
    "date_from_datetime_parsing": "give a day that exists, as 2026-12-16",
    "date_parsing": "give a day that exists, as 2026-12-16",
    "enum": "use one of the words listed in 'docs/requests.md'",
    "literal_error": "use one of the words listed in 'docs/requests.md'",
    "string_pattern_mismatch": "this does not have the form that the schema gives",
    "string_type": "give text in quotes",
    "int_parsing": "give a whole number",
    "bool_parsing": "give true or false",
    "bool_type": "give true or false",
    "too_short": "give at least one",
    "too_long": "there are too many of these",
    "string_too_short": "this may not be empty",
    "string_too_long": "this is too long",
}


#: Errors whose path ends with what somebody typed, which is neither kept nor shown.
NAMED_BY_THE_WRITER = frozenset({"extra_forbidden"})


def read_request(data: bytes) -> Request:
    """A request. Raises `BadInput` with the path of the first thing wrong.

    What may need no word is read without one that cannot be read: the case then says
    whether it needs one.
    """
    try:
        return read(REQUEST, data)
    except BadInput as bad:
        kind, *place = bad.where.split(".")
        if place[:1] != ["attestation"]:
            raise
        if kind in AT_ONCE:
            return read(REQUEST, _without_a_word(data))
        code = "attestation-unreadable"
        raise AttestationUnreadable(code, bad.message, where=bad.where) from None


def _without_a_word(data: bytes) -> bytes:
    return json.dumps(json.loads(data) | {"attestation": None}).encode()


def read_case(data: bytes) -> Case:
    """A case that was handed over. Raises `BadInput`."""
    case = read(CASE, data)
    return changed(case, terms=one_copy(case.terms))


def read_preview(data: bytes) -> Preview:
    """A request to be previewed. Raises `BadInput`."""
    return read(PREVIEW, data)


def read_opening(data: bytes) -> Opening:
    """What a case is started with. Raises `BadInput`."""
    opening = read(OPENING, data)
    return changed(opening, terms=one_copy(opening.terms))


def read(adapter: TypeAdapter[T], data: bytes) -> T:
    """Read JSON as a model. Raises `BadInput`; echoes nothing of the data."""
    try:
        return adapter.validate_json(data)
    except ValidationError as error:
        raise bad_input(error) from None


def bad_input(error: ValidationError) -> BadInput:
    """The first error of several, as a path and what to write instead.

    An unknown field has the path of what it stands in: its own name may be anybody's.
    """
    first = error.errors(include_url=False, include_context=True, include_input=False)[
        0
    ]
    place = first["loc"]
    if first["type"] in NAMED_BY_THE_WRITER:
        place = place[:-1]
    return BadInput(
        "bad-input", instead(first), where=".".join(str(part) for part in place)
    )


def instead(error: Any) -> str:
    """What to write instead of one thing that is wrong."""
    known = INSTEAD.get(error["type"])
    if known is not None:
        return known
    if error["type"] == "value_error":
        # Our own validators: fixed words, without what was typed.
        return str(error["ctx"]["error"])
    return f"this does not fit ({error['type']})"
