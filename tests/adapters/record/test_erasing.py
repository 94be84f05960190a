"""What of a case lies under its own key and so goes with it, and what does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from activities.ports import DigestEnded, DigestPart, Lead, Wait
from adapters.carriers.digests import SqlDigests
from adapters.carriers.print_queue import PrintQueue
from adapters.inbox import SqlInbox
from adapters.letters import SqlLetters
from adapters.record.erasing import OF_A_CASE, Erasing, Gone, older_rows
from adapters.sealing.columns import CaseColumn
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Keyring
from adapters.store.database import Database
from adapters.texts import SqlTexts
from domain.letters import PDF, Channel, Enclosure, Message
from tests.activities.fakes import NOW, FakeClock
from tests.adapters.record.scene import Scene, batch
from tests.adapters.test_letters import kept, letter
from tests.ledgers import sealed_before
from tests.postgres import Postgres

CASE, OTHER = "T-1", "T-2"


def old(patch: pytest.MonkeyPatch, keyring: Keyring) -> None:
    """From here on everything is sealed as before cases had keys of their own."""

    def seal(self: CaseColumn, _case: str, text: bytes, *about: str | int) -> bytes:
        return sealed_before(keyring, self.name, text, *about)

    patch.setattr(CaseColumn, "seal", seal)


async def filled(scene: Scene, case: str) -> None:
    """An event, two facts and a line, a letter, a part of a digest and a text."""
    at = (scene.database, scene.custody)
    await SqlInbox(*at).admit("mash", f"{case}/e", "d", case, NOW, b"event")
    await scene.ledger.append(batch(case, 1, 2))
    its = letter(f"{case}/plan", case)
    await SqlLetters(*at, FakeClock()).keep(its, kept())
    await SqlDigests(*at, timedelta(minutes=5)).put(DigestPart(its, NOW.date()), NOW)
    await SqlTexts(*at, FakeClock()).put(case, "f", "A text.")


async def older(scene: Scene, case: str) -> int:
    return await scene.database.read(lambda db: older_rows(db, case))


@pytest.fixture
def emptied(scene: Scene) -> Iterator[Scene]:
    """On a server these tables are not put back for the next test."""
    yield scene
    filled = ("digest_parts", "digests", "letters", "texts", "inbox")
    scene.by_hand(*(f"DELETE FROM {table}" for table in filled))


async def test_every_row_from_before_cases_had_keys_is_counted_and_no_other(
    emptied: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(emptied, OTHER)
    with monkeypatch.context() as patch:
        old(patch, emptied.custody.keyring)
        await filled(emptied, CASE)

    assert len(OF_A_CASE) == 6
    assert await older(emptied, CASE) == 7
    assert await older(emptied, OTHER) == 0


async def test_what_holds_nothing_any_more_is_not_counted(
    emptied: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    digests = SqlDigests(emptied.database, emptied.custody, timedelta(minutes=5))
    part, at = DigestPart(letter(f"{CASE}/plan", CASE), NOW.date()), NOW
    with monkeypatch.context() as patch:
        old(patch, emptied.custody.keyring)
        await filled(emptied, CASE)
        while isinstance(turn := await digests.put(part, at), Wait):
            at = turn.until
    assert isinstance(turn, Lead)
    await digests.end(turn.digest, DigestEnded(at, ""))
    inbox = SqlInbox(emptied.database, emptied.custody)
    await inbox.mark_started("mash", f"{CASE}/e")

    assert await older(emptied, CASE) == 5


async def test_one_case_goes_with_its_printed_letters_and_no_other_does(
    emptied: Scene, tmp_path: Path
) -> None:
    queue = PrintQueue(tmp_path / "queue")
    for case in (CASE, OTHER):
        await filled(emptied, case)
        await queue.send(paper(f"{case}/plan"))
    erasing = Erasing(emptied.custody, queue)
    gone = [
        await emptied.database.write(lambda db: erasing.erase(db, CASE, NOW))
        for _ in range(2)
    ]

    assert [(each.files, each.keys) for each in gone] == [(2, 1), (0, 0)]
    assert emptied.custody.is_destroyed(CASE)
    assert not emptied.custody.is_destroyed(OTHER)
    assert not await queue.has_sent(f"{CASE}/plan")
    assert await queue.has_sent(f"{OTHER}/plan")
    listed = [line[0] for line in await emptied.ledger.lines()]
    assert OTHER in listed
    assert CASE not in listed


async def test_keys_go_within_the_turn_though_both_databases_are_on_one_server(
    emptied: Scene, postgres: Postgres, tmp_path: Path
) -> None:
    custody = Custody.open(postgres.url(), emptied.custody.keyring)
    custody.seal(CASE, b"words", b"about")
    await emptied.ledger.append(batch(CASE, 1))
    erasing = Erasing(custody, PrintQueue(tmp_path))

    def work(db: Connection) -> Gone:
        """As SqlRetention.take comes to it."""
        Database.turn(db, f"retention {CASE}")
        emptied.audit.expect_whole(db, CASE)
        return erasing.erase(db, CASE, NOW)

    gone = await emptied.database.write(work)

    assert gone.keys == 1
    assert custody.is_destroyed(CASE)
    custody.close()


def paper(key: str) -> Message:
    """A letter of two sheets."""
    sheets = [
        Enclosure(name=f"letter-{no}.pdf", media=PDF, content=b"%PDF-1.7")
        for no in (1, 2)
    ]
    return Message(
        key=key,
        channel=Channel.POST,
        address="4 Quiet Lane, York",
        subject="Vigil",
        body="Dear",
        enclosures=tuple(sheets),
    )
