"""A hold comes before an erasure, or after it and is refused: never into it.

What was stopped half-way is finished by confirming again, wherever it was stopped.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from sqlite3 import OperationalError, connect
from typing import Any

import pytest

from adapters.carriers.message_ids import reference
from adapters.carriers.print_queue import PrintQueue
from adapters.letters import SqlLetters
from adapters.record.audit import Entry, SqlAudit
from adapters.sealing.custody import Custody
from adapters.sealing.master import KeysOutOfReach
from adapters.store.database import Database
from commands.retention.desk import Desk
from domain.retention.deciding import hold
from tests.activities.fakes import FakeClock
from tests.adapters.test_letters import kept, letter
from tests.commands.retention.archive import REF, Archive
from tests.dates import instant
from tests.ledgers import custody_of

PROPOSED = instant("Mon 2090-01-02 10:00Z")
CONFIRMED = instant("Tue 2090-01-03 10:00Z")
AGAIN = instant("Wed 2090-01-04 10:00Z")
ANNE = ("anne", "service-manager")
BOB = ("bob", "authorised-manager")
CONFIRM = (*BOB, "retention", "confirm", REF)
HOLD = (*ANNE, "retention", "hold", REF, "--reason", "inquest")
KEY = f"{REF}/plan/mother-1/post"


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """A record whose time is over, with a letter that was printed; erasing proposed."""
    archive = Archive(tmp_path / "vigil", monkeypatch)
    archive.at(PROPOSED)
    with closing(Database.open(archive.home / "vigil.db")) as store:
        letters = SqlLetters(store, custody_of(store), FakeClock())
        asyncio.run(letters.keep(letter(KEY, REF), kept()))
    printed(archive).parent.mkdir()
    printed(archive).write_bytes(b"%PDF-1.7")
    proposed = archive.by(*ANNE, "retention", "propose", REF)
    assert proposed.exit_code == 0, proposed.stderr
    archive.at(CONFIRMED)
    return archive


def printed(archive: Archive) -> Path:
    return archive.home / "print-queue" / f"{reference(KEY)}.pdf"


def left(archive: Archive) -> tuple[int, bool, int]:
    """How many printed letters, whether a key, how many lines of a worklist."""
    with closing(Database.open(archive.home / "vigil.db")) as store:
        there = not custody_of(store).is_destroyed(REF)
    with closing(connect(archive.home / "vigil.db")) as store:
        (lines,) = store.execute("SELECT count(*) FROM worklist").fetchone()
    return int(printed(archive).exists()), there, lines


WHOLE, NOTHING = (1, True, 1), (0, False, 0)


def steps(archive: Archive) -> list[str]:
    """What was done and refused about the record, in order."""
    told = json.loads(archive.by("carol", "auditor", "audit", REF, "--json").stdout)
    kinds = ("legal-hold", "erasure-proposed", "erasure-confirmed", "erased")
    return [
        f"no: {each['why']}" if each["did"] == "refused" else each["did"]
        for each in told
        if each["did"] in (*kinds, "refused")
    ]


def no_files(*_: object) -> int:
    raise OSError


def no_keys(*_: object) -> int:
    raise KeysOutOfReach


def power_cut(self: Custody, *given: Any, really: Any = Custody.destroy) -> int:
    really(self, *given)
    raise OSError


def no_book(self: SqlAudit, db: Any, entry: Entry, really: Any = SqlAudit.add) -> None:
    if entry.kind == "erased":
        raise OSError
    really(self, db, entry)


Stop = tuple[object, str, Callable[..., Any]]
#: Each place at which it can be stopped before a key is destroyed, and after.
BEFORE: tuple[Stop, ...] = ((Custody, "destroy", no_keys),)
AFTER: tuple[Stop, ...] = (
    (Custody, "destroy", power_cut),
    (PrintQueue, "destroy", no_files),
    (SqlAudit, "add", no_book),
)


def stopped(archive: Archive, stop: Stop) -> None:
    """Confirm it, and be stopped there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(*stop)
        failed = archive.by(*CONFIRM)
    assert failed.exit_code == 3
    assert "the erasure is not finished" in " ".join(failed.stderr.split())
    assert steps(archive)[-1] == "erasure-confirmed"


@pytest.mark.parametrize("stop", [*BEFORE, *AFTER])
def test_an_erasure_that_was_stopped_anywhere_is_finished_by_confirming_again(
    archive: Archive, stop: Stop
) -> None:
    stopped(archive, stop)
    archive.at(AGAIN)
    done = archive.by(*CONFIRM, "--json")

    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["erased_at"].startswith("2090-01-04")
    assert left(archive) == NOTHING
    assert steps(archive) == ["erasure-proposed", "erasure-confirmed", "erased"]


def test_an_erasure_that_cannot_be_done_says_what_is_to_be_mended(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Custody, "destroy", no_keys)
    failed = archive.by(*CONFIRM)

    assert failed.exit_code == 3
    assert "the store of the cases' keys cannot be reached" in " ".join(
        failed.stderr.split()
    )


def test_one_that_was_stopped_before_it_told_of_it_is_erased_and_certified(
    archive: Archive,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("commands.retention.erasing.certified", no_keys)
        archive.by(*CONFIRM)
    again = archive.by(*CONFIRM)
    shown = archive.by(*BOB, "retention", "certificate", REF)

    assert again.exit_code == 1
    assert "has been erased" in " ".join(again.stderr.split())
    assert shown.exit_code == 0, shown.stderr
    assert steps(archive)[-2:] == ["erased", "no: erased"]


@pytest.mark.parametrize("stop", AFTER)
def test_a_record_whose_key_is_destroyed_is_not_held_though_nothing_says_so_yet(
    archive: Archive, stop: Stop
) -> None:
    stopped(archive, stop)
    held = archive.by(*HOLD)
    done = archive.by(*CONFIRM)

    assert held.exit_code == 1
    assert "has been erased" in " ".join(held.stderr.split())
    assert done.exit_code == 0, done.stderr
    assert steps(archive)[-2:] == ["no: erased", "erased"]


@pytest.mark.parametrize("stop", BEFORE)
def test_a_hold_after_one_that_was_stopped_with_the_key_there_keeps_the_record(
    archive: Archive, stop: Stop
) -> None:
    stopped(archive, stop)
    held = archive.by(*HOLD)
    again = archive.by(*CONFIRM)

    assert held.exit_code == 0, held.stderr
    assert again.exit_code == 1
    assert left(archive) == WHOLE
    assert archive.by(*BOB, "history", REF).exit_code == 0
    assert steps(archive)[-2:] == ["legal-hold", "no: legal-hold"]


def test_a_hold_that_comes_before_the_first_thing_is_destroyed_keeps_all_of_it(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = Desk.take

    async def after_a_hold(self: Desk, case: str, name: str, *given: Any) -> Any:
        if name == "erase":
            put = (True, self.by, "inquest", self.policy, CONFIRMED)
            await self.retention.take(case, lambda stands: hold(stands, *put))
        return await taken(self, case, name, *given)

    with monkeypatch.context() as patch:
        patch.setattr(Desk, "take", after_a_hold)
        refused = archive.by(*CONFIRM)

    assert refused.exit_code == 1
    assert "There is a legal hold" in " ".join(refused.stderr.split())
    assert left(archive) == WHOLE
    assert steps(archive)[-2:] == ["legal-hold", "no: legal-hold"]


def test_nobody_writes_a_hold_while_anything_is_destroyed(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_out: list[str] = []

    def alone(really: Callable[..., int]) -> Callable[..., int]:
        def work(*given: Any) -> int:
            record = connect(archive.home / "vigil.db", timeout=0)
            with closing(record), pytest.raises(OperationalError, match="locked"):
                record.execute("BEGIN IMMEDIATE")
            kept_out.append(really.__qualname__)
            return really(*given)

        return work

    for holder in (PrintQueue, Custody):
        monkeypatch.setattr(holder, "destroy", alone(holder.destroy))
    done = archive.by(*CONFIRM)

    assert done.exit_code == 0, done.stderr
    assert kept_out == ["Custody.destroy", "PrintQueue.destroy"]
    assert left(archive) == NOTHING


def test_nothing_more_is_proposed_of_a_record_that_was_erased(
    archive: Archive,
) -> None:
    archive.by(*CONFIRM)
    proposed = archive.by(*ANNE, "retention", "propose", REF)

    assert proposed.exit_code == 1
    assert "has been erased" in " ".join(proposed.stderr.split())
