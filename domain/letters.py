"""What is handed to a carrier: one message to one recipient, under one stable key."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from domain.documents.values import Personal, Value
from domain.ids import CaseRef, Instant, Key, Ref, Short
from rulebook.schema import Code, Flag, Frozen, added

#: Media types of what goes with a letter.
PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: What a calendar file asks of a calendar (RFC 5546).
REQUEST, CANCEL = "REQUEST", "CANCEL"


class Channel(StrEnum):
    """How a letter reaches somebody."""

    EMAIL = "email"
    TEXT = "text"
    POST = "post"


class Standing(StrEnum):
    """What became of a letter that a carrier was given.

    `queued`: printed or about to be, and not posted yet. `sent`: handed over, and more
    may be heard of it. `unconfirmed`: handed over to a carrier that never says more, or
    that has not said it in time. The three failures are those of GOV.UK Notify.
    """

    QUEUED = "queued"
    SENT = "sent"
    UNCONFIRMED = "unconfirmed"
    DELIVERED = "delivered"
    PERMANENT_FAILURE = "permanent-failure"
    TEMPORARY_FAILURE = "temporary-failure"
    TECHNICAL_FAILURE = "technical-failure"


#: No carrier will try these again by itself.
FAILURES = frozenset(
    {
        Standing.PERMANENT_FAILURE,
        Standing.TEMPORARY_FAILURE,
        Standing.TECHNICAL_FAILURE,
    }
)


class Line(Frozen):
    """One thing to say: a code the activity has words for, and its values."""

    code: Code
    values: dict[str, Value] = {}


class Appointment(Frozen):
    """When and where, for the reader's calendar; nothing says what for.

    `uid` is opaque and the same for life; `revision` counts the changes of date, so
    that a calendar knows the newest. `minutes`: how long it is planned to last.
    """

    uid: str
    revision: int
    starts_at: Instant
    zone: str
    minutes: int = 120
    place: Personal | None = None
    cancelled: Flag = False

    @property
    def method(self) -> str:
        """What its file asks of the calendar; the mail that brings it says it too."""
        return CANCEL if self.cancelled else REQUEST


class Certification(Frozen):
    """Who made the translation that a letter brings, and who found it right, and when.

    `language`: the one that it is in.
    """

    language: Short
    translator: Ref
    checked_by: Ref
    at: Instant


class Letter(Frozen):
    """One message, ready to be worded. `key` is its identity for ever.

    `to` is the recipient's reference, `address` where it goes at this revision.
    Personal values stand in `lines` and `address` only, which the codec encrypts.
    `document` names it where it is one; `readers`: the recipient, and everybody who
    reads what they are sent; `translation`: the fingerprint of the translation that it
    brings, `certified` by two people; `source`: of what it says, before anybody put it
    into words. `withheld`: what may stand nowhere in it, in letters and figures alone.
    `to_translate`: to the desk, the text that it is asked for.
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
    channel: Channel = added(Channel.EMAIL)
    document: Code | None = added(None)
    readers: tuple[Ref, ...] = added(())
    appointment: Appointment | None = added(None)
    translation: str | None = added(None)
    source: str = added("")
    withheld: tuple[str, ...] = added(())
    to_translate: tuple[Line, ...] = added(())
    certified: Certification | None = added(None)


class Carried(StrEnum):
    """How sure we are that the carrier took it."""

    SENT = "sent"
    FOUND = "found"
    IN_DOUBT = "sent-again-in-doubt"


class Receipt(Frozen):
    """The carrier's answer to one letter.

    `standing`: what is known of it now; `content`: the fingerprint of the document as
    it was sent.
    """

    key: Key
    carried: Carried
    at: Instant
    standing: Standing = added(Standing.SENT)
    content: str = added("")


class Followed(Frozen):
    """A letter that was handed over: what became of it is asked, or it is recalled."""

    key: Key
    channel: Channel


class Enclosure(Frozen):
    """A file that goes with a message. `media`: its media type; the name is opaque."""

    name: Short
    media: str
    content: bytes


class Message(Frozen):
    """A worded letter: what a carrier takes. The subject holds no name.

    `address`: an e-mail address, a telephone number, or a postal address in lines, by
    the channel. `body` is the plain text, `page` the same as HTML. `calendar`: the
    appointment as a calendar file, and `method` what it asks of the calendar.
    """

    key: Key
    address: str
    subject: Short
    body: str
    channel: Channel = Channel.EMAIL
    page: str | None = None
    enclosures: tuple[Enclosure, ...] = ()
    calendar: bytes | None = None
    method: str = REQUEST
