"""What somebody typed to do harm steers no terminal and no table on it."""

from __future__ import annotations

import asyncio
import json
import unicodedata
from pathlib import Path

import pytest
from typer.testing import CliRunner

from activities.ports import Kept
from adapters.letters import SqlLetters
from adapters.store.database import Database
from commands.app import build
from commands.output import Ended
from domain.evolve.changes import changed
from domain.letters import Standing
from tests.activities.fakes import FakeClock
from tests.commands.letters.letters_desk import (
    CANARY,
    CASE,
    MONDAY,
    document,
    gone,
    kept_letter,
    key,
    opened_case,
    record,
)
from tests.documents.test_injections import ALL, NAMES
from tests.ledgers import custody_of

RECORD = key("mother", letter="record")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation without letters, whose server cannot be reached."""
    for name, value in (
        ("VIGIL_HOME", str(tmp_path)),
        ("VIGIL_TEMPORAL_ADDRESS", "127.0.0.1:9"),
        ("COLUMNS", "80"),
    ):
        monkeypatch.setenv(name, value)
    return tmp_path


def vigil(*arguments: str) -> str:
    result = CliRunner().invoke(build(), arguments)
    assert result.exit_code == Ended.DONE
    return result.stdout


def a_case_of(home: Path, name: str, words: str) -> None:
    """Everybody is called that, and a letter that was kept says those words."""
    opened = opened_case()
    people = tuple(changed(person, name=name) for person in opened.people)
    sent = gone("mother", Standing.SENT, letter="record")
    record(home, {CASE: (changed(opened, people=people), sent)})
    asyncio.run(_kept(home, words))


async def _kept(home: Path, words: str) -> None:
    database = Database.open(home / "vigil.db")
    letters = SqlLetters(database, custody_of(database), FakeClock(MONDAY))
    await letters.keep(kept_letter(RECORD), Kept(documents=(document(words),)))
    database.close()


@pytest.mark.parametrize("harm", NAMES.values(), ids=NAMES)
def test_the_table_and_the_json_of_letters_name_nobody(home: Path, harm: str) -> None:
    other = home / "other"
    other.mkdir()
    a_case_of(home, harm, "Words.")
    a_case_of(other, CANARY, "Words.")

    table, told = vigil("letters", CASE), json.loads(vigil("letters", CASE, "--json"))

    assert harm not in table or len(harm) == 1
    assert [each["key"] for each in told] == [RECORD]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIGIL_HOME", str(other))
        assert vigil("letters", CASE) == table
        assert json.loads(vigil("letters", CASE, "--json")) == told


@pytest.mark.parametrize("harm", ALL.values(), ids=ALL)
def test_a_letter_on_a_terminal_has_no_line_and_no_control_of_its_own(
    home: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On one so wide that no line is wrapped for its length."""
    monkeypatch.setenv("COLUMNS", "100000")
    a_case_of(home, CANARY, f"At first {harm} at last.")
    shown = vigil("letter", CASE, "1")

    (line,) = [line for line in shown.splitlines() if "At first" in line]
    assert line.endswith(" at last.")
    controls = {c for c in shown if unicodedata.category(c) == "Cc"}
    assert controls <= {"\n"}
    assert not {"\u202a", "\u202b", "\u202d", "\u202e"} & set(shown)


@pytest.mark.parametrize("harm", ALL.values(), ids=ALL)
def test_the_json_of_a_letter_says_it_as_it_stands(home: Path, harm: str) -> None:
    a_case_of(home, CANARY, harm)

    (told,) = json.loads(vigil("letter", CASE, "1", "--json"))["documents"]

    assert told["blocks"] == [{"block": "paragraph", "text": harm}]
