"""All heads that moved go under a signed seal, often; what is not ours, under none."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from adapters.record import sealer as sealer_module
from adapters.record import seals as seals_module
from adapters.record.heads import Altered
from adapters.record.sealer import Sealer, is_late, sealing
from adapters.record.seals import Made, Unsealed, seal, unsealed
from adapters.record.signet import Signet, is_signed
from adapters.sealing.keyring import KEY_BYTES, Keyring
from adapters.store.database import Database
from adapters.store.tables import SEALED_HEADS, SEALS
from tests.adapters.record.scene import (
    KEYRING,
    MONDAY,
    Clock,
    Scene,
    batch,
    entry,
    named,
    row,
)


async def sealed(scene: Scene) -> list[tuple[Any, ...]]:
    """Seal, book, chain and number of all that is sealed."""
    held = SEALED_HEADS.c
    wanted = select(held.seal_no, held.book, held.chain, held.last_no).order_by(*held)
    return [
        tuple(r) for r in await scene.database.read(lambda d: d.execute(wanted).all())
    ]


async def all_sealed(scene: Scene) -> None:
    """Wait until the worker beside has sealed everything."""
    async with asyncio.timeout(10):
        while (await scene.database.read(unsealed)).chains:
            await asyncio.sleep(0.02)


async def test_only_heads_that_moved_are_sealed_and_nothing_moved_is_no_seal(
    blank: Scene,
) -> None:
    await blank.ledger.append(batch("K-1", 1, 2))
    await blank.ledger.append(batch("K-2", 1))

    assert await blank.seal(1) == Made(2, ())
    assert await blank.seal(2) == Made(0, ())
    await blank.ledger.append(batch("K-2", 2))
    await blank.audit.write(entry("K-1"))
    assert await blank.seal(3) == Made(2, ())

    assert await sealed(blank) == [
        (1, "facts", "K-1", 2),
        (1, "facts", "K-2", 1),
        (2, "audit", "K-1", 1),
        (2, "facts", "K-2", 2),
    ]


async def test_a_store_with_many_heads_is_sealed_some_at_a_time(
    blank: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seals_module, "MOST", 2)
    for no in range(5):
        await blank.ledger.append(batch(f"K-{no}", 1))

    assert await blank.seal(1) == Made(5, ())

    assert [each[0] for each in await sealed(blank)] == [1, 1, 2, 2, 3]
    assert await blank.found() == []


async def test_sealers_at_the_same_time_seal_every_head_once(blank: Scene) -> None:
    others = [Database.open(blank.database.engine.url) for _ in range(3)]
    for no in range(6):
        await blank.ledger.append(batch(f"K-{no}", 1))

    made = await asyncio.gather(*(seal(o, blank.signet, MONDAY) for o in others))
    for other in others:
        other.close()

    assert sum(each.sealed for each in made) == 6
    assert len(await sealed(blank)) == 6
    assert await blank.found() == []


async def test_a_head_that_is_not_ours_is_named_and_not_sealed_with_the_others(
    scene: Scene,
) -> None:
    scene.by_hand("UPDATE heads SET last_no = 5 WHERE book = 'facts' AND chain = 'K-1'")
    await scene.ledger.append(batch("K-3", 2))

    assert await scene.seal(9) == Made(1, (("facts", "K-1"),))
    assert ("facts", "K-1", "end-altered", 5) in named(await scene.found())


async def test_nothing_is_sealed_over_seals_that_were_changed(scene: Scene) -> None:
    scene.by_hand("UPDATE heads SET last_no = 2 WHERE book = 'seals'")

    with pytest.raises(Altered, match="seals -"):
        await scene.seal(9)


async def test_a_seal_can_be_checked_by_whoever_has_the_public_key(
    scene: Scene,
) -> None:
    wanted = select(SEALS.c.digest, SEALS.c.signature, SEALS.c.key_id)
    digest, signature, key_id = (
        await scene.database.read(lambda db: db.execute(wanted).all())
    )[-1]
    raw = base64.b64decode(scene.signet.public_keys[key_id])
    key = Ed25519PublicKey.from_public_bytes(raw)

    assert key_id == "k2"
    assert is_signed(key, signature, digest)
    assert not is_signed(key, signature, "f" * 64)
    assert not is_signed(key, "no base64", digest)


def test_another_ring_has_other_keys_and_the_ring_s_own_keys_are_not_used() -> None:
    keys = Signet(KEYRING).public_keys
    others = Signet(Keyring({"k2": b"3" * KEY_BYTES})).public_keys
    itself = Ed25519PublicKey.from_public_bytes(base64.b64decode(keys["k2"]))

    assert set(keys) == {"k1", "k2"}
    assert keys["k2"] != others["k2"]
    assert itself.public_bytes_raw() != b"2" * KEY_BYTES


async def test_it_can_be_asked_since_when_rows_wait_for_a_seal(scene: Scene) -> None:
    now = await scene.database.read(unsealed)
    assert now.since is not None

    assert (now.chains, now.since) == (1, row(6).recorded_at)
    assert is_late(now, now.since + timedelta(minutes=6))
    assert not is_late(now, now.since + timedelta(minutes=4))
    await scene.seal(9)
    after = await scene.database.read(unsealed)
    assert after.last is not None
    assert (after.chains, after.since, after.last.no) == (0, None, 4)
    assert not is_late(Unsealed(0, None, None), MONDAY)


async def test_the_worker_seals_at_once_and_again_and_again(scene: Scene) -> None:
    soon = timedelta(milliseconds=20)
    async with sealing(scene.database, scene.custody, Clock(), soon):
        await all_sealed(scene)
        await scene.ledger.append(batch("K-1", 7))
        await all_sealed(scene)

    assert await scene.found() == []


async def test_the_worker_seals_what_is_left_when_it_stops(scene: Scene) -> None:
    async with sealing(scene.database, scene.custody, Clock()):
        await all_sealed(scene)
        await scene.ledger.append(batch("K-1", 7))
        assert (await scene.database.read(unsealed)).chains == 1

    assert (await scene.database.read(unsealed)).chains == 0


async def test_a_seal_that_fails_is_logged_and_tried_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts: Iterator[bool] = iter([True, False])

    async def sometimes(*given: Any) -> Made:
        if next(attempts, False):
            raise OperationalError("statement", {}, Exception("no server"))
        return await seal(*given)

    monkeypatch.setattr(sealer_module, "seal", sometimes)
    soon = timedelta(milliseconds=20)
    with capture_logs() as logged:
        async with sealing(scene.database, scene.custody, Clock(), soon):
            await all_sealed(scene)

    assert [line["event"] for line in logged] == ["sealing_failed"]
    assert await scene.found() == []


async def test_ends_that_are_not_ours_are_one_alarm_with_their_count_at_every_seal(
    scene: Scene,
) -> None:
    for case in ("K-1", "K-2"):
        which = f"WHERE book = 'facts' AND chain = '{case}'"
        scene.by_hand(f"UPDATE heads SET last_no = 5 {which}")
    sealer = Sealer(scene.database, scene.custody, Clock())

    with capture_logs() as logged:
        await sealer.seal()
        await sealer.seal()

    line, again = logged
    assert line == again
    assert (line["event"], line["log_level"]) == ("end_not_ours", "critical")
    assert (line["kind"], line["key"], line["count"]) == ("facts", "K-1", 2)
