"""One older case whose line of the keyring is lost stops no other, and costs little."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from activities.ports import Unavailable
from adapters.record.adopting import ADOPTED, MARKED, Adoption, adopt
from adapters.record.sealer import AGAIN, Sealer, sealing
from adapters.record.seals import Made, unsealed
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import KEY_BYTES, Keyring
from tests.adapters.record.conftest import KEYS
from tests.adapters.record.older import rewritten
from tests.adapters.record.scene import (
    MONDAY,
    Clock,
    Scene,
    batch,
    entry,
    named,
    relinked,
    row,
)
from tests.ledgers import sealed_before

#: A line of the keyring that is not given, and may have been destroyed.
LOST = Keyring({"k0": b"0" * KEY_BYTES})
EVERY_LINE = Keyring({f"k{no}": str(no).encode() * KEY_BYTES for no in (2, 1, 0)})


class Told:
    """A clock that is set by hand."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def under_a_lost_line(scene: Scene, case: str) -> None:
    """The case as a release before kept it, whole, under a line that is not given."""
    for fact in (row(1), row(2)):
        at = fact.at.isoformat()
        about = (case, fact.no, fact.kind, at, at)
        body = sealed_before(LOST, "facts.body", fact.body.encode(), *about).hex()
        held = f"x'{body}'" if scene.is_sqlite else f"'\\x{body}'::bytea"
        which = f"WHERE case_ref = '{case}' AND no = {fact.no}"
        scene.by_hand(f"UPDATE facts SET body = {held} {which}")
    scene.by_hand(*relinked(scene, case, 0))


async def acts(scene: Scene) -> list[tuple[str, str]]:
    return [(act.kind, act.what) for act in await scene.audit.of_case(None)]


async def test_one_case_whose_line_is_not_given_keeps_no_other_from_being_adopted(
    older: Scene,
) -> None:
    under_a_lost_line(older, "K-1")

    done = await adopt(older.database, older.custody, MONDAY)

    assert done == Adoption(1, waiting=("K-1",))
    assert await acts(older) == [(MARKED, "chains:1")]
    assert await older.ledger.append(batch("K-2", 3)) == 3
    assert named(await older.found()) == [("facts", "K-1", "not-adopted", 2)]
    assert await older.seal(1) == Made(2, ())
    with pytest.raises(Unavailable, match="not-adopted"):
        await older.ledger.append(batch("K-1", 3))


async def test_a_case_that_waited_is_adopted_when_its_line_is_given_and_it_is_done(
    older: Scene, tmp_path: Path
) -> None:
    under_a_lost_line(older, "K-1")
    await adopt(older.database, older.custody, MONDAY)
    custody = Custody.open(tmp_path / KEYS, EVERY_LINE)

    assert await adopt(older.database, custody, MONDAY) == Adoption(1)

    custody.close()
    assert await acts(older) == [(MARKED, "chains:1"), (ADOPTED, "chains:1")]
    assert await older.ledger.append(batch("K-1", 3)) == 3
    assert await older.found() == []


async def test_what_waits_for_a_mark_hides_no_row_that_waits_for_a_seal(
    older: Scene,
) -> None:
    """Else whoever looks takes a sealing that stands still for the older case."""
    under_a_lost_line(older, "K-1")
    await adopt(older.database, older.custody, MONDAY)
    before = await older.database.read(unsealed)
    await older.seal(1)
    sealed = await older.database.read(unsealed)
    await older.ledger.append(batch("K-2", 3))
    after = await older.database.read(unsealed)

    assert (before.chains, before.unmarked) == (2, 1)
    assert (sealed.chains, sealed.since, sealed.unmarked) == (0, None, 1)
    assert (after.chains, after.unmarked) == (1, 1)
    assert after.since == row(3).recorded_at


async def test_only_an_older_case_waits_any_other_end_without_a_mark_lost_it(
    older: Scene,
) -> None:
    """The line may be lost for ever: until then nothing else may hide behind it."""
    under_a_lost_line(older, "K-1")
    await adopt(older.database, older.custody, MONDAY)
    await older.audit.write(entry("K-2", 1))
    await older.ledger.append(batch("K-9", 1, 2))
    older.by_hand(
        "UPDATE heads SET mac = '' WHERE book = 'audit' AND chain = 'K-2'",
        "UPDATE heads SET mac = '' WHERE chain = 'K-9'",
    )

    made = await older.seal(1)

    assert made.refused == (("audit", "K-2"),)
    assert named(await older.found()) == [
        ("facts", "K-1", "not-adopted", 2),
        ("facts", "K-9", "end-altered", 2),
        ("audit", "K-2", "end-altered", 1),
    ]


async def test_what_waits_is_told_in_one_line_and_looked_at_again_after_an_hour(
    older: Scene,
) -> None:
    for case in ("K-1", "K-2"):
        under_a_lost_line(older, case)
    clock = Told(MONDAY)
    sealer = Sealer(older.database, older.custody, clock)

    with capture_logs() as logged:
        for minutes in (0, 1, 59, 60, 61):
            clock.at = MONDAY + timedelta(minutes=minutes)
            await sealer.adopt()
            await sealer.seal()

    (line, again) = logged
    assert line == again
    assert (line["event"], line["key"], line["count"]) == ("adoption_waits", "K-1", 2)
    assert timedelta(hours=1) == AGAIN
    assert await acts(older) == []


async def test_a_row_of_no_older_release_is_refused_whatever_line_others_are_under(
    older: Scene,
) -> None:
    """It can never be marked: to wait for a line would keep the act from its end."""
    under_a_lost_line(older, "K-1")
    which = "WHERE case_ref = 'K-1' AND no = 2"
    rewritten(older, "K-1", f"UPDATE facts SET commitment = 'c' {which}")

    done = await adopt(older.database, older.custody, MONDAY)

    assert done == Adoption(1, refused=("K-1",))
    assert await acts(older) == [(ADOPTED, "chains:1")]


async def test_a_large_store_is_adopted_some_chains_at_a_time_each_on_the_record(
    older: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.record.adopting.PAGE", 1)

    assert await adopt(older.database, older.custody, MONDAY) == Adoption(2)

    assert await acts(older) == [(MARKED, "chains:1"), (ADOPTED, "chains:1")]
    assert await older.found() == []


async def test_what_has_no_mark_yet_is_under_no_seal_and_no_alarm_until_it_is_done(
    older: Scene,
) -> None:
    assert await older.seal(1) == Made(0, ())

    await adopt(older.database, older.custody, MONDAY)

    assert await older.seal(2) == Made(3, ())


async def test_a_worker_does_not_wait_for_a_store_to_be_adopted(
    older: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def for_ever(*_: Any) -> Adoption:
        await asyncio.Event().wait()
        return Adoption()

    monkeypatch.setattr("adapters.record.sealer.adopt", for_ever)
    await older.ledger.append(batch("K-9", 1))

    async with asyncio.timeout(10):
        async with sealing(older.database, older.custody, Clock()):
            assert await older.ledger.append(batch("K-9", 2)) == 2

    assert (await older.verified()).seals == 1
