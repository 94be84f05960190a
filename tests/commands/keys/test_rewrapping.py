"""`vigil keys rewrap` after a theft: what is broken keeps nothing else from moving."""

from __future__ import annotations

import base64
import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from adapters.sealing.keyring import KEY_BYTES
from tests.adapters.record.scene import Scene, entry
from tests.commands.installation import AUTUMN, SPRING, Installation

CASES = ("CP-1", "CP-2", "CP-3")


@pytest.fixture(autouse=True)
def _two_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.sealing.case_keys.BATCH", 2)
    monkeypatch.setattr("adapters.record.rotating.BATCH", 2)


@pytest.fixture
def rotated(here: Installation) -> Installation:
    """Three families, an audit of the house, and autumn above spring."""
    for case in CASES:
        here.record(case, 1, 2)
    here.do(read_of_the_house)
    here.has(AUTUMN, SPRING)
    return here


async def read_of_the_house(scene: Scene) -> None:
    await scene.audit.write(entry(None))


def moved(here: Installation) -> tuple[int, dict[str, Any]]:
    ended = here.vigil("rewrap", "--json")
    return ended.exit_code, json.loads(ended.stdout)


def test_one_end_that_was_altered_is_named_and_every_other_mark_is_moved(
    rotated: Installation,
) -> None:
    rotated.by_hand("UPDATE heads SET last_no = 7 WHERE book = 'audit'")

    first, again = moved(rotated), moved(rotated)
    said = " ".join(rotated.vigil("rewrap").stderr.split())

    left = {"keys": [], "marks": ["audit/-"]}
    assert first == (1, {"under": "autumn", "keys": 3, "marks": 3, "left": left})
    assert again == (1, {"under": "autumn", "keys": 0, "marks": 0, "left": left})
    assert "The mark of 1 chain was left as it is: audit/-." in said
    assert "everything else is moved. Run this again" in said
    assert rotated.listed()["spring"]["heads"] == 1


@pytest.mark.parametrize(
    "broken",
    [
        "UPDATE heads SET mac = 'winter:' || mac WHERE chain = 'CP-1'",
        "UPDATE heads SET mac = CAST(x'ff' AS TEXT) WHERE chain = 'CP-1'",
        "UPDATE heads SET mac = mac || CAST(x'ff' AS TEXT) WHERE chain = 'CP-1'",
        "UPDATE heads SET digest = CAST(x'ff' AS TEXT) WHERE chain = 'CP-1'",
        "UPDATE heads SET chain = CAST(x'ff' AS TEXT) WHERE chain = 'CP-1'",
        "UPDATE heads SET book = 'nonsense' WHERE chain = 'CP-1'",
    ],
)
def test_whatever_was_done_to_one_end_no_other_waits_for_it(
    rotated: Installation, broken: str
) -> None:
    rotated.by_hand(broken)

    ended, told = moved(rotated)

    assert (ended, told["keys"], told["marks"]) == (1, 3, 3)
    assert len(told["left"]["marks"]) == 1


def test_of_many_that_were_left_some_are_named_and_no_terminal_does_what_they_say(
    rotated: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("commands.keys.rewrapping.NAMED", 1)
    rotated.by_hand(
        "UPDATE heads SET chain = char(27) || '[2J' WHERE chain = 'CP-1'",
        "UPDATE heads SET last_no = 7 WHERE chain = 'CP-2'",
    )

    said = " ".join(rotated.vigil("rewrap").stderr.split())

    assert "The mark of 2 chains was left as it is: 'facts/\\x1b[2J' and 1 more" in said
    assert "\x1b" not in said


def test_one_key_that_is_damaged_is_named_by_its_case_and_every_other_is_moved(
    rotated: Installation,
) -> None:
    with closing(sqlite3.connect(rotated.home / "case-keys.db")) as keys, keys:
        keys.execute("UPDATE case_keys SET wrapped = x'00' WHERE case_ref = 'CP-1'")

    first, again = moved(rotated), moved(rotated)
    said = " ".join(rotated.vigil("rewrap").stderr.split())

    left = {"keys": ["CP-1"], "marks": []}
    assert first == (1, {"under": "autumn", "keys": 2, "marks": 4, "left": left})
    assert again == (1, {"under": "autumn", "keys": 0, "marks": 0, "left": left})
    assert "The key of 1 case does not open where it lies" in said
    assert "newest backup of the database of keys" in said
    rotated.has(AUTUMN)
    assert [len(rotated.facts(case)) for case in CASES[1:]] == [2, 2]


def test_a_key_that_only_its_capitals_tell_from_the_old_one_is_another_key(
    here: Installation,
) -> None:
    capital = f"Spring:{base64.b64encode(b'3' * KEY_BYTES).decode()}"
    here.has(capital)
    here.record("CP-1", 1)
    here.has(SPRING, capital)
    here.record("CP-2", 1)
    before = here.listed()

    assert (before["Spring"]["heads"], before["spring"]["heads"]) == (1, 1)
    assert moved(here)[1]["marks"] == 1
    after = here.listed()
    assert (after["Spring"]["needed"], after["spring"]["heads"]) == (False, 2)
