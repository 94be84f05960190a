"""Who prepares the family and the child, until when, and what counts as prepared."""

from __future__ import annotations

from functools import partial

import pytest

from domain.case import Case
from domain.duties.reckoning import reckon
from domain.readings.taking_part import prepared
from domain.requests.children import RecordDeath
from domain.requests.participation import RecordPreparation
from tests.dates import instant
from tests.domain.builders import terms
from tests.domain.requesting import asked, refused
from tests.practice.household import (
    AUNT,
    BEFORE,
    BOOKED,
    BOTH,
    EVENING,
    FATHER,
    LATER,
    MOTHER,
    ONE,
    STARTS,
    TEACHER,
    TWO,
    asking,
    household,
)
from tests.practice.participating import (
    CONF,
    PARENTS,
    RELATIVE_LINES,
    booking,
    case_of,
    holding,
    prepares,
)

YORK, OVER = ("york",), ("york", "csa-pathway")
YORK, OVER = ("york",), ("york", "csa-pathway")
LINES = partial(prepares, covered=RELATIVE_LINES)


@pytest.mark.rule("CS-14")
def test_whom_the_child_trusts_may_be_named_in_the_talk_before() -> None:
    case = asked(case_of(*OVER), BEFORE, prepares(ONE, supporter=TEACHER))

    found = prepared(case.conferences[0], ONE)
    assert found is not None
    assert found.supporter == TEACHER


@pytest.mark.rule("YK-23")
def test_each_preparation_adds_to_those_before_and_the_last_answer_stands() -> None:
    first = prepares(covered=RELATIVE_LINES[:1], informed=False, understands=False)
    again = prepares(covered=RELATIVE_LINES[1:], informed=True)
    case = asked(case_of("york"), BEFORE, first, again)

    found = prepared(case.conferences[0], MOTHER)
    assert found is not None
    assert found.covered == RELATIVE_LINES
    assert (found.informed, found.understands) == (True, False)


def owner(case: Case, key: str) -> str:
    rule = case.terms.rule(case.duties[key].rule)
    assert rule is not None
    return rule.owner


@pytest.mark.rule("YK-17")
@pytest.mark.rule("YK-23")
def test_the_social_worker_prepares_each_relative_wherever_they_live() -> None:
    case = case_of("york")
    keys = {who: f"prepare-relative/{CONF}/{who}" for who in PARENTS}

    assert set(keys.values()) < set(case.duties)
    assert {owner(case, key) for key in keys.values()} == {"social-worker"}
    assert case.duties[keys[FATHER]].due.due_at is None

    ready = asked(case, BEFORE, LINES(FATHER))
    assert ready.settled[keys[FATHER]].met_at == BEFORE
    assert keys[MOTHER] in ready.duties
    assert f"prepare-relative/{CONF}/{AUNT}" not in ready.duties


@pytest.mark.rule("YK-17")
def test_why_somebody_could_not_be_prepared_leaves_it_open_until_the_day() -> None:
    key = f"prepare-relative/{CONF}/{MOTHER}"
    tried = asked(case_of("york"), BEFORE, prepares(not_because="not-at-home"))
    assert key in tried.duties

    held = asked(tried, EVENING, holding())
    assert held.settled[key].lapsed == "conference-held"
    assert reckon(held, EVENING, thorough=True) == ()


@pytest.mark.rule("YK-11")
@pytest.mark.rule("CS-36")
@pytest.mark.parametrize("books", [YORK, ("guernsey", "csa-pathway")])
def test_each_child_is_prepared_or_found_too_young(books: tuple[str, ...]) -> None:
    case = case_of(*books)
    keys = [f"prepare-child/{CONF}/{child}" for child in BOTH]
    assert set(keys) < set(case.duties)
    assert {owner(case, key) for key in keys} == {"social-worker"}

    done = asked(case, BEFORE, prepares(ONE), prepares(TWO, capable=False))
    assert [done.settled[key].met_at for key in keys] == [BEFORE, BEFORE]
    assert reckon(done, BEFORE, thorough=True) == ()


def test_nobody_is_prepared_who_has_died_or_was_told_not_to_come() -> None:
    case = case_of("york")
    died = asked(case, BEFORE, RecordDeath(**asking(), who=FATHER, died_at=BEFORE))

    assert f"prepare-relative/{CONF}/{FATHER}" not in died.duties
    assert f"prepare-relative/{CONF}/{MOTHER}" in died.duties
    assert reckon(died, BEFORE, thorough=True) == ()


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (prepares(TEACHER), "not-of-the-family"),
        (prepares("nobody"), "unknown-person"),
        (prepares(prepared_by="nobody"), "unknown-person"),
        (prepares(supporter="nobody"), "unknown-person"),
        (prepares(prepared_at=LATER), "in-the-future"),
        (prepares(prepared_at=instant("Mon 2027-01-18 09:00Z")), "out-of-order"),
        (prepares(covered=("no-such-line",)), "not-on-the-list"),
    ],
)
def test_what_cannot_be_so_is_refused(ask: RecordPreparation, code: str) -> None:
    assert refused(case_of("york"), ask, BEFORE).code == code


def test_nobody_is_prepared_for_a_conference_after_it_was_held() -> None:
    held = asked(case_of("york"), EVENING, holding())

    late = prepares(prepared_at=EVENING)
    assert refused(held, late, EVENING).code == "after-the-conference"
    assert asked(held, EVENING, prepares(prepared_at=STARTS))
    assert asked(held, EVENING, prepares(prepared_at=EVENING, not_because="no-time"))


def test_a_first_edition_asks_for_no_preparation() -> None:

    case = asked(household(terms=terms("york")), BOOKED, booking())
    assert not [key for key in case.duties if key.startswith("prepare-")]
    assert asked(case, EVENING, holding())
