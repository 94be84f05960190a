"""What somebody says was posted lies among what was posted, and is printed no more."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from adapters.carriers.print_queue import PrintQueue
from commands.app import build
from commands.letters import posted
from commands.output import Ended, Failure
from domain.facts.deliveries import LetterPosted
from domain.letters import PDF, Channel, Enclosure, Message, Standing
from domain.receipts import Receipt
from domain.requests import Request
from tests.commands.letters.letters_desk import (
    CASE,
    WEDNESDAY,
    every_standing,
    key,
    record,
)

LETTER = key("mother", "post")


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PrintQueue:
    """An installation in whose print queue one letter lies."""
    monkeypatch.setenv("VIGIL_HOME", str(tmp_path))
    record(tmp_path, {CASE: every_standing()})
    queue = PrintQueue(tmp_path / "print-queue")
    message = Message(
        key=LETTER,
        address="7 Larkspur Yard",
        subject="A letter",
        body="A letter.",
        channel=Channel.POST,
        enclosures=(Enclosure(name="letter.pdf", media=PDF, content=b"%PDF"),),
    )
    asyncio.run(queue.send(message))
    return queue


def say(monkeypatch: pytest.MonkeyPatch, *, repeated: bool, refused: bool) -> Result:
    """`vigil posted`, where the case answers so."""

    async def client_of(settings: object) -> None:
        """Nobody is reached: the answer is given here."""

    async def ask(client: object, case: str, request: Request) -> Receipt:
        if refused:
            raise Failure(Ended.REFUSED, "this letter does not lie to be posted")
        return Receipt(case=case, facts=1, repeated=repeated)

    monkeypatch.setattr(posted, "client_of", client_of)
    monkeypatch.setattr(posted, "ask", ask)
    arguments = ("posted", CASE, LETTER, "--by", "clerk")
    return CliRunner().invoke(build(), arguments)


@pytest.mark.parametrize("repeated", [False, True])
def test_a_letter_that_was_posted_leaves_the_folder_of_what_is_to_be_printed(
    queue: PrintQueue, monkeypatch: pytest.MonkeyPatch, repeated: bool
) -> None:
    """Said twice too: the first time may have been stopped half-way."""
    result = say(monkeypatch, repeated=repeated, refused=False)

    assert (result.exit_code, result.stderr) == (Ended.DONE, "")
    assert asyncio.run(queue.standing(LETTER)) is Standing.SENT


def test_posting_said_twice_is_told_as_on_record_and_not_as_nothing_done(
    queue: PrintQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The letter may have been put away only now."""
    said = say(monkeypatch, repeated=True, refused=False).stdout

    assert said == "It was on record before that the letter was posted.\n"


@pytest.mark.parametrize("repeated", [False, True])
def test_a_posted_letter_that_lies_elsewhere_is_said_not_to_be_put_away(
    queue: PrintQueue, monkeypatch: pytest.MonkeyPatch, repeated: bool
) -> None:
    assert asyncio.run(queue.recall(LETTER))

    result = say(monkeypatch, repeated=repeated, refused=False)

    assert result.exit_code == Ended.DONE
    assert "nobody prints it a second time" in " ".join(result.stderr.split())


def test_a_letter_that_the_case_did_not_want_posted_stays_where_it_lies(
    queue: PrintQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = say(monkeypatch, repeated=False, refused=True)

    assert result.exit_code == Ended.REFUSED
    assert asyncio.run(queue.standing(LETTER)) is Standing.QUEUED


@pytest.mark.parametrize("by", ["clerk", "chair"])
def test_a_letter_that_is_on_record_as_posted_is_asked_of_nobody_and_put_away(
    queue: PrintQueue, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, by: str
) -> None:
    """Whoever says it again, and whenever: it is not refused for an id, nor at all."""

    async def ask(client: object, case: str, request: Request) -> Receipt:
        raise AssertionError("a letter is posted once")

    monkeypatch.setattr(posted, "ask", ask)
    on_record = LetterPosted(at=WEDNESDAY, key=LETTER, by="clerk")
    monkeypatch.setenv("VIGIL_HOME", str(tmp_path / "later"))
    record(tmp_path / "later", {CASE: (*every_standing(), on_record)})
    (tmp_path / "print-queue").rename(tmp_path / "later" / "print-queue")

    result = CliRunner().invoke(build(), ["posted", CASE, LETTER, "--by", by])

    assert result.exit_code == Ended.DONE
    assert result.stdout == "It was on record before that the letter was posted.\n"
    lies = PrintQueue(tmp_path / "later" / "print-queue")
    assert asyncio.run(lies.standing(LETTER)) is Standing.SENT
