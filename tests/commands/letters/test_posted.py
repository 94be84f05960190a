"""What somebody says was posted lies among what was posted, and is printed no more."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from activities.enclosing import PDF
from adapters.carriers.print_queue import PrintQueue
from commands.app import build
from commands.letters import posted
from commands.output import Ended, Failure
from domain.letters import Channel, Enclosure, Message, Standing
from domain.receipts import Receipt
from domain.requests import Request
from tests.commands.letters.letters_desk import CASE, every_standing, key, record

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


def say(monkeypatch: pytest.MonkeyPatch, *, repeated: bool, refused: bool) -> int:
    """`vigil posted`, where the case answers so. How it ended."""

    async def client_of(settings: object) -> None:
        """Nobody is reached: the answer is given here."""

    async def ask(client: object, case: str, request: Request) -> Receipt:
        if refused:
            raise Failure(Ended.REFUSED, "this letter does not lie to be posted")
        return Receipt(case=case, facts=1, repeated=repeated)

    monkeypatch.setattr(posted, "client_of", client_of)
    monkeypatch.setattr(posted, "ask", ask)
    arguments = ("posted", CASE, LETTER, "--by", "clerk")
    return CliRunner().invoke(build(), arguments).exit_code


@pytest.mark.parametrize("repeated", [False, True])
def test_a_letter_that_was_posted_leaves_the_folder_of_what_is_to_be_printed(
    queue: PrintQueue, monkeypatch: pytest.MonkeyPatch, repeated: bool
) -> None:
    """Said twice too: the first time may have been stopped half-way."""
    assert say(monkeypatch, repeated=repeated, refused=False) == Ended.DONE
    assert asyncio.run(queue.standing(LETTER)) is Standing.SENT


def test_a_letter_that_the_case_did_not_want_posted_stays_where_it_lies(
    queue: PrintQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert say(monkeypatch, repeated=False, refused=True) == Ended.REFUSED
    assert asyncio.run(queue.standing(LETTER)) is Standing.QUEUED
