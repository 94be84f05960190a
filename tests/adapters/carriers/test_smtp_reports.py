"""Delivery reports: asked of a server that offers them, on the loopback, and heard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from adapters.carriers.handovers import CarrierName, Handovers
from adapters.carriers.message_ids import reference
from adapters.carriers.smtp_post import SmtpAccount, SmtpPost
from adapters.mail_sink import MailSink, SinkLookup
from adapters.store.database import Database
from domain.letters import Channel, Message, Standing
from tests.activities.fakes import NOW, FakeClock

LETTER = Message(
    key="CP-1/invitation/conf-1/r1/p-1-1/mail",
    address="marguerite@home.example",
    subject="Vigil: a conference about case CP-1 - invitation",
    body="Dear Marguerite",
)
DSN = "250-mx.example\r\n250 DSN"
NO_DSN = "250 mx.example"
OLD = "502 not implemented"


@dataclass
class Server:
    """A mail server that takes everything. `greeting`: its answer to EHLO."""

    greeting: str
    port: int = 0
    said: list[str] = field(default_factory=list)

    async def converse(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await self._say(writer, "220 mx.example")
        while line := (await reader.readline()).decode().strip():
            self.said.append(line)
            await self._say(writer, self._answer(line))
            if line == "DATA":
                await reader.readuntil(b"\r\n.\r\n")
                await self._say(writer, "250 taken")
            if line == "QUIT":
                break
        writer.close()

    def _answer(self, line: str) -> str:
        match line.split()[0]:
            case "EHLO":
                return self.greeting
            case "DATA":
                return "354 go on"
            case _:
                return "250 fine"

    async def _say(self, writer: asyncio.StreamWriter, line: str) -> None:
        writer.write(f"{line}\r\n".encode())
        await writer.drain()


@asynccontextmanager
async def served(greeting: str) -> AsyncIterator[Server]:
    server = Server(greeting)
    listening = await asyncio.start_server(server.converse, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield server


def account(port: int, *, confirms: bool = True) -> SmtpAccount:
    return SmtpAccount(
        host="127.0.0.1",
        port=port,
        sender="no-reply@vigil.example",
        domain="vigil.example",
        timeout=5,
        confirms=confirms,
    )


async def test_a_server_that_offers_reports_is_asked_for_them_by_an_opaque_name() -> (
    None
):
    async with served(DSN) as server:
        taken = await SmtpPost(account(server.port), FakeClock()).send(LETTER)

    (mail,) = [line for line in server.said if line.startswith("MAIL")]
    (to,) = [line for line in server.said if line.startswith("RCPT")]
    assert taken is Standing.SENT
    assert mail.endswith(f" RET=HDRS ENVID={reference(LETTER.key)}")
    assert to.endswith(" NOTIFY=SUCCESS,FAILURE,DELAY")


@pytest.mark.parametrize(
    ("greeting", "confirms"), [(NO_DSN, True), (OLD, True), (DSN, False)]
)
async def test_without_reports_nothing_more_is_heard_of_a_letter(
    greeting: str, confirms: bool
) -> None:
    async with served(greeting) as server:
        post = SmtpPost(account(server.port, confirms=confirms), FakeClock())
        taken = await post.send(LETTER)

        assert taken is Standing.UNCONFIRMED
        assert await post.standing(LETTER.key) is None
        assert "DATA" in server.said
        assert "ENVID" not in " ".join(server.said)
        assert "NOTIFY" not in " ".join(server.said)


async def test_what_was_reported_is_what_is_known_and_shows_that_it_was_taken(
    database: Database,
) -> None:
    handovers = Handovers(database)
    await handovers.expect(LETTER.key, Channel.EMAIL, CarrierName.SMTP)
    post = SmtpPost(account(25), FakeClock(), hints=handovers)
    before = (await post.has_sent(LETTER.key), await post.standing(LETTER.key))

    failed = Standing.PERMANENT_FAILURE
    await handovers.hint(reference(LETTER.key), failed, NOW)

    assert before == (None, None)
    assert await post.has_sent(LETTER.key) is True
    assert await post.standing(LETTER.key) is failed


async def test_a_letter_in_the_recipient_s_own_folder_has_arrived(
    tmp_path: Path,
) -> None:
    async with MailSink(tmp_path) as sink:
        post = SmtpPost(account(sink.port), FakeClock(), SinkLookup(tmp_path))

        assert await post.standing(LETTER.key) is None
        assert await post.send(LETTER) is Standing.DELIVERED
        assert await post.standing(LETTER.key) is Standing.DELIVERED
        assert await post.recall(LETTER.key) is False
