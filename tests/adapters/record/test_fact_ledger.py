"""Facts are kept in order, once, all or none, whoever writes them at the same time."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from activities.ports import Conflict, FactLedger, Unavailable
from adapters.record.fact_ledger import Erased, Gap, SqlFactLedger
from adapters.record.heads import Altered
from adapters.record.signet import Signet
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import KEY_BYTES, Keyring, Unopenable
from adapters.store.database import Database
from domain.recording import Batch, Row
from tests.adapters.record.scene import (
    CANARY,
    KEYRING,
    MONDAY,
    Scene,
    batch,
    entry,
    row,
)
from tests.ledgers import lines_of

WRITERS = 8


def of(*rows: Row, line: str = "a line") -> Batch:
    return Batch(case="K-1", rows=rows, line=line)


async def test_facts_come_back_in_order_as_they_were_given(blank: Scene) -> None:
    as_port: FactLedger = blank.ledger

    last = await as_port.append(batch("K-1", 1, 2))
    last_of_all = await as_port.append(batch("K-1", 3))

    assert (last, last_of_all) == (2, 3)
    assert await blank.ledger.facts("K-1") == [row(1), row(2), row(3)]
    assert await blank.ledger.facts("K-1", ["review-held"]) == []
    assert await blank.found() == []


async def test_many_facts_at_once_are_all_there_in_order(blank: Scene) -> None:
    await blank.ledger.append(batch("K-1", *range(1, 51)))

    assert await blank.ledger.append(batch("K-1", *range(40, 54))) == 53
    assert [fact.no for fact in await blank.ledger.facts("K-1")] == [*range(1, 54)]
    assert await blank.found() == []


async def test_the_same_batch_twice_is_recorded_once(blank: Scene) -> None:
    ledger = blank.ledger
    await ledger.append(batch("K-1", 1, 2))

    assert await ledger.append(batch("K-1", 1, 2)) == 2
    assert await ledger.append(batch("K-1", 2, 3)) == 3
    assert await ledger.append(batch("K-1", 1)) == 3
    assert await ledger.facts("K-1") == [row(1), row(2), row(3)]
    assert await blank.found() == []


@pytest.mark.parametrize(
    "other",
    [
        row(2, "otherwise"),
        row(2).model_copy(update={"kind": "review-held"}),
        row(2).model_copy(update={"at": MONDAY}),
        row(2).model_copy(update={"recorded_at": MONDAY}),
    ],
)
async def test_a_number_that_says_otherwise_is_a_conflict_and_changes_nothing(
    scene: Scene, other: Row
) -> None:
    before = await scene.ledger.facts("K-1"), await lines_of(scene.ledger)

    with pytest.raises(Conflict) as alarm:
        await scene.ledger.append(of(other, *(row(no) for no in range(3, 9))))

    assert str(alarm.value) == "case K-1: fact 2 already says otherwise"
    assert (await scene.ledger.facts("K-1"), await lines_of(scene.ledger)) == before


@pytest.mark.parametrize("rows", [(row(2),), (row(1), row(3)), (row(2), row(1))])
async def test_a_fact_before_the_one_it_follows_is_refused_with_its_whole_batch(
    blank: Scene, rows: tuple[Row, ...]
) -> None:
    with pytest.raises(Gap, match="case K-1"):
        await blank.ledger.append(of(*rows))

    assert await blank.ledger.facts("K-1") == []
    assert await blank.ledger.lines() == []


async def test_the_line_is_there_right_after_and_never_an_older_over_a_newer(
    blank: Scene,
) -> None:
    ledger = blank.ledger
    await ledger.append(of(row(1), line="one"))
    assert await lines_of(ledger) == {"K-1": "one"}
    await ledger.append(of(row(2), line="two"))

    assert await ledger.append(of(row(1), line="one")) == 2
    assert await lines_of(ledger) == {"K-1": "two"}
    assert await ledger.append(of(line="two, seen again")) == 2
    assert await lines_of(ledger) == {"K-1": "two, seen again"}


async def test_cases_are_numbered_each_for_itself(scene: Scene) -> None:
    assert await scene.ledger.cases() == ["K-1", "K-2", "K-3"]
    assert await scene.ledger.facts("K-3") == [row(1)]


async def test_workers_that_race_record_every_fact_once_and_in_order(
    blank: Scene, tmp_path: Path
) -> None:
    url = blank.database.engine.url
    stores = [Database.open(url) for _ in range(WRITERS)]
    custody = Custody.open(tmp_path / "case-keys.db", KEYRING)
    rows = tuple(row(no) for no in range(1, 31))

    async def work(database: Database, case: str, step: int) -> None:
        ledger = SqlFactLedger(database, custody, blank.signet)
        for no in range(0, 30, step):
            some = Batch(case=case, rows=rows[: no + step], line=f"{no}")
            await ledger.append(some)

    await asyncio.gather(
        *(work(each, case, 3 + i) for i, each in enumerate(stores) for case in "AB")
    )
    found = [await blank.ledger.facts(case) for case in "AB"]
    for each in stores:
        each.close()
    custody.close()

    assert found == [list(rows), list(rows)]
    assert await blank.found() == []


async def test_workers_that_say_different_things_cannot_both_be_recorded(
    blank: Scene, tmp_path: Path
) -> None:
    url = blank.database.engine.url
    stores = [Database.open(url) for _ in range(2)]
    ledgers = [SqlFactLedger(each, blank.custody, blank.signet) for each in stores]

    answers = await asyncio.gather(
        ledgers[0].append(of(row(1, "this"))),
        ledgers[1].append(of(row(1, "that"))),
        return_exceptions=True,
    )
    (found,) = await ledgers[0].facts("K-1")
    for each in stores:
        each.close()

    assert sorted(type(answer).__name__ for answer in answers) == ["Conflict", "int"]
    assert found.body in {"this", "that"}
    assert await blank.found() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE facts SET kind = 'review-held'",
        "UPDATE facts SET no = 7 WHERE no = 1",
        "DELETE FROM facts",
        "UPDATE audit SET person = 'x'",
        "DELETE FROM heads",
        "UPDATE heads SET last_no = last_no - 1",
        "UPDATE seals SET at = 'x'",
        "DELETE FROM sealed_heads",
    ],
)
async def test_the_database_itself_refuses_to_change_what_was_recorded(
    blank: Scene, statement: str
) -> None:
    await blank.ledger.append(batch("K-1", 1))
    await blank.audit.write(entry("K-1"))
    await blank.seal(1)

    with pytest.raises(IntegrityError):
        await blank.database.write(lambda db: db.execute(text(statement)))

    assert await blank.found() == []


@pytest.mark.parametrize(
    "change",
    [
        "at = '2020-01-01T00:00:00+00:00'",
        "kind = 'review-held'",
        "body = (SELECT body FROM facts WHERE case_ref = 'K-1' AND no = 2)",
    ],
)
async def test_a_record_changed_behind_the_triggers_is_an_alarm(
    scene: Scene, change: str
) -> None:
    scene.by_hand(f"UPDATE facts SET {change} WHERE case_ref = 'K-1' AND no = 1")

    with pytest.raises(Unopenable, match="damaged"):
        await scene.ledger.facts("K-1")
    with pytest.raises(Conflict, match="fact 1"):
        await scene.ledger.append(batch("K-1", 1))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE heads SET last_no = 5 WHERE book = 'facts' AND chain = 'K-1'",
        "DELETE FROM heads WHERE book = 'facts' AND chain = 'K-1'",
    ],
)
async def test_nothing_is_added_to_a_chain_whose_end_vigil_did_not_write(
    scene: Scene, change: str
) -> None:
    scene.by_hand(change)
    before = await scene.found()

    with pytest.raises(Altered, match="facts K-1"):
        await scene.ledger.append(batch("K-1", 7))

    assert await scene.found() == before != []


async def test_a_worker_without_the_key_is_no_alarm_but_may_be_tried_again(
    scene: Scene,
) -> None:
    signet = Signet(Keyring({"k9": b"9" * KEY_BYTES}))
    keyless = SqlFactLedger(scene.database, scene.custody, signet)

    with pytest.raises(Unavailable, match="unknown-key"):
        await keyless.append(batch("K-1", 7))


async def test_after_a_rotation_the_chain_goes_on_and_the_old_marks_still_count(
    scene: Scene, tmp_path: Path
) -> None:
    rotated = Keyring(
        {"k3": b"3" * KEY_BYTES, "k2": b"2" * KEY_BYTES, "k1": b"1" * KEY_BYTES}
    )
    custody = Custody.open(tmp_path / "case-keys.db", rotated)
    after = Scene(scene.database, custody, Signet(rotated))

    await after.ledger.append(batch("K-2", 5))
    await after.seal(9)
    found = await after.verified(opening=True)
    custody.close()

    assert found.findings == []
    assert found.opened == 12
    assert (found.seals, found.unsealed.last.key_id) == (4, "k3")


async def test_an_erased_case_is_unreadable_takes_nothing_more_and_still_verifies(
    scene: Scene,
) -> None:
    scene.custody.destroy("K-1", MONDAY + timedelta(days=30))

    with pytest.raises(Unopenable, match="erased"):
        await scene.ledger.facts("K-1")
    with pytest.raises(Erased, match="case K-1"):
        await scene.ledger.append(batch("K-1", 7))
    erased, *_ = await scene.ledger.lines()
    with pytest.raises(Unopenable, match="erased"):
        scene.ledger.opened(erased)
    assert await scene.ledger.cases() == ["K-1", "K-2", "K-3"]
    assert await scene.ledger.readable() == ["K-2", "K-3"]
    found = await scene.verified(opening=True)
    assert (found.findings, found.erased, found.opened) == ([], ["K-1"], 5)


async def test_no_name_is_in_any_byte_of_the_store(scene: Scene) -> None:
    tables = ("facts", "audit", "heads", "seals", "sealed_heads", "worklist", "terms")
    held = repr(scene.by_hand(*(f"SELECT * FROM {each}" for each in tables)))

    assert "core-group-held" in held
    assert not any(name in held for name in CANARY.split())
