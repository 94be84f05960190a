"""Every place in which an office leaves bytes, but for the letters themselves.

The letters are what a mail says and encloses, and what is printed. Who a mail is to
stands in its envelope and in `To`, or nobody could carry it; all else that is seen of
it from outside is looked at, and the names of all files with it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import closing
from email import message_from_bytes
from email.message import Message as Mail
from email.policy import default
from pathlib import Path
from typing import Final, NamedTuple

from temporalio.client import Client

from adapters.carriers.message_ids import file_stem, message_id
from domain.letters import Message
from tests.security.marks import found_in
from tests.security.office import Office, over

TEMPORAL, LEDGER, KEYS = "temporal's database", "the ledger", "the cases' keys"
LOG, METRICS, TRACE = "a log", "the metrics page", "the trace"
HEADER, FILE_NAME, URL = "a mail's headers", "a file's name", "a url"
HISTORY, COLUMN, TERMINAL = "temporal's raw history", "a column", "the terminal"
OTHER: Final = "another file"
DATABASES: Final = {"temporal": TEMPORAL, "vigil": LEDGER, "case-keys": KEYS}


class Place(NamedTuple):
    """Some bytes: of what kind of place, and which one of them."""

    kind: str
    where: str
    data: bytes


class Looked(NamedTuple):
    """How many bytes of each kind were searched, and what was found where."""

    bytes: dict[str, int]
    found: dict[tuple[str, str], set[str]]

    def kinds(self, canary: str) -> set[str]:
        """The kinds of places in which a canary stands."""
        return {kind for (kind, _), seen in self.found.items() if canary in seen}


def looked_at(places: Iterable[Place], canaries: Iterable[str]) -> Looked:
    """Search all of it for all of them."""
    looked, wanted = Looked({}, {}), list(canaries)
    for kind, where, data in places:
        looked.bytes[kind] = looked.bytes.get(kind, 0) + len(data)
        if seen := found_in(data, wanted):
            looked.found[kind, where] = seen
    return looked


async def places(office: Office, folders: Iterable[Path] = ()) -> list[Place]:
    """All that is there now, while everything still runs. `folders`: handed out."""
    over()
    page = (await office.page()).encode()
    return [
        Place(METRICS, "/metrics", page),
        *[each async for each in _histories(office)],
        *(Place(URL, f"request {no}", url) for no, url in enumerate(office.asked)),
        *_files(office.home),
        *_columns(office.home),
        *_mails(office),
        *(_names(folder) for folder in (office.home, *folders)),
    ]


def letters(office: Office) -> Iterator[bytes]:
    """What the mails say, and may: the other side of what is searched."""
    for file in office.settings.mail_folder.glob("*.eml"):
        mail = message_from_bytes(file.read_bytes(), policy=default)
        body = mail.get_body(("plain",))
        yield body.get_content().encode() if body else b""


def _names(folder: Path) -> Place:
    names = "\n".join(f"{file.relative_to(folder)}" for file in folder.rglob("*"))
    return Place(FILE_NAME, "all of a folder", names.encode())


def _files(home: Path) -> Iterator[Place]:
    for file in sorted(home.rglob("*")):
        if file.is_file() and file.suffix not in {".eml", ".pdf"}:
            yield Place(_kind(file), file.name, file.read_bytes())


def _kind(file: Path) -> str:
    if file.suffix.startswith(".db"):
        return DATABASES[file.stem]
    return {".log": LOG, ".jsonl": TRACE}.get(file.suffix, OTHER)


def _columns(home: Path) -> Iterator[Place]:
    """Each column by itself: in a file a long value lies in pieces."""
    for file in sorted(home.glob("*.db")):
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as db:
            db.text_factory = bytes
            for table in _tables(db):
                held = db.execute(f'SELECT * FROM "{table}"')
                names = [each[0] for each in held.description]
                for name, values in zip(names, zip(*held, strict=True), strict=False):
                    where = f"{file.stem}.{table}.{name}"
                    yield Place(COLUMN, where, b"\n".join(map(_bytes, values)))


def _tables(db: sqlite3.Connection) -> list[str]:
    found = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [name.decode() for (name,) in found]


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def _mails(office: Office) -> Iterator[Place]:
    domain = office.settings.smtp_domain
    sent = {file_stem(message_id(m.key, domain)): m for m in office.post.sent}
    for file in office.settings.mail_folder.glob("*.eml"):
        mail = message_from_bytes(file.read_bytes())
        seen = _seen_outside(mail, sent.get(file.name.partition(".")[0]))
        yield Place(HEADER, file.name, "\n".join(seen).encode())


def _seen_outside(mail: Mail, message: Message | None) -> Iterator[str]:
    """Every header of it and of its parts, as it travels and as it is read."""
    assert message is None or mail["To"] == message.address
    for part in mail.walk():
        for name, value in part.items():
            if message is None or (name, value) != ("To", message.address):
                yield f"{name}: {value}\n{default.header_fetch_parse(name, value)}"


async def _histories(office: Office) -> AsyncIterator[Place]:
    """As whoever reaches the server sees it, who has no key."""
    address = office.client.service_client.config.target_host
    stranger = await Client.connect(address)
    async for run in stranger.list_workflows(""):
        yield Place(HISTORY, "listed", run.raw_info.SerializeToString())
        handle = stranger.get_workflow_handle(run.id, run_id=run.run_id)
        described = (await handle.describe()).raw_description
        yield Place(HISTORY, "described", described.SerializeToString())
        history = await handle.fetch_history()
        events = (event.SerializeToString() for event in history.events)
        yield Place(HISTORY, "events", b"\n".join(events))
