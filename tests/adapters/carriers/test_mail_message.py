from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from activities.ports import Refusal
from adapters.calendar_files import IcalendarFiles
from adapters.carriers.mail_message import Sender, composed
from domain.letters import Appointment, Enclosure, Message
from tests.dates import instant

MONDAY = instant("Mon 2027-01-04 08:00Z")
SENDER = Sender("no-reply@vigil.example", "vigil.example")
PLAIN = Message(
    key="CP-1/invitation/conf-1/r1/p-1-1/mail",
    address="marguerite@home.example",
    subject="Vigil: a conference about case CP-1 - invitation",
    body="Dear Marguerite Quillfeather,\n\nYou are invited.\n",
)
PAGES = Enclosure(
    name="letter-0f3c9a-1.pdf",
    media="application/pdf",
    content=b"%PDF-1.7\r\n\0\xff" + b"x" * 2000,
)
APPOINTMENT = Appointment(
    uid="0f3c9a-conf-1@vigil.example",
    revision=1,
    starts_at=instant("Mon 2027-03-29 09:00Z"),
    zone="Europe/London",
)
CALENDAR = IcalendarFiles(SENDER.address).file(APPOINTMENT, "Room 4, é", MONDAY)
FULL = PLAIN.model_copy(
    update={
        "page": '<html lang="cy"><p>Annwyl Marguerite · ŵ</p></html>\n',
        "enclosures": (PAGES,),
        "calendar": CALENDAR,
    }
)


def read(message: Message) -> EmailMessage:
    raw = composed(message, SENDER, MONDAY)
    return message_from_bytes(raw, _class=EmailMessage, policy=policy.default)


def kinds(mail: EmailMessage) -> list[str]:
    return [part.get_content_type() for part in mail.walk()]


def altered(message: Message, **change: object) -> Message:
    """Past the model's own checks: the last gate must hold by itself."""
    held = {name: getattr(message, name) for name in Message.model_fields}
    return Message.model_construct(**(held | change))


def test_a_message_without_more_is_one_plain_text() -> None:
    mail = read(PLAIN)

    assert kinds(mail) == ["text/plain"]
    assert mail.get_content().splitlines() == PLAIN.body.splitlines()
    assert mail["Content-Transfer-Encoding"] == "quoted-printable"


def test_a_full_message_has_its_text_page_calendar_and_files_in_that_order() -> None:
    mail = read(FULL)

    assert kinds(mail) == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/pdf",
    ]


def test_each_part_arrives_as_it_was_made() -> None:
    mail = read(FULL)
    text, page = mail.get_body(("plain",)), mail.get_body(("html",))
    (file,) = mail.iter_attachments()
    (calendar,) = [p for p in mail.walk() if p.get_content_type() == "text/calendar"]

    assert text is not None
    assert page is not None
    assert text.get_content().splitlines() == FULL.body.splitlines()
    assert page.get_content().strip() == str(FULL.page).strip()
    assert file.get_content() == PAGES.content
    assert file.get_filename() == PAGES.name
    assert calendar.get_payload(decode=True) == CALENDAR


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_the_mail_says_what_its_calendar_file_asks(method: str) -> None:
    mail = read(FULL.model_copy(update={"method": method}))
    (calendar,) = [p for p in mail.walk() if p.get_content_type() == "text/calendar"]

    assert calendar.get_param("method") == method
    assert calendar.get_content_charset() == "utf-8"


def test_any_server_can_carry_it() -> None:
    raw = composed(FULL, SENDER, MONDAY)

    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_nothing_outside_the_content_names_anybody() -> None:
    mail = read(FULL)
    headers = [f"{k}: {v}" for part in mail.walk() for k, v in part.items()]
    others = [each for each in headers if not each.startswith("To: ")]

    assert "Marguerite" not in "".join(others)
    assert PLAIN.key not in "".join(others)


@pytest.mark.parametrize(
    "change",
    [
        {"method": "REQUEST\r\nBcc: c@d.example"},
        {"method": "PUBLISH"},
        {"calendar": b"\xff\xfe"},
        {"page": "half a letter \ud800"},
        {"subject": "A meeting\r\nBcc: c@d.example"},
    ],
)
def test_a_message_that_would_write_its_own_headers_is_refused(
    change: dict[str, object],
) -> None:
    with pytest.raises(Refusal, match="message-refused"):
        composed(altered(FULL, **change), SENDER, MONDAY)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "a.pdf\r\nBcc: c@d.example"},
        {"name": 'a"; x="y.pdf'},
        {"name": "../a.pdf"},
        {"name": ".hidden"},
        {"name": "Zoë.pdf"},
        {"name": ""},
        {"media": "application/pdf; name=x"},
        {"media": "application/pdf\r\nBcc: c@d.example"},
        {"media": "pdf"},
    ],
)
def test_an_enclosure_that_would_write_a_header_is_refused(
    change: dict[str, str],
) -> None:
    enclosure = PAGES.model_copy(update=change)

    with pytest.raises(Refusal, match="message-refused"):
        composed(altered(FULL, enclosures=(enclosure,)), SENDER, MONDAY)
