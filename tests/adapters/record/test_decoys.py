"""No name that somebody gives a chain hides that chain, or another one.

The record is that of `scene.tell`; whoever tampers with it owns the database.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.record import verifying
from tests.adapters.record.conftest import KEYS, STORE
from tests.adapters.record.scene import Scene, named, opened, tell

A_DECOY = (
    "INSERT INTO heads (book, chain, last_no, digest, mac) "
    "VALUES ('facts', '{}', 1, 'f', '')"
)
ALTERED = (
    "UPDATE facts SET kind = 'x' WHERE case_ref = 'K-1' AND no = 2",
    "DELETE FROM facts WHERE case_ref = 'K-2'",
)
FOUND = [("facts", "K-1", "altered", 2), ("facts", "K-2", "gone", 1)]
#: Before, between and behind the cases K-1, K-2 and K-3: none is a name of a case.
NAMES = ("", "!", "A_", "Ж-1", "K-1!", "K-2/" + "0" * 41, "K-3 ", "z" * 41)
COPIED = (
    "INSERT INTO {0} SELECT '{1}', no, {2} FROM {0} WHERE {3} = 'K-1'",
    "UPDATE {0} SET digest = '{1}' WHERE {2} = '{3}' AND no = {4}",
)
#: A table of SQLite made anew, so that it takes any kind of value anywhere.
LOOSE = (
    "CREATE TABLE loose_{0} AS SELECT * FROM {0}",
    "DROP TABLE {0}",
    "ALTER TABLE loose_{0} RENAME TO {0}",
)
DECOYS = {
    "heads": "'facts', {}, 1, 'f', ''",
    "sealed_heads": "2, 'facts', {}, 1, 'f'",
}


@pytest.mark.parametrize("name", NAMES)
async def test_what_no_case_is_called_is_a_finding_and_hides_no_other_chain(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Wherever it sorts, and as the last name of a page too: each page has one."""
    monkeypatch.setattr(verifying, "PAGE", 1)
    scene.by_hand(A_DECOY.format(name), *ALTERED)

    found = named(await scene.found())

    assert ("facts", name, "inserted", 1) in found
    assert [each for each in found if each[1] != name] == FOUND


@pytest.mark.parametrize("page", [1, 2, 3, 50])
async def test_many_decoys_end_no_reading_and_repeat_none(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    monkeypatch.setattr(verifying, "PAGE", page)
    scene.by_hand(*(A_DECOY.format(each) for each in NAMES), *ALTERED)

    verified = await scene.verified()

    decoys = [("facts", each, "inserted", 1) for each in NAMES]
    assert sorted(named(verified.findings)) == sorted([*decoys, *FOUND])
    assert verified.chains == 5 + len(NAMES)


@pytest.mark.parametrize("book", ["facts", "audit"])
async def test_a_whole_chain_copied_under_no_name_is_found(
    scene: Scene, book: str
) -> None:
    columns = {
        "facts": ("case_ref", "kind, at, recorded_at, body, commitment, digest"),
        "audit": ("chain", "at, kind, person, role, what, why, digest"),
    }
    chain, others = columns[book]
    copied = f"INSERT INTO {book} ({chain}, no, {others}) SELECT '', no, {others} "
    scene.by_hand(f"{copied} FROM {book} WHERE {chain} = 'K-1'")

    assert named(await scene.found()) == [(book, "", "inserted", 1)]


async def test_a_sealed_end_under_a_decoy_s_name_is_looked_at_too(scene: Scene) -> None:
    scene.by_hand(
        "INSERT INTO sealed_heads SELECT 3, 'facts', 'K-2!', last_no, digest "
        "FROM sealed_heads WHERE seal_no = 1 AND book = 'facts' AND chain = 'K-2'"
    )

    found = named(await scene.found())

    assert ("sealed-heads", "K-2!", "inserted", 3) in found
    assert ("facts", "K-2!", "inserted", 1) in found


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("CAST(x'4b2d31ff' AS TEXT)", "K-1\\xff"),
        ("CAST(x'eda080' AS TEXT)", "\\xed\\xa0\\x80"),  # half of a character
        ("CAST(x'4b2d3100' AS TEXT)", "K-1\0"),
        ("x'4b2d31'", "(b'K-1')"),
        ("NULL", "(None)"),
    ],
)
@pytest.mark.parametrize("table", ["heads", "sealed_heads"])
async def test_a_name_that_is_no_text_is_a_finding_and_hides_no_other_chain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, name: str, shown: str
) -> None:
    """In a file, which holds anything; PostgreSQL refuses to keep such a name."""
    monkeypatch.setattr(verifying, "PAGE", 1)
    scene = opened(tmp_path / STORE, tmp_path / KEYS)
    await tell(scene)
    loose = (each.format(table) for each in LOOSE)
    decoy = f"INSERT INTO {table} VALUES ({DECOYS[table].format(name)})"
    scene.by_hand(*loose, decoy, *ALTERED)

    found = named(await scene.found())
    scene.close()

    assert ("facts", shown, "inserted", 1) in found
    assert [each for each in found if each[1] in {"K-1", "K-2"}] == FOUND


async def test_rows_that_are_no_rows_of_a_chain_are_named_and_stop_nothing(
    tmp_path: Path,
) -> None:
    scene = opened(tmp_path / STORE, tmp_path / KEYS)
    await tell(scene)
    scene.by_hand(
        *(each.format(table) for each in LOOSE for table in ("facts", "seals")),
        "UPDATE facts SET no = 'x' WHERE case_ref = 'K-1' AND no = 5",
        "UPDATE facts SET body = NULL WHERE case_ref = 'K-2' AND no = 3",
        "UPDATE seals SET heads = 'x' WHERE no = 2",
    )

    found = named(await scene.found())
    scene.close()

    assert found == [
        ("seals", "-", "altered", 1),
        ("facts", "K-1", "missing", 5),
        ("facts", "K-2", "altered", 3),
    ]
