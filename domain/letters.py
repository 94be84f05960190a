"""What is handed to a carrier: one message to one recipient, under one stable key."""

from __future__ import annotations

from enum import StrEnum

from domain.ids import CaseRef, Instant, Key, Ref, Short
from rulebook.schema import Code, Frozen


class Line(Frozen):
    """One thing to say: a code the activity has words for, and its values."""

    code: Code
    values: dict[str, str] = {}


class Letter(Frozen):
    """One message, ready to be worded. `key` is its identity for ever.

    `to` is the recipient's reference, `address` where it goes at this revision.
    Personal values stand in `lines` and `address` only, which the codec encrypts.
    """

    key: Key
    case: CaseRef
    kind: Code
    to: Ref
    name: Short
    address: Short
    language: Short = "en"
    lines: tuple[Line, ...] = ()
    not_after: Instant | None = None


class Carried(StrEnum):
    """How sure we are that the carrier took it."""

    SENT = "sent"
    FOUND = "found"
    IN_DOUBT = "sent-again-in-doubt"


class Receipt(Frozen):
    """The carrier's answer to one letter."""

    key: Key
    carried: Carried
    at: Instant


class Message(Frozen):
    """A worded letter: what SMTP carries. The subject holds no name."""

    key: Key
    address: Short
    subject: Short
    body: str
