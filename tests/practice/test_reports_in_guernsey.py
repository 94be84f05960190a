"""A report's steps in Guernsey: who takes each, by when, and in which order."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.advance import advance
from domain.case import Case
from domain.duties.reckoning import reckon
from tests.dates import day
from tests.domain.builders import practice
from tests.domain.requesting import asked, facts_of, refused
from tests.practice.household import (
    AUNT,
    BOTH,
    FATHER,
    MOTHER,
    TWO,
    WORKER,
)
from tests.practice.reports import (
    AFTERWARDS,
    AGENCY,
    EVERY,
    SHOWN,
    SOCIAL_WORK,
    booked,
    completed,
    shown,
    signed,
    written,
)


def whose(case: Case, rule: str) -> list[str]:
    """To whom this is due: agencies, people or children."""
    return [duty.who for duty in case.duties.values() if duty.rule == rule]


def after_reckoning(case: Case, now: datetime = AFTERWARDS) -> Case:
    """The case once all of its record was gone through."""
    return advance(case, reckon(case, now, thorough=True), now)


@pytest.mark.rule("T4-22", "T4-23")
def test_in_guernsey_each_parent_and_each_child_has_a_row_of_their_own() -> None:
    case = booked(practice("guernsey"))
    assert whose(case, "share-report") == [MOTHER, FATHER]
    assert whose(case, "share-report-with-child") == [*BOTH]
    for rule, who in (("share-report", MOTHER), ("share-report-with-child", TWO)):
        due = case.duties[f"{rule}/conf-1/{who}"].due
        assert due.due_on == day("Wed 2027-01-27")


@pytest.mark.rule("T4-22")
def test_a_parent_without_responsibility_and_a_guardian_with_it_both_see_it() -> None:
    case = booked(practice("guernsey"))
    one, two = case.children
    one = one.model_copy(update={"parents": (FATHER,), "responsible": (AUNT,)})
    two = two.model_copy(update={"parents": (), "responsible": ()})
    case = case.model_copy(update={"children": (one, two)})
    assert whose(after_reckoning(case), "share-report") == [FATHER, AUNT]


@pytest.mark.rule("T4-20", "T4-21", "T4-24")
@pytest.mark.parametrize(
    ("rule", "due", "owner"),
    [
        ("complete-report", "Mon 2027-01-25", "social-worker"),
        ("countersign-report", "Tue 2027-01-26", "first-line-manager"),
        ("report-to-chair", "Thu 2027-01-28", "social-worker"),
    ],
)
def test_the_newest_edition_keeps_guernsey_s_dates(
    rule: str, due: str, owner: str
) -> None:
    case = booked(practice("guernsey"))
    found = case.terms.rule(rule)
    assert found is not None
    assert found.owner == owner
    assert case.duties[f"{rule}/conf-1/social-work"].due.due_on == day(due)


@pytest.mark.rule("T4-21", "T4-26")
def test_it_keeps_the_order_and_the_second_pair_of_eyes() -> None:
    case = asked(booked(practice("guernsey")), SHOWN, completed())
    assert refused(case, shown(), SHOWN).rules == ("T4-26",)
    own = signed().model_copy(update={"countersigned_by": WORKER})
    assert refused(case, own, SHOWN).code == "countersigner-is-author"
    case = asked(case, SHOWN, signed())
    assert len(facts_of(case, shown(), SHOWN)) == 1


@pytest.mark.rule("T4-26", "CS-31")
def test_another_agency_s_report_waits_for_no_countersigner() -> None:
    terms = practice("guernsey", "csa-pathway")
    case = booked(terms, "social-work", "school")
    case = asked(case, SHOWN, written(*SOCIAL_WORK, *EVERY))
    case = asked(case, SHOWN, written(*AGENCY, *EVERY, agency="school"))

    assert len(facts_of(case, shown(agency="school"), SHOWN)) == 1
    assert refused(case, shown(), SHOWN).rules == ("T4-26",)


@pytest.mark.rule("T4-22", "CS-31")
def test_the_island_s_own_earlier_day_comes_before_that_of_the_overlay() -> None:
    key = "share-report-with-child/conf-1/child-1"
    island = booked(practice("guernsey", "csa-pathway")).duties[key]
    elsewhere = booked(practice("pan-sussex", "csa-pathway")).duties[key]
    assert island.due.due_on == day("Wed 2027-01-27")
    assert elsewhere.due.due_on == day("Thu 2027-01-28")
