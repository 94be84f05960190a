from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from activities.ports import Post, Refusal
from adapters.carriers.message_ids import reference
from adapters.carriers.print_queue import PrintQueue
from domain.letters import PDF, Channel, Enclosure, Message, Standing

KEY = "CP-1/plan/v1/p-1-1/post"
STEM = reference(KEY)
FIRST = Enclosure(name="letter-1.pdf", media=PDF, content=b"%PDF-1.7 first")
SECOND = Enclosure(name="letter-2.pdf", media=PDF, content=b"%PDF-1.7 second")
NO_PAPER = Enclosure(name="letter-1.docx", media="application/zip", content=b"PK")
LETTER = Message(
    key=KEY,
    channel=Channel.POST,
    address="Marguerite Quillfeather\n4 Quiet Lane\nYork",
    subject="Vigil: case CP-1",
    body="Dear Marguerite",
    enclosures=(FIRST, NO_PAPER, SECOND),
)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


async def test_a_letter_lies_in_the_folder_whole_named_by_nobody_for_one_reader(
    tmp_path: Path,
) -> None:
    queue: Post = PrintQueue(tmp_path / "queue")

    assert await queue.send(LETTER) is Standing.QUEUED
    assert names(tmp_path / "queue") == [f"{STEM}.2.pdf", f"{STEM}.pdf"]
    assert (tmp_path / "queue" / f"{STEM}.pdf").read_bytes() == FIRST.content
    assert (tmp_path / "queue" / f"{STEM}.2.pdf").read_bytes() == SECOND.content
    assert stat.S_IMODE((tmp_path / "queue").stat().st_mode) == 0o700
    for file in (tmp_path / "queue").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_a_letter_sent_twice_lies_there_once(tmp_path: Path) -> None:
    queue = PrintQueue(tmp_path)

    assert [await queue.send(LETTER) for _ in range(2)] == [Standing.QUEUED] * 2
    assert names(tmp_path) == [f"{STEM}.2.pdf", f"{STEM}.pdf"]


async def test_a_letter_that_was_posted_is_known_and_not_printed_again(
    tmp_path: Path,
) -> None:
    queue = PrintQueue(tmp_path)
    await queue.send(LETTER)
    before = await queue.posted(KEY)

    assert [await queue.mark_posted(KEY) for _ in range(2)] == [True, True]
    assert (before, await queue.posted(KEY)) == (False, True)
    assert await queue.has_sent(KEY)
    assert await queue.standing(KEY) is Standing.SENT
    assert await queue.send(LETTER) is Standing.SENT
    assert names(tmp_path) == ["posted"]
    assert names(tmp_path / "posted") == [f"{STEM}.2.pdf", f"{STEM}.pdf"]


async def test_a_letter_can_be_taken_back_with_all_that_goes_with_it(
    tmp_path: Path,
) -> None:
    queue = PrintQueue(tmp_path)
    await queue.send(LETTER)

    assert [await queue.recall(KEY) for _ in range(2)] == [True, False]
    assert names(tmp_path) == []
    assert await queue.standing(KEY) is None
    assert await queue.mark_posted(KEY) is False


async def test_a_letter_that_was_posted_cannot_be_taken_back(tmp_path: Path) -> None:
    queue = PrintQueue(tmp_path)
    await queue.send(LETTER)
    await queue.mark_posted(KEY)

    assert await queue.recall(KEY) is False
    assert await queue.posted(KEY)


async def test_letters_of_a_case_that_is_erased_go_printed_or_not_and_no_others(
    tmp_path: Path,
) -> None:
    queue = PrintQueue(tmp_path)
    for key in (KEY, f"{KEY}/again", "CP-2/plan"):
        await queue.send(LETTER.model_copy(update={"key": key}))
    await queue.mark_posted(KEY)
    gone = [queue.destroy([KEY, f"{KEY}/again"]) for _ in range(2)]

    assert gone == [4, 0]
    assert names(tmp_path / "posted") == []
    assert await queue.has_sent("CP-2/plan")
    assert len(names(tmp_path)) == 3


async def test_marking_that_was_stopped_half_way_is_finished_the_next_time(
    tmp_path: Path,
) -> None:
    queue = PrintQueue(tmp_path)
    await queue.send(LETTER)
    (tmp_path / "posted").mkdir()
    (tmp_path / f"{STEM}.pdf").rename(tmp_path / "posted" / f"{STEM}.pdf")

    assert await queue.posted(KEY)
    assert await queue.mark_posted(KEY) is True
    assert names(tmp_path) == ["posted"]


async def test_a_queue_that_was_never_used_knows_of_no_letter(tmp_path: Path) -> None:
    queue = PrintQueue(tmp_path / "never")

    assert await queue.has_sent(KEY) is False
    assert await queue.recall(KEY) is False
    assert await queue.mark_posted(KEY) is False
    assert await queue.waiting() == []
    assert queue.destroy([KEY]) == 0


async def test_a_letter_without_pages_has_nothing_to_print(tmp_path: Path) -> None:
    bare = LETTER.model_copy(update={"enclosures": (NO_PAPER,)})

    with pytest.raises(Refusal, match="nothing-to-print"):
        await PrintQueue(tmp_path).send(bare)

    assert names(tmp_path) == []


async def test_it_says_since_when_letters_wait_one_for_each_envelope(
    tmp_path: Path,
) -> None:
    queue = PrintQueue(tmp_path)
    began = datetime.now(UTC)
    await queue.send(LETTER)
    await queue.send(LETTER.model_copy(update={"key": f"{KEY}/again"}))

    first, second = await queue.waiting()

    assert abs((first - began).total_seconds()) < 60
    assert first <= second
