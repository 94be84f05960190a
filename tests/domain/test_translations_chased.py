"""A translation that does not come back is chased twice in its time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.case import Case
from domain.clock import fell_due, next_wake
from domain.effects import Effect
from domain.evolve.changes import changed, to
from domain.facts.translations import TranslationChased
from tests.dates import instant
from tests.domain.builders import waited
from tests.domain.requesting import asked
from tests.domain.translating import (
    CHECKED,
    FOUR_FIFTHS,
    HALF,
    IN_URDU,
    MISSED,
    back,
    cancel,
    check,
    job,
    planned,
    returned,
    tasks,
)

MORNING = instant("Thu 2026-12-31 08:00Z")
LATER_MORNING = instant("Tue 2027-01-05 08:00Z")


def chased(case: Case, now: datetime) -> list[tuple[datetime, int]]:
    facts = fell_due(case, now)
    return [(f.at, f.number) for f in facts if isinstance(f, TranslationChased)]


def told(case: Case) -> list[tuple[str, datetime | None]]:
    """The chasers that have not gone: about what, and for which morning."""
    found: list[Effect] = tasks(case, "translation-chased")
    return [(effect.items[0].about, effect.not_before) for effect in found]


def test_the_desk_is_asked_at_half_and_at_four_fifths_of_its_time() -> None:
    assert chased(planned(), MISSED) == [(HALF, 1), (FOUR_FIFTHS, 2)]


def test_a_chaser_goes_out_at_eight_on_the_next_working_day() -> None:
    case = waited(planned(), HALF)

    assert told(case) == [(IN_URDU, MORNING)]
    assert told(waited(case, MORNING)) == [(IN_URDU, None)]
    assert told(waited(case, FOUR_FIFTHS)) == [(IN_URDU, LATER_MORNING)]


def test_the_clock_wakes_for_a_chaser() -> None:
    case = planned()
    seen: set[datetime] = set()
    while (wake := next_wake(case)) is not None and wake < MISSED:
        seen.add(wake)
        case = waited(case, wake)

    assert {HALF, MORNING, FOUR_FIFTHS, LATER_MORNING} <= seen


def test_after_a_worker_s_absence_both_chasers_fall_in_order_and_one_is_told() -> None:
    case = waited(planned(), MISSED)

    assert job(case).chased == 2
    assert [about for about, _ in told(case)] == [IN_URDU]


def test_nobody_is_chased_for_what_is_back() -> None:
    assert chased(returned(planned()), MISSED) == []


def test_a_chaser_that_waits_for_its_morning_does_not_go_once_it_is_back() -> None:
    case = waited(planned(), HALF)

    assert told(asked(case, HALF, back(case, returned_at=HALF))) == []


def test_nobody_is_chased_for_what_was_cancelled() -> None:
    case = asked(waited(planned(), HALF), HALF, cancel())

    assert told(case) == []
    assert chased(case, MISSED) == []


def test_the_time_in_which_it_waited_for_its_check_is_not_chased_afterwards() -> None:
    monday = instant("Mon 2027-01-04 09:00Z")
    wrong = check(right=False, why="wrong-name", checked_at=monday)
    case = asked(returned(planned()), monday, wrong)

    assert chased(case, MISSED) == [(FOUR_FIFTHS, 2)]


def test_a_translation_found_wrong_early_is_chased_at_both_times() -> None:
    wrong = check(right=False, why="wrong-name")
    case = asked(returned(planned()), CHECKED, wrong)

    assert chased(case, MISSED) == [(HALF, 1), (FOUR_FIFTHS, 2)]


@pytest.mark.parametrize("ahead", [HALF, FOUR_FIFTHS], ids=["half", "four fifths"])
def test_a_moment_before_its_time_nobody_is_chased(ahead: datetime) -> None:
    before = chased(planned(), ahead - timedelta(minutes=1))

    assert ahead not in {at for at, _ in before}


def test_where_no_time_is_set_nobody_is_chased() -> None:
    case = planned()
    key = f"translate/{IN_URDU}/household"
    due = changed(case.duties[key].due, due_on=None, due_at=None, silent="not-set")
    open_ended = changed(case.duties[key], due=due, rings_at=None, wakes_at=None)

    case = to(case, duties={**case.duties, key: open_ended})

    assert chased(case, MISSED) == []
