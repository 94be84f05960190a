"""A letter is shown as wide as the terminal, and written in the form that was meant."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from adapters.carriers.message_ids import reference
from adapters.carriers.print_queue import PrintQueue
from commands.app import build
from commands.letters.as_sent import Form, form_of
from commands.letters.private_copy import write_privately
from commands.output import Ended, Failure, say_as_written
from domain.letters import PDF, Channel, Enclosure, Message, Standing
from tests.commands.letters.letters_desk import (
    CASE,
    gone,
    kept_letter,
    key,
    opened_case,
    record,
)

LETTER = key("mother", "post", "record")


@pytest.fixture
def queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PrintQueue:
    """An installation in whose print queue one letter lies."""
    monkeypatch.setenv("VIGIL_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")
    sent = gone("mother", Standing.QUEUED, Channel.POST, "record")
    record(
        tmp_path, {CASE: (opened_case(), sent)}, (kept_letter(LETTER, Channel.POST),)
    )
    queue = PrintQueue(tmp_path / "print-queue")
    page = Enclosure(name="letter.pdf", media=PDF, content=b"%PDF")
    message = Message(
        key=LETTER, address="x", subject="x", body="x", enclosures=(page,)
    )
    asyncio.run(queue.send(message))
    return queue


def vigil(*arguments: str) -> Result:
    return CliRunner().invoke(build(), ["letter", CASE, "1", *arguments])


def test_a_letter_says_under_which_name_it_lies_in_the_print_queue_while_it_does(
    queue: PrintQueue, tmp_path: Path
) -> None:
    name = f"{reference(LETTER)}.pdf"
    assert (tmp_path / "print-queue" / name).exists()

    there = " ".join(vigil().stdout.split())
    told = json.loads(vigil("--json").stdout)
    assert asyncio.run(queue.mark_posted(LETTER))

    assert there.endswith(f"In the print queue it lies as {name}")
    assert told["in_the_print_queue_as"] == name
    assert name not in vigil().stdout
    assert json.loads(vigil("--json").stdout)["in_the_print_queue_as"] is None


@pytest.mark.parametrize(
    ("asked", "name", "form"),
    [
        (None, "letter.docx", Form.DOCX),
        (None, "letter.HTML", Form.PAGE),
        (None, "letter.txt", Form.TEXT),
        (None, "letter", None),
        (Form.PDF, "letter.pdf", Form.PDF),
        (Form.PAGE, "letter.of.monday", Form.PAGE),
        (Form.DOCX, None, Form.DOCX),
    ],
)
def test_a_letter_is_written_in_the_form_that_its_file_s_name_ends_in(
    asked: Form | None, name: str | None, form: Form | None
) -> None:
    assert form_of(asked, Path(name) if name else None) is form


@pytest.mark.parametrize(
    ("asked", "name"), [(None, "letter.foo"), (Form.PDF, "letter.docx")]
)
def test_a_name_that_asks_for_another_form_or_for_none_is_no_pdf(
    asked: Form | None, name: str
) -> None:
    with pytest.raises(Failure) as failure:
        form_of(asked, Path(name))

    assert failure.value.ended is Ended.BAD_INPUT


def test_what_is_in_the_way_of_a_file_is_said_in_words_and_without_its_name(
    tmp_path: Path,
) -> None:
    (tmp_path / "canary").write_bytes(b"")
    for place, said in (
        (tmp_path, "this is a folder"),
        (tmp_path / "no-canary" / "letter.pdf", "there is no such folder"),
        (tmp_path / "canary" / "letter.pdf", "there is no such folder"),
        (tmp_path / "canary", "a file of that name already"),
        (tmp_path / ("canary" * 60), "a shorter name"),
    ):
        with pytest.raises(Failure) as failure:
            write_privately(place, b"the letter")
        assert said in failure.value.message
        assert "canary" not in failure.value.paragraph
        assert "Error" not in failure.value.paragraph


def test_somebody_s_words_are_wrapped_at_words_and_nothing_in_them_is_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    address = f"https://example.org/{'a' * 90}"
    sentence = "Hazel and Alfie said [bold]so[/bold] :heart: on the day. " * 4

    say_as_written(f"- {sentence}\n{address}\n\nYours")

    lines = capsys.readouterr().out.splitlines()
    assert " ".join(lines[:-3]).split() == f"- {sentence}".split()
    assert lines[-3:] == [address, "", "Yours"]
    assert max(map(len, lines[:-3])) <= 80
