"""What is spoilt of one chain keeps no other from being sealed, checked or handed out.

A file of SQLite takes any bytes for a text; PostgreSQL takes any text for an instant.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from adapters.record import seals as seals_module
from adapters.record.exporting import Exporting
from adapters.record.heads import Altered
from adapters.record.sealer import is_late
from adapters.record.seals import Made, unsealed
from tests.adapters.record.conftest import KEYS, STORE
from tests.adapters.record.scene import MONDAY, Scene, batch, named, opened, tell

OF_K_3 = "WHERE book = 'facts' AND chain = 'K-3'"
NO_TEXT = "CAST(x'{}ff' AS TEXT)"


@pytest.fixture
async def on_file(tmp_path: Path) -> AsyncIterator[Scene]:
    found = opened(tmp_path / STORE, tmp_path / KEYS)
    await tell(found)
    yield found
    found.close()


def spoil(scene: Scene, table: str, column: str, begins: str = "") -> None:
    spoilt = NO_TEXT.format(begins.encode().hex())
    scene.by_hand(f"UPDATE {table} SET {column} = {spoilt} {OF_K_3}")


@pytest.mark.parametrize(("column", "name"), [("chain", "K-3\\xff"), ("digest", "K-3")])
async def test_an_end_that_is_no_text_is_refused_by_name_and_all_others_are_sealed(
    on_file: Scene, column: str, name: str
) -> None:
    spoil(on_file, "heads", column, "K-3")
    await on_file.ledger.append(batch("K-2", 5))

    assert await on_file.seal(9) == Made(2, (("facts", name),))

    found = await on_file.found()
    assert name in {each.chain for each in found} <= {name, "K-3"}


async def test_an_end_whose_mark_is_no_text_is_not_sealed_either(
    on_file: Scene,
) -> None:
    await on_file.ledger.append(batch("K-3", 2))
    spoil(on_file, "heads", "mac", "k2:")

    assert await on_file.seal(9) == Made(1, (("facts", "K-3"),))
    assert named(await on_file.found()) == [("facts", "K-3", "end-altered", 2)]


async def test_nothing_is_added_behind_an_end_that_is_no_text_and_others_go_on(
    on_file: Scene,
) -> None:
    """An alteration, which to ask again cannot mend, and no store out of reach."""
    spoil(on_file, "heads", "mac", "k2:")

    with pytest.raises(Altered, match="facts K-3"):
        await on_file.ledger.append(batch("K-3", 2))
    assert await on_file.ledger.append(batch("K-2", 5)) == 5


async def test_a_spoilt_end_of_the_seals_is_an_alteration_and_no_lack_of_a_store(
    on_file: Scene,
) -> None:
    spoilt = NO_TEXT.format(b"k2:".hex())
    on_file.by_hand(f"UPDATE heads SET mac = {spoilt} WHERE book = 'seals'")

    with pytest.raises(Altered, match="seals -"):
        await on_file.seal(9)


async def test_ends_that_are_not_ours_never_stand_before_those_that_follow(
    blank: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seals_module, "MOST", 2)
    for no in range(5):
        await blank.ledger.append(batch(f"K-{no}", 1))
    decoys = [f"K-{no}!{again}" for no in range(5) for again in range(7)]
    blank.by_hand(
        *(
            "INSERT INTO heads (book, chain, last_no, digest, mac) "
            f"VALUES ('facts', '{each}', 1, 'f', 'k2:f')"
            for each in decoys
        )
    )

    parted, looked_at = seals_module._parted, list[int]()

    def counted(*given: Any, **named: Any) -> Any:
        found = parted(*given, **named)
        looked_at.append(len(found.ours) + len(found.others))
        return found

    monkeypatch.setattr(seals_module, "_parted", counted)

    made = await blank.seal(1)

    assert made == Made(5, tuple(("facts", each) for each in decoys))
    assert max(looked_at) == 2


@pytest.mark.parametrize("many", [1, 2, 3, 6, 7])
async def test_ends_with_names_like_no_text_keep_no_end_that_follows_from_its_seal(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    """The program's own login may put them there, as many as are looked at once."""
    monkeypatch.setattr(seals_module, "MOST", 3)
    decoys = [f"!\\{no}" for no in range(many)]
    scene.by_hand(
        *(
            "INSERT INTO heads (book, chain, last_no, digest, mac) "
            f"VALUES ('audit', '{each}', 1, 'f', 'k2:f')"
            for each in decoys
        )
    )
    await scene.ledger.append(batch("K-2", 5))
    await scene.ledger.append(batch("K-3", 2))

    made = await scene.seal(9)

    assert made == Made(3, tuple(("audit", each) for each in decoys))


async def test_ends_whose_names_are_no_text_are_passed_over_once_and_named(
    on_file: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seals_module, "MOST", 1)
    spoilt = [NO_TEXT.format(f"4b2d32{no:02x}") for no in (0xF0, 0xF1, 0xF2)]
    on_file.by_hand(
        *(
            "INSERT INTO heads (book, chain, last_no, digest, mac) "
            f"VALUES ('facts', {each}, 1, 'f', 'k2:f')"
            for each in spoilt
        )
    )
    await on_file.ledger.append(batch("K-3", 2))

    made = await on_file.seal(9)

    assert made.sealed == 2
    assert len(set(made.refused)) == len(made.refused) == 3


@pytest.mark.parametrize("instant", ["!", "", "2026-11-23T09:30:00", "x"])
async def test_a_row_whose_instant_cannot_be_read_stops_no_seal_and_waits_too_long(
    scene: Scene, instant: str
) -> None:
    scene.by_hand(
        f"UPDATE facts SET recorded_at = '{instant}' WHERE case_ref = 'K-1' AND no = 6"
    )
    before = await scene.database.read(unsealed)

    assert is_late(before, MONDAY)
    assert named(await scene.found()) == [("facts", "K-1", "altered", 6)]
    assert await scene.seal(9) == Made(1, ())


async def test_a_last_seal_whose_instant_cannot_be_read_is_named(scene: Scene) -> None:
    scene.by_hand("UPDATE seals SET at = 'x' WHERE no = 3")

    assert named(await scene.found()) == [("seals", "-", "altered", 3)]
    assert await scene.seal(9) == Made(1, ())


async def test_what_is_spoilt_of_one_family_keeps_no_other_from_being_handed_out(
    on_file: Scene,
) -> None:
    """K-1, K-2 and K-3 stand under the same seals."""
    spoil(on_file, "sealed_heads", "chain", "K-3")
    exporting = Exporting(on_file.custody)

    out = await on_file.database.read(lambda db: exporting.read(db, "K-1"))

    assert len(out.facts) == 6
    assert [each["seal"]["no"] for each in out.seals] == [1, 2]
