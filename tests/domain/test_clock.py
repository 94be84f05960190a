"""One timer suffices: what the clock promises, over random lives of households."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.advance import advance
from domain.clock import fell_due, next_wake
from domain.decide import respond
from domain.opening import open_case
from tests.domain.plausible.life import (
    Life,
    begun,
    done,
    ended,
    lived,
    looked,
    on_record,
    told,
    watched,
)
from tests.domain.reaching import met_in
from tests.domain.strategies import LIVES, lives

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@st.composite
def looks(draw: st.DrawFn, life: Life) -> list[datetime]:
    """Instants of the life at which somebody might have looked for no reason."""
    minutes = int((life.ends_at - life.told_at) / MINUTE)
    ago = draw(st.lists(st.integers(0, minutes), max_size=40))
    return sorted(life.told_at + n * MINUTE for n in ago)


@LIVES
@given(lives())
def test_sleeping_to_each_wake_learns_what_looking_every_hour_learns(
    life: Life,
) -> None:
    life = _shortened(life, timedelta(days=60))
    hours = int((life.ends_at - life.told_at) / HOUR)
    hourly = watched(life, (life.told_at + n * HOUR for n in range(hours)))

    awake = ended(life)
    assert told(awake) == told(hourly)
    assert on_record(awake) == on_record(hourly)


def _shortened(life: Life, most: timedelta) -> Life:
    until = life.told_at + most
    moves = tuple(move for move in life.moves if move.at <= until)
    return life._replace(moves=moves, ends_at=min(life.ends_at, until))


@met_in(st.data())
def test_looking_when_nothing_is_due_changes_nothing(data: st.DataObject) -> int:
    met = 0
    life = data.draw(lives())
    case = begun(life)
    for step in lived(life):
        between = st.sampled_from([step.now, max(life.told_at, step.now - MINUTE)])
        now = data.draw(between)
        if now < (next_wake(case) or now + MINUTE):
            assert looked(case, now).after == case
            met += 1
        case = step.after
    return met


@met_in(lives())
def test_after_acting_on_a_wake_the_next_wake_is_strictly_later(life: Life) -> int:
    met = 0
    for step in lived(life):
        wake = next_wake(step.after)
        assert wake is None or wake > step.now
        met += wake is not None
    return met


@LIVES
@given(st.data())
def test_a_worker_that_was_down_catches_up_in_one_step_and_in_order(
    data: st.DataObject,
) -> None:
    life = data.draw(lives())
    down = watched(life, data.draw(looks(life)))

    awake = ended(life)
    assert told(down) == told(awake)
    assert on_record(down) == on_record(awake)


@met_in(lives())
def test_it_does_not_matter_whether_the_clock_or_the_message_came_first(
    life: Life,
) -> int:
    case, met = begun(life), 0
    for move in life.moves:
        rang = looked(case, move.at)
        clock_first = done(rang.after, move)
        message_first = done(case, move)
        if message_first.refused is None:
            assert on_record(clock_first.after) == on_record(message_first.after)
            assert told(clock_first.after) == told(message_first.after)
            met += bool(rang.facts)
        assert bool(clock_first.refused) is bool(message_first.refused)
        case = message_first.after
    return met


@met_in(lives())
def test_what_fell_due_is_told_in_order(life: Life) -> int:
    case, met = begun(life), 0
    for move in life.moves:
        facts = fell_due(case, move.at)
        assert all(fact.at <= move.at for fact in facts)
        clock = [f.at for f in facts if f.kind in ("deadline-missed", "rung-fell")]
        assert clock == sorted(clock)
        met += len(set(clock)) > 1
        case = done(case, move).after
    return met


@LIVES
@given(lives())
def test_an_open_case_always_has_a_wake_and_a_sealed_one_has_none(life: Life) -> None:
    for step in lived(life):
        case = step.after
        assert (next_wake(case) is None) is (case.sealed and not case.waiting)
        assert case.closed_at is not None or not case.sealed


@LIVES
@given(lives())
def test_a_late_intake_knows_what_one_told_at_once_knows(life: Life) -> None:
    late = open_case(life.opening, life.told_at)
    on_time = open_case(life.opening, life.opening.sent_at)
    passed = fell_due(on_time, life.told_at)

    caught_up = advance(on_time, passed, life.told_at)
    assert told(late) == told(caught_up)
    assert on_record(late) == on_record(caught_up)


@met_in(lives())
def test_a_refusal_leaves_no_trace(life: Life) -> int:
    case, met = begun(life), 0
    for move in life.moves:
        before = case.model_dump_json()
        step = done(case, move)
        if step.refused is not None:
            assert case.model_dump_json() == before
            assert step.after is case
            met += 1
        case = step.after
    return met


@met_in(lives())
def test_asked_twice_it_is_done_once(life: Life) -> int:
    met = 0
    for step in lived(life):
        if step.asked is not None and step.refused is None:
            assert respond(step.after, step.asked, step.now) == ()
            met += 1
    return met
