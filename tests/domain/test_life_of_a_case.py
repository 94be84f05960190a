"""What holds of a case after every step of every life."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from pydantic import BaseModel, TypeAdapter

from domain.case import Case
from domain.duties.dates import missed_from
from domain.duties.reckoning import reckon
from domain.duty import Duty, Settled
from domain.effects import Effect
from domain.evolve import evolved
from domain.facts import AnyFact, Fact
from domain.facts.duties import DeadlineMissed
from domain.intake import Opening
from domain.worklist import line_of
from tests.domain.plausible.life import Life, begun, ended, lived, on_record
from tests.domain.strategies import LIVES, lives

FACT: TypeAdapter[Fact] = TypeAdapter(AnyFact)


@LIVES
@given(lives())
def test_a_case_that_is_up_to_date_has_nothing_to_reckon(life: Life) -> None:
    case = begun(life)
    assert reckon(case, life.told_at) == ()
    for step in lived(life):
        assert reckon(step.after, step.now) == ()


@LIVES
@given(lives())
def test_going_through_the_whole_record_finds_nothing_that_was_passed_over(
    life: Life,
) -> None:
    for step in lived(life):
        assert reckon(step.after, step.now, thorough=True) == ()


@LIVES
@given(lives())
def test_a_case_survives_the_wire(life: Life) -> None:
    for step in lived(life):
        if step.asked is not None:
            sent = step.after.model_dump_json()
            assert Case.model_validate_json(sent) == step.after
    assert line_of(ended(life))


@LIVES
@given(lives())
def test_the_ledger_s_rows_fold_to_the_case_that_wrote_them(life: Life) -> None:
    case = ended(life)
    facts = [FACT.validate_json(row.body) for row in case.unrecorded]

    assert [row.no for row in case.unrecorded] == list(range(1, case.facts + 1))
    folded = evolved(blank(life.opening), facts)
    assert on_record(folded) == on_record(case)


def blank(opening: Opening) -> Case:
    """The case before its first fact: only what starts its workflow."""
    return Case(
        ref=opening.ref,
        terms=opening.terms,
        kind=opening.intake.what,
        opened_at=opening.sent_at,
        looked_at=opening.sent_at,
        team_inbox=opening.intake.team_inbox,
    )


@LIVES
@given(lives())
def test_every_instant_is_a_whole_minute_in_utc(life: Life) -> None:
    case = begun(life)
    assert all(_is_whole(at) for at in instants(case))
    for step in lived(life):
        assert all(_is_whole(at) for fact in step.facts for at in instants(fact))
    last = ended(life)
    assert all(_is_whole(at) for at in instants(last))


def _is_whole(at: datetime) -> bool:
    return at.tzinfo is UTC and not (at.second or at.microsecond)


def instants(value: Any) -> Iterator[datetime]:
    """Every instant within a model."""
    if isinstance(value, datetime):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from instants(getattr(value, name))
    elif isinstance(value, dict):
        yield from (at for each in value.values() for at in instants(each))
    elif isinstance(value, tuple):
        yield from (at for each in value for at in instants(each))


@LIVES
@given(lives())
def test_everything_due_is_met_missed_lapsed_or_open_without_a_date(life: Life) -> None:
    for step in lived(life):
        case = step.after
        assert case.closed_at is None or not case.duties
        assert all(_ended_once(line) for line in case.settled.values())
        assert not set(case.duties) & set(case.settled)
        for duty in case.duties.values():
            late_from = missed_from(duty.due)
            assert late_from is None or late_from > step.now or duty.missed_at


def _ended_once(line: Settled) -> bool:
    return (line.met_at is None) is not (line.lapsed is None)


@LIVES
@given(lives())
def test_a_miss_is_never_early(life: Life) -> None:
    for step in lived(life):
        case = step.before
        for fact in step.facts:
            case = evolved(case, (fact,))
            if isinstance(fact, DeadlineMissed):
                due = case.duties[fact.key].due
                assert due.due_at is not None
                assert fact.at == max(due.due_at, due.since)


@LIVES
@given(lives())
def test_a_miss_is_never_dropped(life: Life) -> None:
    known: dict[str, datetime] = {}
    for step in lived(life):
        for duty in everything(step.after):
            late_from = missed_from(duty.due)
            if isinstance(duty, Settled) and late_from is not None:
                ended_at = duty.met_at or duty.lapsed_at
                assert ended_at is not None
                assert ended_at < late_from or duty.missed_at is not None
            if duty.key in known:
                assert duty.missed_at is not None
            if duty.missed_at is not None:
                known[duty.key] = duty.missed_at


def everything(case: Case) -> tuple[Duty | Settled, ...]:
    return (*case.duties.values(), *case.settled.values())


@LIVES
@given(lives())
def test_no_effect_is_asked_for_twice(life: Life) -> None:
    """What has left the outbox for good is never owed again under the same key."""
    case = begun(life)
    owed, gone = set(case.outbox), set[str]()
    for step in lived(life):
        unsent = {**step.after.outbox, **step.after.waiting}
        gone |= owed - unsent.keys()
        assert gone.isdisjoint(step.after.outbox)
        for key, effect in step.before.outbox.items():
            if key in unsent:
                assert said_by(unsent[key]) == said_by(effect), key
        owed = (owed - gone) | step.after.outbox.keys()


def said_by(effect: Effect) -> tuple[object, ...]:
    return effect.kind, effect.to, effect.about, effect.child, effect.items
