"""What GOV.UK Notify answers, as far as it is read: no address and no name is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from pydantic import AwareDatetime, ConfigDict, ValidationError

from activities.ports import Unavailable
from domain.letters import Standing
from rulebook.schema import Frozen

Answer = TypeVar("Answer", bound=Frozen)

STANDINGS: Final[Mapping[str, Standing]] = {
    "created": Standing.SENT,
    "sending": Standing.SENT,
    "pending": Standing.SENT,
    "pending-virus-check": Standing.SENT,
    "accepted": Standing.SENT,
    #: A network abroad took the text message and will say no more.
    "sent": Standing.UNCONFIRMED,
    "delivered": Standing.DELIVERED,
    "received": Standing.DELIVERED,
    "permanent-failure": Standing.PERMANENT_FAILURE,
    "returned-letter": Standing.PERMANENT_FAILURE,
    "cancelled": Standing.PERMANENT_FAILURE,
    "temporary-failure": Standing.TEMPORARY_FAILURE,
    "technical-failure": Standing.TECHNICAL_FAILURE,
    "virus-scan-failed": Standing.TECHNICAL_FAILURE,
    "validation-failed": Standing.TECHNICAL_FAILURE,
}


def standing_of(status: str) -> Standing:
    """A status of Notify's. A word it has added since is no word that it arrived."""
    return STANDINGS.get(status, Standing.SENT)


class Sent(Frozen):
    """One notification, of what Notify tells about it: the address is not read."""

    model_config = ConfigDict(extra="ignore")

    status: str
    created_at: AwareDatetime


class Found(Frozen):
    """The answer to a look-up."""

    model_config = ConfigDict(extra="ignore")

    notifications: tuple[Sent, ...]


class Template(Frozen):
    """A template's own text, with its fields as `((field))`."""

    model_config = ConfigDict(extra="ignore")

    body: str
    subject: str | None = None


#: `((field??words))` shows the words and never the field: it is no place for it.
FIELD: Final = re.compile(r"\(\(([^()?]+)\)\)")


def notifications(told: object) -> tuple[Sent, ...]:
    """What a look-up found. Raises Unavailable."""
    return _read(Found, told).notifications


def lacking(template: object, fields: Iterable[str]) -> list[str]:
    """The fields that a template has no place for. Raises Unavailable."""
    held = _read(Template, template)
    text = f"{held.subject or ''} {held.body}"
    there = {_plain(name) for name in FIELD.findall(text)}
    return [field for field in fields if _plain(field) not in there]


def _plain(name: str) -> str:
    """Notify takes names for the same whatever their case, spaces and hyphens."""
    return "".join(c for c in name.lower() if c.isalnum())


def _read(model: type[Answer], told: object) -> Answer:
    """A 200 from something between us that is not Notify reads as no answer."""
    try:
        return model.model_validate(told)
    except ValidationError:
        raise Unavailable("carrier-unusable") from None
