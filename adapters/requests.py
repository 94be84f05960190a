"""A request as it comes to the door: an event, or plain JSON, resolved."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from adapters.events import strict_object
from adapters.terms import TermsNamed, terms_named
from domain.errors import BadInput
from domain.events import Event
from domain.ids import Text
from domain.reading import read, read_request
from domain.requests import Request
from domain.requests.base import Asked
from domain.terms import Terms

ADOPT_TERMS: Final = "adopt-terms"


class AdoptTermsNamed(Asked):
    """Adopt terms, by the names of what has been published."""

    kind: str = ADOPT_TERMS
    terms: TermsNamed
    authority: Text


NAMED = TypeAdapter(AdoptTermsNamed)


def request_of(event: Event, folders: Sequence[Path] = ()) -> Request:
    """The request that an event carries: its id and kind are the event's own.

    Raises `BadInput` with the path under `data`.
    """
    fields = strict_object(event.data.encode())
    for own in ("id", "kind"):
        if own in fields:
            raise BadInput(
                "bad-input",
                "this stands on the event itself ('id', 'type'): take it out",
                where=f"data.{own}",
            )
    fields |= {"id": event.request_id, "kind": event.request_kind}
    try:
        return request_from(fields, folders)
    except BadInput as bad:
        raise BadInput(bad.code, bad.message, where=_in_data(bad.where)) from None


def request_from(fields: dict[str, Any], folders: Sequence[Path] = ()) -> Request:
    """A request from its fields, its terms looked up by name. Raises `BadInput`."""
    if fields.get("kind") == ADOPT_TERMS:
        terms = _terms(_named(fields).terms, folders)
        fields = {**fields, "terms": terms.model_dump(mode="json")}
    return read_request(json.dumps(fields).encode())


def _named(fields: dict[str, Any]) -> AdoptTermsNamed:
    try:
        return read(NAMED, json.dumps(fields).encode())
    except BadInput as bad:
        # The kind first, as pydantic names it for every other request.
        where = f"{ADOPT_TERMS}.{bad.where}"
        raise BadInput(bad.code, bad.message, where=where) from None


def _terms(named: TermsNamed, folders: Sequence[Path]) -> Terms:
    try:
        return terms_named(named, folders)
    except BadInput as bad:
        where = f"{ADOPT_TERMS}.terms.{bad.where}"
        raise BadInput(bad.code, bad.message, where=where) from None


def _in_data(where: str) -> str:
    """Where in the event: pydantic names the kind first, which is the event's type."""
    _, _, rest = where.partition(".")
    return f"data.{rest}" if rest else "data"
