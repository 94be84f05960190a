"""The guide to a step: what must be so, what to write, what to remember, each cited."""

from __future__ import annotations

import pytest

from commands.guide import NOTHING_SAID, step_named, tell_guide
from commands.guiding import LISTS, Guide, guide_of
from commands.missing import wording_of
from commands.output import Ended, Failure
from domain.evolve.changes import to
from domain.record.conferences import Kind
from domain.requests.conferences import BookConference
from domain.views import CaseView, case_view
from rulebook.schema import Before, Listed
from tests.domain.builders import terms
from tests.domain.requesting import asked
from tests.practice.household import (
    BOOKED,
    BOTH,
    LATER,
    STARTS,
    asking,
    household,
)

BOOKS = ("york", "pan-sussex", "wales", "guernsey")


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def booked(book: str, *overlays: str) -> CaseView:
    request = BookConference(
        **asking(),
        conference="conf-1",
        meeting=Kind.INITIAL,
        booked_at=BOOKED,
        starts_at=STARTS,
        children=BOTH,
    )
    return case_view(asked(household(book, *overlays), BOOKED, request), BOOKED)


def guide(view: CaseView, before: Before | None = None) -> Guide:
    return guide_of(view, wording_of(view, ()), before)


def test_without_a_step_it_is_about_the_one_that_the_case_is_at() -> None:
    found = guide(booked("york"))

    assert (found.before, found.conference) == (Before.INVITE, "conf-1")
    lacking = {line.key: line.missing for line in found.must}
    assert lacking["report-template-enclosed"] == ()
    assert None in lacking.values()


def test_a_line_about_somebody_says_about_whom() -> None:
    found = guide(booked("york"))

    named = [line.missing for line in found.must if line.missing]
    assert ("mother", "father") in named


def test_a_list_that_belongs_to_a_step_is_told_with_it() -> None:
    found = guide(booked("wales"))

    lines = found.lists[Listed.INVITATION_CHECKLIST]
    assert len(lines) == 17
    assert all(line.citation and line.says for line in lines)


def test_reminders_of_a_step_come_with_where_to_read_on() -> None:
    found = guide(booked("wales"), Before.BOOK)

    links = {line.key: line.link for line in found.reminders}
    assert links["guide-to-siblings"] == (
        "https://safeguarding.wales/en/chi-i/chi-i-c3pt2/"
    )


def test_of_what_two_books_say_under_one_key_the_base_is_told() -> None:
    found = guide(booked("wales", "csa-pathway"), Before.HOLD)

    keys = [line.key for line in found.must]
    assert len(keys) == len(set(keys))
    assert found.books[0] == "wales 2026-11-23"
    assert "csa-pathway 2026-11-23" in found.books


def test_a_step_names_only_those_who_may_ask_for_what_puts_it_right() -> None:
    in_wales = {
        line.key: line.who for line in guide(booked("wales"), Before.INVITE).must
    }
    in_york = {line.key: line.who for line in guide(booked("york"), Before.INVITE).must}

    assert "first-line-manager" in in_wales["parents-considered"]
    assert "social-worker" not in in_wales["parents-considered"]
    assert in_york["parents-considered"] == ("social-worker",)


def test_where_nothing_is_missing_it_is_about_the_day_or_about_what_was_held() -> None:
    view = booked("york").model_copy(update={"missing": ()})
    (conference,) = view.conferences
    held = conference.model_copy(update={"held_at": STARTS})
    closed = held.model_copy(update={"closed_at": LATER})

    def at(*conferences: object) -> tuple[Before, str | None]:
        found = guide(view.model_copy(update={"conferences": conferences}))
        return found.before, found.conference

    assert at(conference) == (Before.HOLD, "conf-1")
    assert at(held) == (Before.CLOSE, "conf-1")
    assert at(closed) == at() == (Before.BOOK, None)


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize("before", Before)
def test_every_step_of_every_place_can_be_told_in_eighty_columns(
    book: str, before: Before, capsys: pytest.CaptureFixture[str]
) -> None:
    view = booked(book, "csa-pathway")
    found = guide(view, before)

    tell_guide(found, wording_of(view, ()))

    said = capsys.readouterr().out
    assert max(map(len, said.splitlines())) <= 80
    empty = not (found.must or found.lists or found.reminders)
    assert (NOTHING_SAID in said) is empty


def test_a_first_edition_says_nothing_about_a_step(
    capsys: pytest.CaptureFixture[str],
) -> None:
    view = case_view(to(household("york"), terms=terms("york")), BOOKED)

    tell_guide(guide(view), wording_of(view, ()))

    assert NOTHING_SAID in capsys.readouterr().out


def test_a_step_is_named_by_its_code_and_no_other_word() -> None:
    assert step_named("close-case") is Before.CLOSE_CASE
    assert step_named(None) is None
    with pytest.raises(Failure, match="write one of book, invite") as caught:
        step_named("soon")
    assert caught.value.ended is Ended.BAD_INPUT
    assert "soon" not in caught.value.paragraph


def test_every_list_is_told_at_some_step() -> None:
    assert set(LISTS) == set(Before)
    assert {on for lists in LISTS.values() for on in lists} == set(Listed)
