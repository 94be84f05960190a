"""A message as e-mail: plain text first, then its page, its calendar and its files.

Nothing but the body, the page and the files says anything of a person: the subject,
the headers and the files' names are opaque. What would write a header of its own is
refused.
"""

from __future__ import annotations

import re
from datetime import datetime
from email.message import EmailMessage
from typing import Final, NamedTuple

from activities.ports import Refusal
from adapters.carriers.message_ids import message_id
from domain.letters import CANCEL, REQUEST, Enclosure, Message

ADDRESS: Final = re.compile(
    r"(?=.{3,254}$)[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+"
)
MEDIA: Final = re.compile(r"([a-z]{1,20})/([a-z0-9][a-z0-9.+-]{0,80})")
#: No folder, no character that would have to be escaped.
FILE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")
METHODS: Final = frozenset({REQUEST, CANCEL})
#: 7-bit throughout, with the ends of lines kept: any server can carry it.
READABLE: Final = "quoted-printable"


class Sender(NamedTuple):
    """From whom, and the domain of our Message-IDs."""

    address: str
    domain: str


def composed(message: Message, sender: Sender, at: datetime) -> bytes:
    """The whole mail, with its lines ended as SMTP wants them.

    Raises Refusal: `address-invalid`, or `message-refused` for what cannot be carried.
    """
    if not ADDRESS.fullmatch(message.address):
        raise Refusal("address-invalid")
    mail = EmailMessage()
    try:
        mail["From"] = sender.address
        mail["To"] = message.address
        mail["Subject"] = message.subject
        mail["Date"] = at
        mail["Message-ID"] = message_id(message.key, sender.domain)
        mail["Auto-Submitted"] = "auto-generated"
        _fill(mail, message)
        return mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))
    except ValueError:
        raise Refusal("message-refused") from None


def _fill(mail: EmailMessage, message: Message) -> None:
    """The last alternative is the richest: programs show that one."""
    mail.set_content(message.body, cte=READABLE)
    if message.page is not None:
        mail.add_alternative(message.page, subtype="html", cte=READABLE)
    if message.calendar is not None:
        _add_calendar(mail, message.calendar, message.method)
    for enclosure in message.enclosures:
        _enclose(mail, enclosure)


def _add_calendar(mail: EmailMessage, calendar: bytes, method: str) -> None:
    if method not in METHODS:
        raise ValueError("a calendar file asks for a meeting or cancels one")
    mail.add_alternative(
        calendar.decode("utf-8"),
        subtype="calendar",
        cte=READABLE,
        params={"method": method},
    )


def _enclose(mail: EmailMessage, enclosure: Enclosure) -> None:
    media = MEDIA.fullmatch(enclosure.media)
    if media is None or not FILE_NAME.fullmatch(enclosure.name):
        raise ValueError("an enclosure has a media type and a plain file name")
    maintype, subtype = media.groups()
    mail.add_attachment(
        enclosure.content, maintype=maintype, subtype=subtype, filename=enclosure.name
    )
