"""Each pattern rings for what was planted, and not for what looks much the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from domain.case import Case
from domain.gaming import KINDS, PATTERNS, Life, Pattern, signs
from domain.gaming.alarms import MEASURED
from domain.opening import open_case
from tests.dates import day, instant
from tests.domain.conferring import BOTH, ONE, T1, TWO
from tests.domain.gaming import planting as p
from tests.stories import story

Planted = Callable[[], Case]

MOVED = "initiating-moved"
BACK = "discussion-dated-back"
REDATED = "discussion-redated"
REOPENED = "enquiry-reopened"
LAST = "not-required-at-the-last"
TOO_FEW = "held-with-too-few"
TICKED = "ticked-in-one-minute"
WITHDRAWN = "miss-withdrawn"

#: What was planted, its pattern, what is counted, and the children it is about.
PLANTED: list[tuple[Planted, str, dict[str, int], tuple[str, ...]]] = [
    (p.flag_moved, MOVED, {"later-by-days": 12}, BOTH),
    (p.flag_moved_by_a_correction, MOVED, {"later-by-days": 12}, BOTH),
    (p.told_after_a_week, BACK, {"told-after-working-days": 5}, BOTH),
    (p.redated_to_a_later_day, REDATED, {"later-by-days": 12}, BOTH),
    (p.reopened, REOPENED, {"working-days-between": 2, "dates-made-later": 0}, BOTH),
    (
        partial(p.not_required_on, p.DAY_14),
        LAST,
        {"working-day": 14, "told-after-working-days": 0},
        BOTH,
    ),
    (
        partial(p.not_required_on, p.DAY_15),
        LAST,
        {"working-day": 15, "told-after-working-days": 0},
        BOTH,
    ),
    (
        partial(p.not_required_on, p.DAY_15, instant("Mon 2027-01-04 10:00Z")),
        LAST,
        {"working-day": 15, "told-after-working-days": 2},
        BOTH,
    ),
    (p.held_with, TOO_FEW, {"people": 0, "agencies-beside-the-chair": 0}, BOTH),
    (
        partial(p.held_with, "worker", "mother"),
        TOO_FEW,
        {"people": 2, "agencies-beside-the-chair": 1},
        BOTH,
    ),
    (
        p.held_by_the_chair_alone,
        TOO_FEW,
        {"people": 2, "agencies-beside-the-chair": 0},
        BOTH,
    ),
    (
        partial(p.seen_in_one_minute, ONE, TWO),
        TICKED,
        {"children": 2, "happened-within-minutes": 0},
        BOTH,
    ),
    (
        p.prepared_in_one_minute,
        TICKED,
        {"children": 2, "happened-within-minutes": 0},
        BOTH,
    ),
    (
        p.heard_in_one_minute,
        TICKED,
        {"children": 2, "happened-within-minutes": 0},
        BOTH,
    ),
    (
        p.asked_in_one_minute,
        TICKED,
        {"children": 2, "happened-within-minutes": 0},
        BOTH,
    ),
    (p.a_miss_taken_back, WITHDRAWN, {"dates": 2}, BOTH),
]
NEAR: list[tuple[Planted, str]] = [
    (p.a_discussion_that_began_nothing, MOVED),
    (p.flag_moved_to_an_earlier_one, MOVED),
    (p.flag_moved_where_no_date_hangs_on_it, MOVED),
    (p.told_after_four_days, BACK),
    (p.a_late_discussion_that_moves_nothing, BACK),
    (p.redated_to_an_earlier_day, REDATED),
    (p.a_new_enquiry_that_follows, REOPENED),
    (partial(p.not_required_on, p.DAY_13), LAST),
    (partial(p.not_required_on, instant("Thu 2026-12-31 10:00Z")), LAST),
    (p.who_was_there_was_written_down_later, TOO_FEW),
    (p.nobody_was_decided, TOO_FEW),
    (p.held_in_time_and_told_late, TOO_FEW),
    (partial(p.seen_in_one_minute, ONE), TICKED),
    (p.seen_one_after_another, TICKED),
    (p.recorded_in_two_minutes, TICKED),
    (p.recorded_by_two_people, TICKED),
    (p.not_seen, TICKED),
    (p.an_only_child, TICKED),
    (p.held_in_time_and_told_late, WITHDRAWN),
]
#: Nobody is accused: words that say what somebody meant.
ACCUSES = re.compile(
    r"\b(fraud|lie[sd]?|lying|cheat|gam(ed|ing)|fak(e|ed)|fals(e|ified)|manipulat\w*|"
    r"suspicious|guilty|blame|dishonest|cover|hid(e|es|ing|den)?|evad\w*|fiddl\w*)\b",
    re.IGNORECASE,
)


def named(planted: Planted) -> str:
    if isinstance(planted, partial):
        return f"{planted.func.__name__} {' '.join(map(str, planted.args))}".strip()
    return planted.__name__


@pytest.mark.parametrize(
    ("planted", "code", "numbers", "children"),
    PLANTED,
    ids=[f"{code}: {named(planted)}" for planted, code, _, _ in PLANTED],
)
def test_what_was_planted_is_found_with_its_numbers_and_the_children_it_is_about(
    planted: Planted, code: str, numbers: dict[str, int], children: tuple[str, ...]
) -> None:
    case = planted()
    (sign,) = (each for each in p.found(case) if each.code == code)

    assert sign.numbers == numbers
    assert sign.children == children
    rows = {row.no: row for row in p.record(case)}
    first = rows[sign.facts[0]]
    assert (sign.happened_at, sign.told_at) == (first.at, first.recorded_at)
    assert set(sign.facts) <= set(rows)


@pytest.mark.parametrize(
    ("innocent", "code"), NEAR, ids=[f"{code}: {named(case)}" for case, code in NEAR]
)
def test_what_only_looks_like_it_does_not_ring(innocent: Planted, code: str) -> None:
    assert [sign.says for sign in p.found(innocent()) if sign.code == code] == []


def test_every_pattern_has_something_planted_and_something_near_and_a_measure() -> None:
    planted = {code for _, code, _, _ in PLANTED}
    near = {code for _, code in NEAR}

    assert planted == near == set(PATTERNS) == set(MEASURED)


def test_a_sign_says_which_date_moved_from_when_to_when() -> None:
    (sign,) = p.found(p.flag_moved())

    dates = {moved.key: moved for moved in sign.dates}
    assert (dates[T1].was, dates[T1].now) == (
        day("Wed 2026-12-30"),
        day("Mon 2027-01-11"),
    )
    assert dates[T1].later_by_days == 12
    assert "Monday 7 December 2026" in sign.says
    assert "Wednesday 16 December 2026" in sign.says
    assert sign.by is not None
    assert sign.by.person == "worker"


def test_of_what_came_with_the_referral_nobody_is_named_as_asking() -> None:
    """The referral of the York sample, two weeks after it was sent."""
    told = story("york")
    case = open_case(told.opening, told.starts_at + timedelta(days=14))

    signs_of = signs(Life.of(case.unrecorded, case.terms.calendar))

    assert {(sign.code, sign.by) for sign in signs_of} == {(BACK, None)}


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=lambda each: each.code)
def test_no_word_of_a_pattern_accuses_anybody(pattern: Pattern) -> None:
    words = f"{pattern.code} {pattern.is_a} {pattern.innocent} {pattern.source}"

    assert ACCUSES.findall(words) == []
    assert "may" in pattern.innocent


def test_no_word_of_a_sign_accuses_anybody() -> None:
    said = [sign.says for planted, *_ in PLANTED for sign in p.found(planted())]

    assert len(said) >= len(PLANTED)
    assert [words for words in said if ACCUSES.search(words)] == []


def test_no_kind_of_fact_is_left_unread_that_a_pattern_looks_at() -> None:
    for planted, code, numbers, _ in PLANTED:
        case = planted()
        kept = [row for row in p.record(case) if row.kind in KINDS]
        (sign,) = (
            each
            for each in signs(Life.of(kept, case.terms.calendar))
            if each.code == code
        )
        assert sign.numbers == numbers
