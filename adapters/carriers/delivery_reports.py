"""What a mail server reports of an e-mail: a delivery status notification (RFC 3464).

Anybody can write to the address that reports come to, so a report is a hint and never
more, and nothing that it says is repeated: only which letter, and what became of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message as Mail
from email.parser import BytesHeaderParser
from email.policy import compat32
from enum import StrEnum
from typing import Final, NamedTuple

from adapters.carriers.message_ids import is_reference
from domain.letters import Standing

MOST_BYTES: Final = 1_000_000
#: RFC 3463: "delivery time expired", which some servers call permanent.
EXPIRED: Final = re.compile(r"[45]\.4\.7")
STATUS: Final = re.compile(r"([245])\.\d{1,3}\.\d{1,3}")
#: What a server can have done, and the classes of status that go with it.
ACTIONS: Final = {
    "failed": "45",
    "delayed": "4",
    "delivered": "2",
    "relayed": "2",
    "expanded": "2",
}
SAID: Final = {
    "delayed": None,
    "delivered": Standing.DELIVERED,
    "relayed": Standing.UNCONFIRMED,
    "expanded": Standing.UNCONFIRMED,
}
WORSE: Final = (
    Standing.DELIVERED,
    Standing.UNCONFIRMED,
    None,
    Standing.TEMPORARY_FAILURE,
    Standing.PERMANENT_FAILURE,
)


class Fault(StrEnum):
    """Why a mail is no report of ours."""

    TOO_LARGE = "too-large"
    NOT_A_REPORT = "not-a-report"
    WHICH_LETTER = "does-not-say-which-letter"
    WHAT_BECAME = "does-not-say-what-became-of-it"


class NotAReport(ValueError):
    """A mail that tells nothing of any letter. `fault` says why, and quotes nothing."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class Report(NamedTuple):
    """`reference`: the letter's own 64 hex digits. `standing`: None while it is tried.

    `unconfirmed`: it went on to a server that reports nothing.
    """

    reference: str
    standing: Standing | None


def read_report(raw: bytes) -> Report:
    """Read one mail. Raises NotAReport for what is unrelated, broken or hostile."""
    if len(raw) > MOST_BYTES:
        raise NotAReport(Fault.TOO_LARGE)
    try:
        return _read(message_from_bytes(raw, policy=compat32))
    except NotAReport:
        raise
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        # The parser's own troubles with what no mail program writes.
        raise NotAReport(Fault.NOT_A_REPORT) from None


def _read(mail: Mail) -> Report:
    if mail.get_content_type() != "multipart/report":
        raise NotAReport(Fault.NOT_A_REPORT)
    parts = _parts(mail)
    about, *recipients = _blocks(parts)
    return Report(_reference(about, parts), _worst([*map(_fate, recipients)]))


def _parts(mail: Mail) -> list[Mail]:
    """The parts held directly; one made of anything else than parts has none."""
    held = mail.get_payload()
    if not isinstance(held, list):
        return []
    return [part for part in held if isinstance(part, Mail)]


def _blocks(parts: list[Mail]) -> list[Mail]:
    """The groups of fields: first of the message, then of each recipient."""
    for part in parts:
        if part.get_content_type() == "message/delivery-status":
            blocks = [block for block in _parts(part) if block.keys()]
            if len(blocks) > 1:
                return blocks
    raise NotAReport(Fault.NOT_A_REPORT)


def _reference(about: Mail, parts: list[Mail]) -> str:
    """The envelope's identity comes back if the server knows it, else the headers."""
    candidates = [_field(about, "Original-Envelope-Id")]
    candidates += [_local_part(_field(each, "Message-ID")) for each in _returned(parts)]
    for candidate in candidates:
        if is_reference(candidate):
            return candidate
    raise NotAReport(Fault.WHICH_LETTER)


def _returned(parts: list[Mail]) -> Iterator[Mail]:
    for part in parts:
        kind = part.get_content_type()
        if kind == "message/rfc822":
            yield from _parts(part)
        content = part.get_payload(decode=True)
        if kind == "text/rfc822-headers" and isinstance(content, bytes):
            yield BytesHeaderParser(policy=compat32).parsebytes(content)


def _worst(fates: list[Standing | None]) -> Standing | None:
    """Each letter has one recipient. A server that made several of it: one may fail."""
    return max(fates, key=WORSE.index)


def _fate(recipient: Mail) -> Standing | None:
    action = _field(recipient, "Action").lower()
    status = STATUS.match(_field(recipient, "Status"))
    if action not in ACTIONS or status is None or status[1] not in ACTIONS[action]:
        raise NotAReport(Fault.WHAT_BECAME)
    if action != "failed":
        return SAID[action]
    expired = EXPIRED.match(status[0]) is not None
    temporary = status[1] == "4" or expired
    return Standing.TEMPORARY_FAILURE if temporary else Standing.PERMANENT_FAILURE


def _field(block: Mail, name: str) -> str:
    return str(block.get(name, "")).strip()


def _local_part(identity: str) -> str:
    return identity.strip("<>").partition("@")[0]
