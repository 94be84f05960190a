"""What is missing before a step, as people read it: what, from whom, by which rule."""

from __future__ import annotations

from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from adapters.settings import Settings
from commands.asking import wording_for
from commands.gateway.answers import why_not
from commands.missing import (
    ASKED,
    PLAIN,
    Wording,
    about_whom,
    lacking,
    next_only,
    wording_of,
)
from commands.one_case import tell_case
from commands.output import Ended, show
from domain.case import Case
from domain.lack import Lack
from domain.record.conferences import Kind
from domain.requests.conferences import BookConference
from domain.terms import Named
from domain.views import case_view
from rulebook.schema import Before
from tests.domain.requesting import asked
from tests.practice.household import BOOKED, BOTH, STARTS, asking, household
from workflows import REFUSED


def a_lack(gate: str, before: str = "invite", **fields: Any) -> Lack:
    given: dict[str, Any] = {
        "gate": gate,
        "before": before,
        "conference": "conf-1",
        "about": ("",),
        "ids": ("YK-27",),
        "who": ("coordinator",),
    }
    return Lack.model_validate(given | fields)


def booked(book: str, *overlays: str) -> Case:
    request = BookConference(
        **asking(),
        conference="conf-1",
        meeting=Kind.INITIAL,
        booked_at=BOOKED,
        starts_at=STARTS,
        children=BOTH,
    )
    return asked(household(book, *overlays), BOOKED, request)


def words(book: str) -> Wording:
    return Wording.of((Named(id=book, version="2026-11-22", digest=""),), ())


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_a_case_shows_what_the_next_step_lacks_in_the_words_of_its_rules(
    capsys: pytest.CaptureFixture[str],
) -> None:
    view = case_view(booked("york"), BOOKED)

    tell_case(view, wording_of(view, ()))

    said = capsys.readouterr().out
    assert "Before the invitations can go (Fri 29 Jan 2027)" in said
    assert "Before this conference can be held" not in said
    assert "YK-27" in said
    assert "conference coordinator" in said
    assert max(map(len, said.splitlines())) <= 80


@pytest.mark.parametrize("book", ["york", "pan-sussex", "wales", "guernsey"])
def test_everything_missing_is_told_in_words_and_fits_eighty_columns(
    book: str, capsys: pytest.CaptureFixture[str]
) -> None:
    view = case_view(booked(book, "csa-pathway"), BOOKED)
    wording = wording_of(view, ())

    for lack in view.missing:
        show(lacking((lack,), wording))

    said = capsys.readouterr().out
    assert view.missing
    assert all(wording.says(lack.gate).endswith((".", "!")) for lack in view.missing)
    assert max(map(len, said.splitlines())) <= 80


def test_the_one_who_can_do_it_is_called_what_the_place_calls_them() -> None:
    roles = ("first-line-manager", "key-worker")

    assert words("guernsey").whose(roles) == "unit manager or key worker"
    assert words("wales").whose(roles) == (
        "team manager or care and support protection plan co-ordinator"
    )
    assert words("york").whose(roles) == "team manager or lead social worker"


def test_what_is_only_asked_is_marked_so(capsys: pytest.CaptureFixture[str]) -> None:
    show(lacking((a_lack("a-gate", refuses=False), a_lack("another")), PLAIN))

    said = capsys.readouterr().out
    assert said.count(ASKED) == 1
    assert "A gate." in said


def test_of_each_conference_only_the_nearest_step_that_is_stopped_is_shown() -> None:
    asked_of, stopped = a_lack("a", refuses=False), a_lack("b", "hold")
    later, other = a_lack("c", "close"), a_lack("d", conference="conf-2")
    lenient = a_lack("e", conference=None, before="close-case", refuses=False)

    shown = list(next_only((asked_of, stopped, later, other, lenient)))

    assert shown == [(stopped,), (other,), (lenient,)]


def test_lines_of_a_list_are_told_in_words_and_references_as_they_are() -> None:
    york = words("york")
    first, second = (item.key for item in york.books[0].items[:2])
    both = about_whom((first, second), york)

    assert about_whom((first,), york) == first.replace("-", " ")
    assert about_whom(("", "child-1", "mother"), york) == "child-1, mother"
    assert about_whom((f"child-1: {first}",), york).startswith("child-1: ")
    assert "-" not in both
    assert both.count(",") == 1


def test_a_version_that_is_published_no_more_still_tells_what_is_missing() -> None:
    gone = Wording.of((Named(id="atlantis", version="1999", digest=""),), ())

    assert gone.says("template-enclosed") == "Template enclosed."
    assert gone.books == ()


def refused(*details: Any, type: str = REFUSED) -> WorkflowUpdateFailedError:
    return WorkflowUpdateFailedError(ApplicationError("No.", *details, type=type))


def test_a_refusal_that_lacks_something_brings_all_of_it_along() -> None:
    lack = a_lack("template-enclosed")
    plain = lack.model_dump(mode="json")

    failure = why_not(refused("not-yet", "template-enclosed", ["YK-27"], [plain]))

    assert failure.ended is Ended.REFUSED
    assert failure.lacks == (lack,)
    assert failure.rules == ("YK-27",)


def test_any_other_refusal_lacks_nothing() -> None:
    failure = why_not(refused("too-late", "at", ["SX-29"]))

    assert (failure.lacks, failure.where, failure.rules) == ((), "at", ("SX-29",))
    assert why_not(refused("x", "", [], type="BadInput")).ended is Ended.BAD_INPUT


async def test_where_the_case_does_not_answer_plain_words_are_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("VIGIL_HOME", str(tmp_path))
    monkeypatch.setenv("VIGIL_TEMPORAL_ADDRESS", "127.0.0.1:9")

    assert await wording_for(Settings(), "T-1") == PLAIN
    assert PLAIN.whose(("coordinator",)) == "conference coordinator"


def test_a_step_is_named_as_what_stands_before_it() -> None:
    made = lacking((a_lack("a-gate", Before.CLOSE),), PLAIN, " (Fri 29 Jan 2027)")

    assert made.title == "Before this conference can be closed (Fri 29 Jan 2027)"
