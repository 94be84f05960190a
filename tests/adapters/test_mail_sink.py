from __future__ import annotations

import smtplib
import stat
from asyncio import to_thread
from email.message import EmailMessage
from pathlib import Path

import pytest

from adapters.carriers.message_ids import message_id
from adapters.mail_sink import MailSink, SinkLookup, keep

KEY = "K-1/invite/1"
IDENTITY = message_id(KEY, "vigil.example")
STEM = IDENTITY.strip("<>").partition("@")[0]
CANARY = "zofia.kowalczyk@family.example"


def letter(identity: str | None = IDENTITY) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "no-reply@vigil.example"
    mail["To"] = CANARY
    if identity:
        mail["Message-ID"] = identity
    mail.set_content("A meeting.\r\n.\r\nA lone dot ends nothing.\r\n")
    return mail


def post(port: int, mail: EmailMessage) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as carrier:
        carrier.send_message(mail)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


async def test_a_letter_becomes_one_file_named_by_its_identity(tmp_path: Path) -> None:
    async with MailSink(tmp_path / "mail") as sink:
        await to_thread(post, sink.port, letter())

    (file,) = (tmp_path / "mail").iterdir()

    assert file.name == f"{STEM}.eml"
    assert CANARY.encode() in file.read_bytes()
    assert b"A lone dot ends nothing." in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_the_same_letter_again_is_a_file_of_its_own(tmp_path: Path) -> None:
    async with MailSink(tmp_path) as sink:
        for _ in range(3):
            await to_thread(post, sink.port, letter())

    assert names(tmp_path) == [f"{STEM}.2.eml", f"{STEM}.3.eml", f"{STEM}.eml"]


@pytest.mark.parametrize(
    "identity", [f"<{CANARY}>", "<../../escape@x>", "<a b/c>", "", None]
)
async def test_no_file_name_is_made_of_what_a_stranger_wrote(
    tmp_path: Path, identity: str | None
) -> None:
    folder = tmp_path / "mail"
    async with MailSink(folder) as sink:
        await to_thread(post, sink.port, letter(identity))

    (name,) = names(folder)
    stem = name.removesuffix(".eml")

    assert len(stem) == 64
    assert set(stem) <= set("0123456789abcdef")
    assert names(tmp_path) == ["mail"]


async def test_a_letter_is_there_only_once_it_is_whole(tmp_path: Path) -> None:
    lookup = SinkLookup(tmp_path)
    (tmp_path / ".arriving-half").write_bytes(letter().as_bytes()[:20])

    before = await lookup.has(IDENTITY)
    await to_thread(keep, tmp_path, letter().as_bytes())

    assert before is False
    assert await lookup.has(IDENTITY) is True
    assert await lookup.has(message_id("K-1/invite/2", "vigil.example")) is False


async def test_a_letter_that_cannot_be_kept_is_to_be_tried_again(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "mail"
    async with MailSink(folder) as sink:
        folder.rmdir()
        with pytest.raises(smtplib.SMTPDataError) as said:
            await to_thread(post, sink.port, letter())

    assert said.value.smtp_code == 451
    assert str(tmp_path) not in str(said.value)


async def test_a_sink_that_has_stopped_answers_no_more(tmp_path: Path) -> None:
    async with MailSink(tmp_path) as sink:
        port = sink.port

    with pytest.raises(ConnectionError):
        await to_thread(post, port, letter())
