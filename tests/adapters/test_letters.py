"""Letters are kept as they were drawn up: once, sealed, and for good."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from activities.ports import Clock, Conflict, Kept, Letters, Unavailable
from adapters.letters import SqlLetters
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import KEY_BYTES, Keyring
from adapters.sealing.master import MasterKeyMissing
from adapters.store.database import Database
from domain.documents.opened import Opened, Text
from domain.letters import Channel, Letter, Line
from tests.activities.fakes import FakeClock
from tests.adapters.conftest import ON_A_FILE

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


def kept(words: str = "The plan was made.") -> Kept:
    block = Text(block="paragraph", text=f"{words} {CANARY}")
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
def letters(database: Database, custody: Custody) -> SqlLetters:
    return SqlLetters(database, custody, CLOCK)


async def test_a_letter_is_given_back_as_it_was_kept(letters: SqlLetters) -> None:
    as_port: Letters = letters

    await as_port.keep(letter(), kept())

    assert await as_port.get(letter()) == kept()
    assert await as_port.get(letter("another")) is None
    whole = await letters.one(letter().key)
    assert whole is not None
    assert (whole.letter, whole.kept_at) == (letter(), CLOCK.now())


async def test_the_same_letter_kept_again_is_nothing(letters: SqlLetters) -> None:
    await letters.keep(letter(), kept())
    await letters.keep(letter(), kept())

    assert len(await letters.list("T-1")) == 1


async def test_the_same_letter_in_other_words_is_an_alarm_that_names_nobody(
    letters: SqlLetters,
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
    letters: SqlLetters, change: dict[str, Any]
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
    letters: SqlLetters,
) -> None:
    await letters.keep(letter(), kept())

    later = letter().model_copy(update={"not_after": CLOCK.now()})

    assert await letters.get(later) == kept()


async def test_the_letters_of_a_case_come_oldest_first_and_no_other_family_s(
    letters: SqlLetters,
) -> None:
    for key in ("T-1/z", "T-1/a", "T-1/m"):
        await letters.keep(letter(key), kept())
    await letters.keep(letter("T-2/a", case="T-2"), kept())

    assert [each.letter.key for each in await letters.list("T-1")] == [
        "T-1/z",
        "T-1/a",
        "T-1/m",
    ]


async def test_of_workers_that_keep_one_letter_at_once_one_keeps_it(
    where: Path | str, custody: Custody
) -> None:
    databases = [Database.open(where) for _ in range(4)]
    letters = [SqlLetters(database, custody, CLOCK) for database in databases]

    for number in range(10):
        one = letter(f"T-1/{number}")
        await asyncio.gather(*(each.keep(one, kept()) for each in letters))

    found = [each.letter.key for each in await letters[0].list("T-1")]
    for database in databases:
        database.close()
    assert found == [f"T-1/{number}" for number in range(10)]


async def test_of_workers_that_word_one_letter_differently_at_once_one_is_alarmed(
    where: Path | str, custody: Custody
) -> None:
    databases = [Database.open(where) for _ in range(2)]
    one, other = (SqlLetters(database, custody, CLOCK) for database in databases)

    told = await asyncio.gather(
        one.keep(letter(), kept()),
        other.keep(letter(), kept("Something else.")),
        return_exceptions=True,
    )
    for database in databases:
        database.close()

    assert sorted(type(each).__name__ for each in told) == ["NoneType", "OtherContent"]


@pytest.mark.parametrize(
    "change", ["DELETE FROM letters", "UPDATE letters SET case_ref = 'T-2'"]
)
async def test_nothing_kept_can_be_changed_or_taken_away_by_any_program(
    letters: SqlLetters, database: Database, change: str
) -> None:
    await letters.keep(letter(), kept())

    with pytest.raises(IntegrityError, match="letters is kept for ever"):
        await database.write(lambda db: db.execute(text(change)) and None)

    assert len(await letters.list("T-1")) == 1


@ON_A_FILE
@pytest.mark.parametrize(
    "change",
    [
        "INSERT OR REPLACE INTO letters (key, said, case_ref, kept_at, body) "
        "SELECT key, said, 'T-2', kept_at, body FROM letters",
        "INSERT OR REPLACE INTO letters (no, key, said, case_ref, kept_at, body) "
        "SELECT no, 'T-9', said, 'T-2', kept_at, body FROM letters",
    ],
)
async def test_nothing_is_put_in_the_place_of_what_is_kept(
    letters: SqlLetters, database: Database, change: str
) -> None:
    await letters.keep(letter(), kept())

    with pytest.raises(IntegrityError, match="letters are kept once"):
        await database.write(lambda db: db.execute(text(change)) and None)

    assert len(await letters.list("T-1")) == 1


@ON_A_FILE
async def test_nothing_about_anybody_stands_in_the_file(
    letters: SqlLetters, store: Path
) -> None:
    await letters.keep(letter(), kept())

    written = b"".join(file.read_bytes() for file in store.parent.glob("vigil.db*"))
    assert b"T-1/plan" in written
    for hidden in (CANARY, "canary@", "The plan was made"):
        assert hidden.encode() not in written


async def test_a_letter_sealed_with_a_key_that_is_not_given_is_not_drawn_up_anew(
    letters: SqlLetters, database: Database, tmp_path: Path
) -> None:
    """To draw it up again could say something else than what has gone already."""
    await letters.keep(letter(), kept())
    keyless = Keyring({"k9": b"9" * KEY_BYTES})
    other = SqlLetters(
        database, Custody.open(tmp_path / "case-keys.db", keyless), CLOCK
    )

    with pytest.raises(MasterKeyMissing):
        await other.get(letter())
    with pytest.raises(MasterKeyMissing):
        await other.keep(letter(), kept())


async def test_a_letter_of_a_case_that_was_erased_is_neither_read_nor_drawn_up_anew(
    letters: SqlLetters, custody: Custody
) -> None:
    await letters.keep(letter(), kept())
    custody.destroy("T-1", CLOCK.now())

    with pytest.raises(Unavailable, match="erased"):
        await letters.get(letter())
    with pytest.raises(Unavailable, match="erased"):
        await letters.keep(letter("T-1/plan/another"), kept())
