"""Parts of a rehearsal: the record in memory, letters ended, a clock that stands."""

from __future__ import annotations

import pytest
from temporalio.activity import _Definition
from temporalio.bridge.proto.activity_result import ActivityResolution

from activities.following import Following
from activities.ports import Conflict, Unavailable
from adapters.press.speech import CldrSpeech
from adapters.record_words import LedgerWords
from commands.rehearsal import playing
from commands.rehearsal.given_back import RehearsedDrafting
from commands.rehearsal.paper import TextsInMemory
from commands.rehearsal.ports import FactsInMemory, NoPost, SendsInMemory
from commands.rehearsal.shifted import (
    ABOUT_A_LETTER,
    Watched,
    outcome_of,
    owed_to,
)
from domain.documents.segments import Damaged, segments, translated
from domain.letters import (
    Certification,
    Channel,
    Letter,
    Line,
    Message,
    Standing,
)
from domain.recording import Batch, Row
from tests.adapters.press.letters import document
from tests.dates import instant
from tests.stories import story

AT = instant("Mon 2027-01-11 09:00Z")


def row(no: int, body: str = "{}") -> Row:
    return Row(no=no, kind="case-looked-at", at=AT, recorded_at=AT, body=body)


def batch(*rows: Row) -> Batch:
    return Batch(case="YK-2026-0007", rows=rows, line="{}")


async def test_the_same_facts_are_recorded_once() -> None:
    record = FactsInMemory()

    assert await record.append(batch(row(1), row(2))) == 2
    assert await record.append(batch(row(2), row(3))) == 3
    assert [kept.no for kept in record.rows] == [1, 2, 3]


@pytest.mark.parametrize("wrong", [row(1, '{"other":1}'), row(3)])
async def test_other_content_or_a_gap_is_a_conflict(wrong: Row) -> None:
    record = FactsInMemory()
    await record.append(batch(row(1)))

    with pytest.raises(Conflict):
        await record.append(batch(wrong))


async def test_a_letter_begun_is_known_and_nothing_leaves() -> None:
    sends, post = SendsInMemory(), NoPost()

    assert not await sends.begin("key")
    assert await sends.begin("key")
    assert await sends.finished("key") is None
    await post.send(Message(key="key", address="a@b.example", subject="s", body="b"))
    await sends.finish("key", "sent", AT)
    assert await sends.finished("key") == "sent"
    assert await post.has_sent("key") is False


async def test_paper_lies_to_be_posted_and_is_taken_back_once() -> None:
    post, letter = NoPost(), Message(key="key", address="York", subject="s", body="b")
    mail = letter.model_copy(update={"key": "mail"})
    paper = letter.model_copy(update={"channel": Channel.POST})

    assert await post.send(mail) is Standing.DELIVERED
    assert await post.send(paper) is Standing.QUEUED
    assert [await post.recall(key) for key in ("key", "key", "mail")] == [
        True,
        False,
        False,
    ]


def bringing(content: str) -> Letter:
    """A letter with the certified text of a source."""
    checked = Certification(language="ur", translator="t-1", checked_by="t-2", at=AT)
    return Letter(
        key="key",
        case="YK-2026-0007",
        kind="plan-copy",
        to="ann",
        name="Ann",
        address="a@b.example",
        translation=content,
        source="d" * 64,
        certified=checked,
    )


async def test_what_came_back_in_a_story_is_there_once_its_source_was_given_out() -> (
    None
):
    texts, source = TextsInMemory(), document()
    drafting = RehearsedDrafting(CldrSpeech(), LedgerWords(FactsInMemory()), texts)
    letter = bringing("c" * 64)

    with pytest.raises(Unavailable):
        await drafting.certified(letter)
    await texts.put(letter.case, letter.source, source.model_dump_json())
    certified = await drafting.certified(letter)

    assert (certified.translator, certified.reviser) == ("t-1", "t-2")
    with pytest.raises(Damaged):
        await drafting.certified(letter.model_copy(update={"certified": None}))

    assert [each.text for each in segments(translated(source, certified))] == [
        each.text for each in segments(source)
    ]


def test_what_is_asked_about_a_letter_is_no_letter() -> None:
    following = (Following.follow_up, Following.recall)
    names = [_Definition.must_from_callable(each).name for each in following]

    assert set(names) == ABOUT_A_LETTER


def test_a_letter_ends_sent_cancelled_or_with_the_carriers_code() -> None:
    sent, cancelled, failed = (ActivityResolution() for _ in range(3))
    sent.completed.SetInParent()
    cancelled.cancelled.SetInParent()
    failed.failed.failure.message = "no-such-mailbox"

    assert [outcome_of(end) for end in (sent, cancelled, failed)] == [
        "sent",
        "cancelled",
        "no-such-mailbox",
    ]


@pytest.mark.parametrize(("role", "to"), [("coordinator", "coordinator"), ("", "ann")])
def test_a_letter_is_owed_to_its_role_else_to_the_person(role: str, to: str) -> None:
    letter = Letter(
        key="key",
        case="YK-2026-0007",
        kind="task",
        to="ann",
        name="Ann",
        address="a@b.example",
        lines=(Line(code="reader", values={"role": role}),),
    )

    assert owed_to(letter) == to


def test_a_case_between_two_runs_is_not_settled() -> None:
    watched = Watched(story_starts=AT, asked_at=AT)
    assert not watched.settled

    watched.timers["run", 1] = instant("Mon 2027-01-18 09:00Z")
    assert watched.settled

    watched.timers.clear()
    watched.over = True
    assert watched.settled


def test_a_wake_that_changes_nothing_is_told_instead_of_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = story("wales")
    monkeypatch.setattr(playing, "fell_due", lambda case, now: ())

    with pytest.raises(playing.ClockStands):
        playing.play(told)
