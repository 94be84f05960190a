"""What forgers can do who make every link fit, and what only somebody outside can tell.

A forger with the store's file alone has no key. One with the machine has them all.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.record import fact_rows
from adapters.record.seals import last_seal
from adapters.record.signet import Signet
from adapters.record.verifying import Verifier, is_as_kept
from adapters.sealing.keyring import KEY_BYTES, Keyring
from domain.evidence.faults import Fault, What
from tests.adapters.record.conftest import KEYS, Files, Served, Told
from tests.adapters.record.scene import (
    MONDAY,
    Scene,
    batch,
    named,
    opened,
    relinked,
    tell,
)


@pytest.mark.parametrize(
    ("no", "fault"),
    [
        # Seals have facts 4 and 5 of K-1; the sixth is not under a seal yet.
        (2, Fault(What.REWRITTEN, 1, 4, 1)),
        (5, Fault(What.REWRITTEN, 5, 5, 2)),
        (6, Fault(What.END_ALTERED, 6)),
    ],
)
async def test_a_fact_replaced_with_every_link_made_to_fit_is_found(
    scene: Scene, no: int, fault: Fault
) -> None:
    scene.by_hand(f"UPDATE facts SET kind = 'x' WHERE case_ref = 'K-1' AND no = {no}")
    scene.by_hand(*relinked(scene, "K-1", no - 1))

    (found,) = await scene.found()

    assert (found.chain, found.fault) == ("K-1", fault)


async def test_an_end_put_back_with_its_own_old_mark_is_found_by_a_seal(
    scene: Scene,
) -> None:
    of = "WHERE chain = 'K-3' AND book = 'facts'"
    (held,) = scene.by_hand(f"SELECT last_no, digest, mac FROM heads {of}")
    ((last_no, digest, mac),) = held
    await scene.ledger.append(batch("K-3", 2, 3))
    await scene.seal(9)
    scene.by_hand(
        "DELETE FROM facts WHERE case_ref = 'K-3' AND no > 1",
        f"UPDATE heads SET last_no = {last_no}, digest = '{digest}' {of}",
        f"UPDATE heads SET mac = '{mac}' {of}",
    )

    (found,) = await scene.found()

    assert (found.chain, found.fault) == ("K-3", Fault(What.CUT_SHORT, 2, 3, 4))


async def test_a_store_put_back_whole_is_found_only_by_what_was_kept_elsewhere(
    scene: Scene, stores: Files | Served, told: Told, tmp_path: Path
) -> None:
    await scene.seal(9)
    kept = await scene.database.read(last_seal)
    assert kept is not None
    assert await is_as_kept(scene.database, kept.no, kept.digest)
    scene.close()

    where = stores.copy(told.where, tmp_path)
    back = opened(where, tmp_path / KEYS)
    found = await back.found()
    as_kept = await is_as_kept(back.database, kept.no, kept.digest)
    back.close()

    assert (found, as_kept) == ([], False)


async def test_a_store_made_anew_with_all_the_keys_is_found_only_from_outside(
    scene: Scene, stores: Files | Served, tmp_path: Path
) -> None:
    kept = await scene.database.read(last_seal)
    assert kept is not None
    (tmp_path / "anew").mkdir()
    anew = opened(stores.empty(tmp_path / "anew"), tmp_path / "anew" / KEYS)
    await tell(anew)

    found = await anew.found()
    as_kept = await is_as_kept(anew.database, kept.no, kept.digest)
    anew.close()

    assert (found, as_kept) == ([], False)


async def test_words_that_were_not_committed_to_are_found_when_they_are_opened(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fact_rows, "commitment", lambda salt, words: "f" * 64)
    await scene.ledger.append(batch("K-3", 2))
    monkeypatch.undo()

    assert await scene.found() == []
    found = await scene.verified(opening=True)
    assert named(found.findings) == [("facts", "K-3", "unopenable", 2)]
    assert found.opened == 11


async def test_without_the_keys_every_row_is_checked_and_no_end_is_believed(
    scene: Scene,
) -> None:
    signet = Signet(Keyring({"k9": b"9" * KEY_BYTES}))
    found = await Verifier(scene.database, signet).verify()

    assert found.rows == {"facts": 11, "audit": 5}
    assert {what for *_, what, _ in named(found.findings)} == {"unknown-key"}
    assert ("seals", "-", "unknown-key", 1) in named(found.findings)
    assert len(found.findings) == 6


async def test_an_erased_case_is_told_apart_and_still_counted(scene: Scene) -> None:
    scene.custody.destroy("K-2", MONDAY)
    scene.by_hand("UPDATE facts SET kind = 'x' WHERE case_ref = 'K-2' AND no = 3")

    assert named(await scene.found()) == [("facts", "K-2", "altered", 3)]


async def test_a_store_larger_than_a_page_is_read_to_its_end(scene: Scene) -> None:
    for no in range(120):
        await scene.ledger.append(batch(f"L-{no:03}", 1))
    scene.by_hand("UPDATE facts SET kind = 'x' WHERE case_ref = 'L-119'")
    counted: list[int] = []
    verifier = Verifier(scene.database, scene.signet)

    found = await verifier.verify(progress=counted.append)

    assert named(found.findings) == [("facts", "L-119", "altered", 1)]
    assert found.chains == 125
    assert sum(counted) == 128
    assert await verifier.steps() == 126 + 3


async def test_bytes_that_are_no_text_are_an_alteration_and_stop_nothing(
    scene: Scene,
) -> None:
    if not scene.is_sqlite:  # PostgreSQL keeps no such bytes as a text
        with pytest.raises(Exception, match="invalid byte sequence"):
            scene.by_hand("UPDATE facts SET kind = convert_from('\\xff', 'UTF8')")
        return
    scene.by_hand(
        "UPDATE facts SET kind = CAST(x'ff' AS TEXT) WHERE case_ref = 'K-1' AND no = 2",
        "UPDATE audit SET chain = CAST(x'ff' AS TEXT) WHERE chain = '-'",
    )

    found = named(await scene.found())

    assert found[0] == ("facts", "K-1", "altered", 2)
    assert found[1] == ("audit", "-", "gone", 1)
    assert found[2][2:] == ("inserted", 1)
