"""Reports shown to children: whether each was, and whether they find it right."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.terms import Terms
from rulebook.schema import Before
from tests.dates import day
from tests.domain.builders import a_child, practice
from tests.domain.requesting import asked, facts_of, refused
from tests.practice.household import MOTHER, ONE, TWO
from tests.practice.reports import (
    EVERY,
    KEPT,
    SHOWN,
    SOCIAL_WORK,
    booked,
    conference_of,
    kept_from,
    lack_of,
    report_of,
    rewritten,
    shown,
    written,
)

CSA = ("york", "csa-pathway")


def is_lacking(case: Case, gate: str) -> tuple[str, ...]:
    lack = lack_of(case, gate, Before.HOLD)
    return () if lack is None else lack.about


def social_work_report(terms: Terms, **shown_to_one: Any) -> Case:
    """Written in full, and gone through with the older child."""
    full = written(*SOCIAL_WORK, *EVERY)
    return asked(booked(terms), SHOWN, full, shown(ONE, **shown_to_one))


@pytest.mark.rule("CS-35")
def test_each_child_is_asked_whether_it_tells_their_life_and_nobody_is_stopped() -> (
    None
):
    case = social_work_report(practice(*CSA), reflects=True)
    lack = lack_of(case, "child-finds-it-right", Before.HOLD)
    assert lack is not None
    assert (lack.about, lack.refuses, lack.ids) == ((TWO,), False, ("CS-35",))

    case = asked(case, KEPT, kept_from(TWO))
    assert lack_of(case, "child-finds-it-right", Before.HOLD) is None


@pytest.mark.rule("CS-35")
def test_a_child_who_was_shown_it_and_not_asked_has_not_confirmed_it() -> None:
    case = social_work_report(practice(*CSA))
    assert is_lacking(case, "child-finds-it-right") == (ONE, TWO)


@pytest.mark.rule("CS-35")
def test_what_a_child_confirmed_was_the_text_before_it_was_changed() -> None:
    case = social_work_report(practice(*CSA), reflects=True)
    assert report_of(case).read_back == (ONE,)

    case = asked(case, KEPT, rewritten())

    assert report_of(case).read_back == ()
    assert is_lacking(case, "child-finds-it-right") == (ONE, TWO)


@pytest.mark.rule("CS-35")
def test_only_a_child_confirms_it() -> None:
    case = social_work_report(practice(*CSA))
    refusal = refused(case, shown(MOTHER, reflects=True), SHOWN)
    assert (refusal.code, refusal.where) == ("not-a-child", "reflects")
    assert len(facts_of(case, shown(MOTHER), SHOWN)) == 1
    assert len(facts_of(case, shown(TWO, reflects=True), SHOWN)) == 1


@pytest.mark.rule("T4-23")
def test_a_child_not_yet_born_is_shown_no_report() -> None:
    case = booked(practice("guernsey"))
    unborn = a_child(TWO, expected=day("Tue 2027-06-01"))
    (one, _) = case.children
    case = case.model_copy(update={"children": (one, unborn)})
    assert is_lacking(case, "report-shared-with-child") == (ONE,)


@pytest.mark.rule("T4-23")
def test_where_no_social_work_report_is_due_none_was_shown() -> None:
    case = booked(practice("guernsey"), "school")

    assert is_lacking(case, "report-shared-with-child") == (ONE, TWO)


@pytest.mark.rule("CS-35")
def test_what_a_child_confirmed_of_one_report_is_not_lost_in_the_next() -> None:
    case = social_work_report(practice(*CSA), reflects=True)

    meeting = conference_of(case)
    social_work, school = sorted(meeting.reports, key=lambda r: not r.read_back)
    first = meeting.model_copy(update={"reports": (social_work, school)})
    case = case.model_copy(update={"conferences": (first,)})

    assert social_work.read_back == (ONE,)
    assert is_lacking(case, "child-finds-it-right") == (TWO,)
