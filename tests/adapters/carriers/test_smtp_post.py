"""Against a real server on the loopback address, scripted to misbehave."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from pydantic import ValidationError

from activities.ports import Post, Refusal
from adapters.carriers.smtp_post import (
    CarrierUnavailable,
    Encryption,
    SmtpAccount,
    SmtpPost,
)
from adapters.embedded_server import free_port
from adapters.mail_sink import Fault, MailSink, Moment, Script, SinkLookup, obedient
from domain.letters import Enclosure, Message, Standing

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CANARY = "zofia.kowalczyk@family.example"
LETTER = Message(
    key="K-1/invite/1",
    address=CANARY,
    subject="A meeting · spotkanie",
    body="Szanowna Pani,\n.\nThe meeting is on Monday.\n" + "long " * 400,
)


@dataclass(frozen=True)
class SetClock:
    def now(self) -> datetime:
        return MONDAY


def post_to(port: int, folder: Path | None = None, timeout: float = 5.0) -> SmtpPost:
    account = SmtpAccount(
        host="127.0.0.1",
        port=port,
        sender="no-reply@vigil.example",
        domain="vigil.example",
        timeout=timeout,
    )
    return SmtpPost(account, SetClock(), SinkLookup(folder) if folder else None)


@asynccontextmanager
async def carrier(
    folder: Path, script: Script = obedient, timeout: float = 5.0
) -> AsyncIterator[SmtpPost]:
    async with MailSink(folder, script=script) as sink:
        yield post_to(sink.port, folder, timeout)


def saying(moment: Moment, said: str | Fault, times: int = 99) -> Script:
    def script(now: Moment, time: int) -> str | Fault | None:
        return said if now is moment and time <= times else None

    return script


def letters(folder: Path) -> list[EmailMessage]:
    found = sorted(folder.glob("*.eml"))
    return [
        message_from_bytes(
            file.read_bytes(), _class=EmailMessage, policy=policy.default
        )
        for file in found
    ]


async def test_a_letter_arrives_as_it_was_written(tmp_path: Path) -> None:
    async with carrier(tmp_path) as smtp:
        as_port: Post = smtp
        await as_port.send(LETTER)

    (mail,) = letters(tmp_path)

    assert mail["To"] == CANARY
    assert mail["Subject"] == LETTER.subject
    assert mail.get_content().splitlines() == LETTER.body.splitlines()
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == MONDAY


async def test_a_letter_arrives_with_its_page_its_calendar_and_its_files(
    tmp_path: Path,
) -> None:
    pages = Enclosure(
        name="a-1.pdf", media="application/pdf", content=b"%PDF\n.\n" * 99
    )
    full = LETTER.model_copy(
        update={
            "page": "<p>.</p>\n.\n",
            "calendar": b"X\r\n.\r\nY",
            "enclosures": (pages,),
        }
    )
    async with carrier(tmp_path) as smtp:
        assert await smtp.send(full) is Standing.DELIVERED

    (mail,) = letters(tmp_path)
    (file,) = mail.iter_attachments()

    assert [part.get_content_type() for part in mail.walk()][2:] == [
        *("text/plain", "text/html", "text/calendar", "application/pdf")
    ]
    assert file.get_content() == pages.content


async def test_a_letter_has_one_identity_however_often_it_is_sent(
    tmp_path: Path,
) -> None:
    async with carrier(tmp_path) as smtp:
        await smtp.send(LETTER)
        await smtp.send(LETTER.model_copy(update={"body": "worded anew"}))

    first, again = letters(tmp_path)

    assert first["Message-ID"] == again["Message-ID"]
    assert first["Message-ID"].endswith("@vigil.example>")


async def test_the_key_of_a_letter_does_not_travel(tmp_path: Path) -> None:
    async with carrier(tmp_path) as smtp:
        await smtp.send(LETTER)

    (file,) = tmp_path.glob("*.eml")

    assert LETTER.key.encode() not in file.read_bytes()


async def test_a_carrier_that_can_be_asked_says_whether_it_has_a_letter(
    tmp_path: Path,
) -> None:
    async with carrier(tmp_path) as smtp:
        before = await smtp.has_sent(LETTER.key)
        await smtp.send(LETTER)
        after = await smtp.has_sent(LETTER.key)

    assert (before, after) == (False, True)


async def test_plain_smtp_cannot_be_asked() -> None:
    assert await post_to(25).has_sent(LETTER.key) is None


@pytest.mark.parametrize(
    ("moment", "said", "code"),
    [
        (Moment.RECIPIENT, "550 5.1.1 <{}> unknown", "mailbox-refused"),
        (Moment.RECIPIENT, "553 no such <{}>", "mailbox-refused"),
        (Moment.SENDER, "550 we do not take that from you, {}", "message-refused"),
        (Moment.CONTENT, "554 5.7.1 the letter to {} is spam", "message-refused"),
        (Moment.CONTENT, "552 too big for {}", "message-refused"),
        (Moment.SENDER, "501 what is {}", "message-refused"),
        (Moment.RECIPIENT, "552 {} is full", "mailbox-refused"),
    ],
)
async def test_a_no_for_good_is_a_refusal_with_a_word_of_ours(
    tmp_path: Path, moment: Moment, said: str, code: str
) -> None:
    script = saying(moment, said.format(CANARY))

    async with carrier(tmp_path, script) as smtp:
        with pytest.raises(Refusal) as refused:
            await smtp.send(LETTER)

    assert refused.value.code == code
    assert_silent(refused.value)
    assert letters(tmp_path) == []


@pytest.mark.parametrize(
    ("moment", "said", "word"),
    [
        (Moment.SENDER, "421 busy, {}", "carrier-said-421"),
        (Moment.RECIPIENT, "421 busy, {}", "carrier-said-421"),
        (Moment.RECIPIENT, "450 {} is locked", "carrier-said-450"),
        (Moment.RECIPIENT, "451 {} is greylisted", "carrier-said-451"),
        (Moment.CONTENT, "452 {} is full", "carrier-said-452"),
        (Moment.SENDER, "451 not now, {}", "carrier-said-451"),
        (Moment.CONTENT, "421 busy, {}", "carrier-said-421"),
        (Moment.RECIPIENT, "535 who are you, {}", "carrier-said-535"),
        (Moment.CONTENT, "530 log in first, {}", "carrier-said-530"),
        (Moment.SENDER, "530 log in first, {}", "carrier-said-530"),
        (Moment.SENDER, Fault.DROP, "carrier-hung-up"),
        (Moment.RECIPIENT, Fault.DROP, "carrier-hung-up"),
        (Moment.CONTENT, Fault.DROP, "carrier-hung-up"),
    ],
)
async def test_anything_short_of_that_may_be_tried_again(
    tmp_path: Path, moment: Moment, said: str | Fault, word: str
) -> None:
    reply = said.format(CANARY) if isinstance(said, str) else said

    async with carrier(tmp_path, saying(moment, reply, times=1)) as smtp:
        with pytest.raises(CarrierUnavailable) as failed:
            await smtp.send(LETTER)
        assert letters(tmp_path) == []
        await smtp.send(LETTER)

    assert failed.value.code == word
    assert_silent(failed.value)
    assert len(letters(tmp_path)) == 1


@pytest.mark.parametrize("moment", list(Moment))
async def test_a_carrier_that_hangs_is_left_after_the_time_for_an_attempt(
    tmp_path: Path, moment: Moment
) -> None:
    async with carrier(tmp_path, saying(moment, Fault.HANG), timeout=0.3) as smtp:
        with pytest.raises(CarrierUnavailable, match="carrier-timed-out"):
            await asyncio.wait_for(smtp.send(LETTER), timeout=5)


async def test_a_carrier_that_talks_nonsense_may_be_tried_again(tmp_path: Path) -> None:
    async with carrier(tmp_path, saying(Moment.SENDER, "zzz what?")) as smtp:
        with pytest.raises(CarrierUnavailable) as failed:
            await smtp.send(LETTER)

    assert str(failed.value) in {"carrier-said--1", "carrier-unusable"}


async def test_a_carrier_that_is_not_there_may_be_tried_again() -> None:
    with pytest.raises(CarrierUnavailable, match="carrier-unreachable"):
        await post_to(free_port()).send(LETTER)


async def test_a_letter_kept_before_the_line_broke_is_in_doubt_and_can_be_found(
    tmp_path: Path,
) -> None:
    script = saying(Moment.CONTENT, Fault.DROP_AFTER_KEEPING)

    async with carrier(tmp_path, script) as smtp:
        with pytest.raises(CarrierUnavailable, match="carrier-hung-up"):
            await smtp.send(LETTER)
        found = await smtp.has_sent(LETTER.key)

    assert found is True
    assert len(letters(tmp_path)) == 1


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example, c@d.example",
        "a@b.example c@d.example",
        "a@b.example;c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example\n",
        "Zofia <a@b.example>",
        "<a@b.example>",
        '"a@b"@c.example',
        "a@b@c.example",
        "a@[127.0.0.1]",
        "@b.example",
        "a@",
        "a",
        "root@localhost",
        "zofia.kowalczyk@rodzina-ż.example",
        "ż@b.example",
        "a@-b.example",
        "a@b..example",
        "x" * 65 + "@b.example",
        "a@" + "b" * 60 + ("." + "c" * 60) * 4,
        "4 Quiet Lane, York",
    ],
)
async def test_an_address_that_is_not_one_plain_mailbox_is_refused_unsent(
    tmp_path: Path, address: str
) -> None:
    async with carrier(tmp_path) as smtp:
        with pytest.raises(Refusal) as refused:
            await smtp.send(altered(address=address))

    assert refused.value.code == "address-invalid"
    assert letters(tmp_path) == []


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "A meeting\r\nBcc: c@d.example"},
        {"subject": "A meeting\nBcc: c@d.example"},
        {"subject": "A meeting\rBcc: c@d.example"},
        {"subject": "half a letter \ud800"},
        {"body": "half a letter \ud800"},
        {"key": "half a letter \ud800"},
    ],
)
async def test_a_letter_that_would_write_its_own_headers_is_refused_unsent(
    tmp_path: Path, change: dict[str, str]
) -> None:
    async with carrier(tmp_path) as smtp:
        with pytest.raises(Refusal) as refused:
            await smtp.send(altered(**change))

    assert refused.value.code == "message-refused"
    assert letters(tmp_path) == []


async def test_a_body_cannot_end_the_letter_nor_begin_another(tmp_path: Path) -> None:
    body = "\r\n.\r\nMAIL FROM:<x@y.example>\r\n\n.\nRCPT TO:<z@y.example>\r.\r\0"

    async with carrier(tmp_path) as smtp:
        await smtp.send(altered(body=body))

    (mail,) = letters(tmp_path)
    (file,) = tmp_path.glob("*.eml")
    raw = file.read_bytes()

    assert b"\0" not in raw
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert mail["To"] == CANARY
    assert "MAIL FROM:<x@y.example>" in mail.get_content()


async def test_an_account_that_insists_on_encryption_gets_it_or_nothing(
    tmp_path: Path,
) -> None:
    async with MailSink(tmp_path) as sink:
        account = SmtpAccount(
            host="127.0.0.1",
            port=sink.port,
            sender="no-reply@vigil.example",
            domain="vigil.example",
            encryption=Encryption.REQUIRED,
            timeout=5,
        )
        with pytest.raises(CarrierUnavailable):
            await SmtpPost(account, SetClock()).send(LETTER)

    assert letters(tmp_path) == []


@pytest.mark.parametrize(
    "change", [{"sender": "a@b.example\r\nBcc: c@d.example"}, {"domain": "a b>"}]
)
def test_an_account_with_a_sender_that_cannot_be_is_refused_at_the_start(
    change: dict[str, str],
) -> None:
    given = {"sender": "no-reply@vigil.example", "domain": "vigil.example"} | change

    with pytest.raises(ValidationError):
        SmtpAccount(host="127.0.0.1", port=25, **given)


def altered(**change: str) -> Message:
    """Past the model's own checks: the last gate must hold by itself."""
    return Message.model_construct(**(LETTER.model_dump() | change))


def assert_silent(error: BaseException) -> None:
    shown = "".join(traceback.format_exception(error))

    assert CANARY not in shown
    assert "busy" not in shown
