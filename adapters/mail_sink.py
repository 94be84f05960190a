"""A mail server of our own that delivers to a folder: for trying out and for tests.

Each message becomes one file, whole or not at all, named after its Message-ID. The same
letter again becomes `<name>.2.eml`, so that a duplicate can be seen. The answer "250"
is given once the file is on the disk.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes
from enum import Enum, StrEnum, auto
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeAlias
from weakref import WeakSet

from aiosmtpd.smtp import SMTP, Envelope, Session

from adapters.carriers.message_ids import file_stem
from adapters.files import sync_folder
from adapters.stack import LOOPBACK

TRY_LATER: Final = "451 could not be kept"


class Moment(StrEnum):
    """Where in the dialogue a script may speak."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"


class Fault(Enum):
    """What a broken carrier does instead of answering."""

    HANG = auto()
    DROP = auto()
    DROP_AFTER_KEEPING = auto()


Script: TypeAlias = Callable[[Moment, int], str | Fault | None]


def obedient(moment: Moment, times: int) -> None:
    """The script of a carrier that takes everything."""


class MailSink:
    """Use as `async with MailSink(folder) as sink`, then send to `sink.port`.

    `script` is asked at each moment, with how often that moment has come (from 1): a
    reply such as "550 no" is said, a Fault is done, None means carry on.
    """

    def __init__(self, folder: Path, port: int = 0, script: Script = obedient) -> None:
        self.port = port
        self._folder = folder
        self._handler = _Handler(folder, script)
        self._dialogues: WeakSet[SMTP] = WeakSet()
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        """Listen on the loopback address. Raises OSError if the port is taken."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._dialogue, LOOPBACK, self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._server is not None:
            self._server.close()
            for dialogue in self._dialogues:
                _hang_up(dialogue)
            await self._server.wait_closed()

    def _dialogue(self) -> SMTP:
        loop = asyncio.get_running_loop()
        dialogue = SMTP(self._handler, hostname="vigil", loop=loop)
        self._dialogues.add(dialogue)
        return dialogue


class SinkLookup:
    """Whether a letter has reached the sink's folder: by its Message-ID."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def has(self, identity: str) -> bool:
        """True once the letter is whole on the disk, in this process or any other."""
        letter = self._folder / f"{file_stem(identity)}.eml"
        return await asyncio.to_thread(letter.exists)


class _Handler:
    """What aiosmtpd asks; its names are the commands of the protocol."""

    def __init__(self, folder: Path, script: Script) -> None:
        self._folder = folder
        self._script = script
        self._moments: Counter[Moment] = Counter()

    async def handle_MAIL(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        *_: object,
    ) -> str:
        envelope.mail_from = address
        return await self._reply(Moment.SENDER, server) or "250 sender taken"

    async def handle_RCPT(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        *_: object,
    ) -> str:
        envelope.rcpt_tos.append(address)
        return await self._reply(Moment.RECIPIENT, server) or "250 recipient taken"

    async def handle_DATA(
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        verdict = self._verdict(Moment.CONTENT)
        if verdict is None or verdict is Fault.DROP_AFTER_KEEPING:
            content = envelope.original_content or b""
            await asyncio.to_thread(keep, self._folder, content)
        return await _carry_out(verdict, server) or "250 kept"

    async def handle_exception(self, error: Exception) -> str:
        """A full disk is no reason to turn a letter away for ever, nor to say why."""
        return TRY_LATER

    def _verdict(self, moment: Moment) -> str | Fault | None:
        self._moments[moment] += 1
        return self._script(moment, self._moments[moment])

    async def _reply(self, moment: Moment, server: SMTP) -> str | None:
        return await _carry_out(self._verdict(moment), server)


async def _carry_out(verdict: str | Fault | None, server: SMTP) -> str | None:
    """Do what the script says; after a fault, wait to be cut off and say nothing."""
    if isinstance(verdict, str | None):
        return verdict
    if verdict is not Fault.HANG:
        _hang_up(server)
    await asyncio.Event().wait()
    return None


def _hang_up(dialogue: SMTP) -> None:
    if isinstance(dialogue.transport, asyncio.WriteTransport):
        dialogue.transport.abort()


def keep(folder: Path, content: bytes) -> Path:
    """Write a message to the first free name for its Message-ID, whole, and to disk."""
    identity = str(message_from_bytes(content)["Message-ID"] or "")
    stem = file_stem(identity)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".arriving-") as arriving:
        arriving.write(content)
        arriving.flush()
        os.fsync(arriving.fileno())
        kept = _link_to_free_name(Path(arriving.name), folder, stem)
    sync_folder(folder)
    return kept


def _link_to_free_name(file: Path, folder: Path, stem: str) -> Path:
    for number in count(1):
        name = folder / (f"{stem}.eml" if number == 1 else f"{stem}.{number}.eml")
        try:
            name.hardlink_to(file)
        except FileExistsError:
            continue
        return name
    raise AssertionError("there is always another number")
