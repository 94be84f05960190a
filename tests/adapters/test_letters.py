"""Letters are kept as they were drawn up: once, sealed, and for good."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from activities.ports import Clock, Conflict, Kept, Letters, Unavailable
from adapters.keys import KEY_BYTES, Keyring
from adapters.letters import SqliteLetters
from adapters.sqlite import Database
from domain.documents.opened import Opened, Text
from domain.letters import Channel, Letter, Line
from tests.activities.fakes import FakeClock

CLOCK: Clock = FakeClock()
CANARY = "Canary Wharfedale"


def letter(key: str = "T-1/plan/mother-1/mail", case: str = "T-1") -> Letter:
    return Letter(
        key=key,
        case=case,
        kind="plan-copy",
        to="mother",
        name=CANARY,
        address="canary@family.example.org",
        document="outline-plan",
        readers=("mother",),
    )


def kept(text: str = "The plan was made.") -> Kept:
    block = Text(block="paragraph", text=f"{text} {CANARY}")
    document = Opened(
        kind="outline-plan",
        case="T-1",
        reader="mother",
        greets=CANARY,
        title="Case T-1 - your copy of the plan",
        language="en",
        blocks=(block,),
    )
    return Kept(documents=(document,))


@pytest.fixture
def letters(database: Database, keyring: Keyring) -> SqliteLetters:
    return SqliteLetters(database, keyring, CLOCK)


async def test_a_letter_is_given_back_as_it_was_kept(letters: SqliteLetters) -> None:
    as_port: Letters = letters

    await as_port.keep(letter(), kept())

    assert await as_port.get(letter()) == kept()
    assert await as_port.get(letter("another")) is None
    whole = await letters.one(letter().key)
    assert whole is not None
    assert (whole.letter, whole.kept_at) == (letter(), CLOCK.now())


async def test_the_same_letter_kept_again_is_nothing(letters: SqliteLetters) -> None:
    await letters.keep(letter(), kept())
    await letters.keep(letter(), kept())

    assert len(await letters.list("T-1")) == 1


async def test_the_same_letter_in_other_words_is_an_alarm_that_names_nobody(
    letters: SqliteLetters,
) -> None:
    await letters.keep(letter(), kept())

    with pytest.raises(Conflict) as alarm:
        await letters.keep(letter(), kept("Something else."))

    assert str(alarm.value) == ""
    assert await letters.get(letter()) == kept()


@pytest.mark.parametrize(
    "change",
    [
        {"address": "other@family.example.org"},
        {"readers": ("mother", "stepfather")},
        {"withheld": ("larkspurroad",)},
        {"channel": Channel.POST},
        {"lines": (Line(code="plan", values={"decided": "plan"}),)},
    ],
)
async def test_a_letter_that_the_case_changed_before_it_went_is_drawn_up_anew(
    letters: SqliteLetters, change: dict[str, Any]
) -> None:
    """What was first drawn up may say what its readers must no longer see."""
    changed = letter().model_copy(update=change)
    await letters.keep(letter(), kept())

    assert await letters.get(changed) is None

    await letters.keep(changed, kept("Something else."))
    newest = await letters.one(letter().key)
    assert newest is not None
    assert (newest.letter, newest.documents) == (
        changed,
        kept("Something else.").documents,
    )


async def test_how_long_a_letter_is_tried_makes_it_no_other(
    letters: SqliteLetters,
) -> None:
    await letters.keep(letter(), kept())

    later = letter().model_copy(update={"not_after": CLOCK.now()})

    assert await letters.get(later) == kept()


async def test_the_letters_of_a_case_come_oldest_first_and_no_other_family_s(
    letters: SqliteLetters,
) -> None:
    for key in ("T-1/z", "T-1/a", "T-1/m"):
        await letters.keep(letter(key), kept())
    await letters.keep(letter("T-2/a", case="T-2"), kept())

    assert [each.letter.key for each in await letters.list("T-1")] == [
        "T-1/z",
        "T-1/a",
        "T-1/m",
    ]


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM letters",
        "UPDATE letters SET case_ref = 'T-2'",
        "INSERT OR REPLACE INTO letters (key, said, case_ref, kept_at, body) "
        "SELECT key, said, 'T-2', kept_at, body FROM letters",
        "INSERT OR REPLACE INTO letters (no, key, said, case_ref, kept_at, body) "
        "SELECT no, 'T-9', said, 'T-2', kept_at, body FROM letters",
    ],
)
async def test_nothing_kept_can_be_changed_or_taken_away_by_any_program(
    letters: SqliteLetters, store: Path, change: str
) -> None:
    await letters.keep(letter(), kept())
    other = sqlite3.connect(store)

    with pytest.raises(sqlite3.IntegrityError):
        other.execute(change)
    other.close()

    assert len(await letters.list("T-1")) == 1


async def test_nothing_about_anybody_stands_in_the_file(
    letters: SqliteLetters, store: Path
) -> None:
    await letters.keep(letter(), kept())

    written = b"".join(file.read_bytes() for file in store.parent.glob("vigil.db*"))
    assert b"T-1/plan" in written
    for hidden in (CANARY, "canary@", "The plan was made"):
        assert hidden.encode() not in written


async def test_a_letter_sealed_with_a_key_that_is_not_given_is_not_drawn_up_anew(
    letters: SqliteLetters, database: Database
) -> None:
    """To draw it up again could say something else than what has gone already."""
    await letters.keep(letter(), kept())
    other = SqliteLetters(database, Keyring({"k9": b"9" * KEY_BYTES}), CLOCK)

    with pytest.raises(Unavailable) as away:
        await other.get(letter())
    assert away.value.code == "unknown-key"
    with pytest.raises(Unavailable):
        await other.keep(letter(), kept())
