"""A word put where none may be is found there: the search does look everywhere."""

from __future__ import annotations

import base64
import gzip
import json
import logging
import zlib
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import quote

import pytest
import requests
from opentelemetry import trace
from sqlalchemy import Connection, Update, update
from temporalio.client import Client
from temporalio.common import SearchAttributePair, TypedSearchAttributes

from adapters.mail_sink import keep
from adapters.store.tables import INBOX
from tests.dates import instant
from tests.security.marks import MARK, found_in, word
from tests.security.office import Office, at_work
from tests.security.places import (
    COLUMN,
    FILE_NAME,
    HEADER,
    HISTORY,
    LEDGER,
    LOG,
    METRICS,
    OTHER,
    TEMPORAL,
    TRACE,
    URL,
    looked_at,
    places,
)
from workflows.showing import STAGE

NOW: Final = instant("Mon 2026-11-23 09:00Z")
WORDS: Final = {
    name: word(number)
    for number, name in enumerate(
        (
            *("log line", "server's log", "search attribute", "memo", "workflow id"),
            *("summary", "file name", "file", "header", "attachment", "metrics label"),
            *("span", "column", "packed column", "url", "task queue", "input"),
        )
    )
}
#: In which kinds of places each is found.
FOUND: Final = {
    "log line": {LOG},
    "server's log": {LOG},
    "search attribute": {HISTORY, TEMPORAL, COLUMN},
    "memo": {HISTORY, TEMPORAL, COLUMN},
    "workflow id": {HISTORY, TEMPORAL, COLUMN},
    "summary": {HISTORY, TEMPORAL, COLUMN},
    "task queue": {HISTORY, TEMPORAL, COLUMN},
    "input": {HISTORY, TEMPORAL, COLUMN},
    "file name": {FILE_NAME},
    "file": {OTHER},
    "header": {HEADER},
    "attachment": {HEADER},
    "metrics label": {METRICS},
    "span": {TRACE},
    "column": {LEDGER, COLUMN},
    "packed column": {LEDGER, COLUMN},
    "url": {URL},
}


@pytest.mark.server
async def test_a_word_is_found_wherever_it_is_put(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(tmp_path / "home", monkeypatch) as office:
        clean = looked_at(await places(office), [MARK])
        await in_temporal(office)
        in_files(office)
        in_mail(office)
        in_what_watches(office)
        await in_the_ledger(office)
        looked = looked_at(await places(office), WORDS.values())

    assert clean.found == {}
    assert {name: looked.kinds(text) for name, text in WORDS.items()} == FOUND


async def in_temporal(office: Office) -> None:
    """Started by a program without our codec, which seals nothing."""
    careless = await Client.connect(office.client.service_client.config.target_host)
    stage = SearchAttributePair(STAGE, WORDS["search attribute"])
    await careless.start_workflow(
        "Careless",
        WORDS["input"],
        id=f"case/{WORDS['workflow id']}",
        task_queue=WORDS["task queue"],
        memo={"about": WORDS["memo"]},
        search_attributes=TypedSearchAttributes([stage]),
        static_summary=WORDS["summary"],
    )


def in_files(office: Office) -> None:
    (office.home / f"{WORDS['file name']}.tmp").touch()
    (office.home / "notes.txt").write_text(WORDS["file"], "utf-16")
    with office.settings.temporal_log.open("a") as log:
        log.write("cannot reach " + WORDS["server's log"].encode().hex())


def in_mail(office: Office) -> None:
    """One whose subject says a name, encoded as mail does, and one with a file's."""
    subject = base64.b64encode(f"About {WORDS['header']}".encode()).decode()
    keep(
        office.settings.mail_folder,
        f"To: a@b.example\nSubject: =?utf-8?b?{subject}?=\n\nDear you\n".encode(),
    )
    keep(
        office.settings.mail_folder,
        "Message-ID: <2@b.example>\nContent-Type: application/pdf\n"
        f'Content-Disposition: attachment; filename="{WORDS["attachment"]}.pdf"\n\n'
        f"Only here may {WORDS['log line']} stand\n".encode(),
    )


def in_what_watches(office: Office) -> None:
    logging.getLogger("vigil.test").error(
        "letter_lost", extra={"case": WORDS["log line"]}
    )
    counter = office.engine.metric_meter.create_counter("letters")
    counter.add(1, {"whose": WORDS["metrics label"]})
    with trace.get_tracer("test").start_as_current_span(f"RunActivity:{WORDS['span']}"):
        pass
    with pytest.raises(requests.ConnectionError):
        requests.get(f"http://127.0.0.1:9/letters?of={WORDS['url']}", timeout=1)


async def in_the_ledger(office: Office) -> None:
    """Plain in a column that should be sealed; and packed, which seals nothing."""
    packed = gzip.compress(WORDS["packed column"].encode(), mtime=0)
    for number, body in enumerate((WORDS["column"].encode(), packed)):
        await office.store.inbox.admit("s", str(number), "d", f"X-{number}", NOW, None)
        plain = update(INBOX).where(INBOX.c.id == str(number)).values(body=body)
        await office.store.database.write(partial(_done, plain))


def _done(statement: Update, db: Connection) -> None:
    db.execute(statement)


@pytest.mark.parametrize("shape", range(12))
def test_a_word_is_found_in_whatever_shape_bytes_have(shape: int) -> None:
    text = f'{{"name": "Ünsaid {word(7)}"}}'
    shapes = (
        *(text.encode(), text.upper().encode(), text.encode("utf-16-le")),
        *(text.encode("utf-16-be"), text.encode().hex().encode()),
        *(base64.b64encode(b"x" * n + text.encode()) for n in range(3)),
        base64.urlsafe_b64encode(text.lower().encode()),
        quote(text).encode(),
        zlib.compress(text.encode()),
        b"\0\x1f\x8b\x08\x78\x9c" + gzip.compress(text.encode()),
    )

    assert found_in(shapes[shape], [word(7)]) == {word(7)}
    assert found_in(shapes[shape], [word(8)]) == set()
    assert found_in(b"{}" + shapes[shape], [MARK]) == {MARK}


def test_every_letter_escaped_is_found_too() -> None:
    escaped = "".join(f"\\u{ord(letter):04X}" for letter in word(3))
    percent = "".join(f"%{ord(letter):02X}" for letter in word(3))

    assert found_in(json.dumps({"a": 1}).encode() + escaped.encode(), [word(3)])
    assert found_in(percent.encode(), [word(3)])
