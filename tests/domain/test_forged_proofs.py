"""An altered proof is refused, and so is a false one under a fresh seal."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.proofs import Proof, ProofFails, Skipped, check
from rulebook.schema import Unit
from tests.dates import day, instant
from tests.domain.calendars import after
from tests.domain.proofs import proof_of, proofs, refused, resealed

ANY_SPEED = settings(deadline=None)
ONE_DAY = timedelta(days=1)
WORKED = proof_of(day("Wed 2026-12-16"), after(15))


OTHERS: dict[str, st.SearchStrategy[Any]] = {
    "anchor": st.sampled_from(["review-held", "conference-booked"]),
    "anchor_at": st.none() | st.datetimes(timezones=st.just(UTC)),
    "anchor_day": st.dates(),
    "ids": st.sampled_from([(), ("YK-35",), ("SX-21", "SX-22")]),
    "citation": st.text(min_size=1),
    "count": st.integers(0, 400),
    "unit": st.sampled_from(list(Unit)),
    "before": st.booleans(),
    "calendar_id": st.just("guernsey"),
    "calendar_version": st.just("2027-01"),
    "calendar_digest": st.text(),
    "zone": st.sampled_from(["Europe/Guernsey", "America/New_York", "Europe/Lundy"]),
    "skipped": st.lists(
        st.builds(Skipped, date=st.dates(), why=st.sampled_from(["Saturday", "x"]))
    ).map(tuple),
    "due_on": st.dates(),
    "schedule_by": st.none() | st.dates(),
    "breach_at": st.datetimes(timezones=st.just(UTC)),
    "seal": st.text(),
}


def test_the_alterations_tried_are_of_every_field() -> None:
    assert OTHERS.keys() == Proof.model_fields.keys()


@ANY_SPEED
@given(proofs(), st.sampled_from(sorted(OTHERS)), st.data())
def test_every_alteration_of_one_field_is_refused(
    proof: Proof, field: str, data: st.DataObject
) -> None:
    other = data.draw(OTHERS[field].filter(lambda v: v != getattr(proof, field)))

    assert refused(proof.model_copy(update={field: other})) == "the seal"


@ANY_SPEED
@given(proofs(), st.integers(0, 400), st.sampled_from(["date", "why"]))
def test_an_alteration_within_a_day_not_counted_is_refused(
    proof: Proof, place: int, field: str
) -> None:
    """A holiday put on another weekday of the walk keeps the count: the seal tells."""
    assume(proof.skipped)
    days = list(proof.skipped)
    old = days[place % len(days)]
    change = {"date": old.date + ONE_DAY} if field == "date" else {"why": "a fair"}
    days[place % len(days)] = old.model_copy(update=change)

    assert refused(proof.model_copy(update={"skipped": tuple(days)})) == "the seal"


SHIFTS = st.integers(-40, 40).filter(bool)


@ANY_SPEED
@given(proofs(), SHIFTS)
def test_a_forged_due_day_is_refused(proof: Proof, by: int) -> None:
    moved = proof.due_on + by * ONE_DAY

    assert refused(resealed(proof, due_on=moved)) == "the count"


@ANY_SPEED
@given(proofs(), SHIFTS)
def test_a_forged_anchor_day_is_refused(proof: Proof, by: int) -> None:
    moved = proof.anchor_day + by * ONE_DAY

    assert refused(resealed(proof, anchor_day=moved)) == "the anchor's day"


@ANY_SPEED
@given(proofs(), SHIFTS)
def test_an_anchor_day_forged_together_with_its_hour_is_refused(
    proof: Proof, by: int
) -> None:
    """But for months, where the 29th, 30th and 31st may share a due day in truth."""
    assume(proof.unit is not Unit.MONTHS)
    moved = proof.anchor_day + by * ONE_DAY

    assert refused(resealed(proof, anchor_day=moved, anchor_at=None)) == "the count"


@ANY_SPEED
@given(proofs(), SHIFTS)
def test_a_forged_count_is_refused(proof: Proof, by: int) -> None:
    assume(proof.count + by >= 0)

    assert refused(resealed(proof, count=proof.count + by)) == "the count"


@ANY_SPEED
@given(proofs(least=1))
def test_a_forged_direction_is_refused(proof: Proof) -> None:
    assert refused(resealed(proof, before=not proof.before)) == "the count"


@ANY_SPEED
@given(proofs(least=1))
def test_a_forged_unit_is_refused(proof: Proof) -> None:
    """Days and working days are told apart by a weekend, which six days must hold."""
    assume(proof.count >= 6 or proof.unit is Unit.MONTHS)
    for other in set(Unit) - {proof.unit}:
        assert refused(resealed(proof, unit=other)) == "the count"


@ANY_SPEED
@given(proofs(), st.integers(0, 400))
def test_a_day_left_out_of_those_not_counted_is_refused(
    proof: Proof, place: int
) -> None:
    assume(proof.skipped)
    days = list(proof.skipped)
    del days[place % len(days)]

    assert refused(resealed(proof, skipped=tuple(days))) in (
        "the count",
        "the last working day",
    )


@ANY_SPEED
@given(proofs(), st.integers(-300, 300))
def test_a_day_added_to_those_not_counted_is_refused(proof: Proof, by: int) -> None:
    extra = Skipped(date=proof.anchor_day + by * ONE_DAY, why="a fair")
    days = {each.date: each for each in proof.skipped}
    assume(extra.date not in days)
    more = sorted([*days.values(), extra], key=lambda each: each.date)

    assert refused(resealed(proof, skipped=tuple(more))) in (
        "the days listed",
        "the count",
        "the last working day",
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Sat 2026-12-26", "Sunday"),
        ("Sat 2026-12-26", "Boxing Day"),
        ("Fri 2026-12-25", "Saturday"),
        ("Fri 2026-12-25", ""),
    ],
)
def test_a_day_listed_for_the_wrong_reason_is_refused(text: str, why: str) -> None:
    days = {each.date: each for each in WORKED.skipped}
    days[day(text)] = Skipped(date=day(text), why=why)

    altered = resealed(WORKED, skipped=tuple(days.values()))
    assert refused(altered) == "the days listed"


def test_days_listed_twice_or_out_of_order_are_refused() -> None:
    first, *rest = WORKED.skipped

    for days in ((first, first, *rest), (*rest, first)):
        assert refused(resealed(WORKED, skipped=days)) == "the days listed"


@ANY_SPEED
@given(proofs(), SHIFTS)
def test_a_forged_last_working_day_is_refused(proof: Proof, by: int) -> None:
    assume(proof.schedule_by)
    assert proof.schedule_by is not None
    moved = proof.schedule_by + by * ONE_DAY

    assert refused(resealed(proof, schedule_by=moved)) == "the last working day"


def test_a_due_day_that_is_not_a_working_day_is_refused_however_well_forged() -> None:
    after_due = day("Sat 2026-11-07")
    proof = resealed(
        proof_of(day("Mon 2026-11-02"), after(4)),
        due_on=after_due,
        schedule_by=after_due,
        skipped=(Skipped(date=after_due, why="Saturday"),),
        breach_at=instant("Sun 2026-11-08 00:00Z"),
    )

    assert refused(proof) == "the count"


def test_a_last_working_day_at_a_weekend_is_refused_however_well_forged() -> None:
    due_on_sunday = proof_of(day("Sun 2027-01-31"), after(1, Unit.MONTHS))
    forged = resealed(
        due_on_sunday,
        schedule_by=day("Sat 2027-02-27"),
        skipped=(Skipped(date=day("Sun 2027-02-28"), why="Sunday"),),
    )

    assert refused(forged) == "the last working day"


@ANY_SPEED
@given(proofs(), st.integers(-3000, 3000).filter(bool))
def test_a_forged_instant_is_refused(proof: Proof, minutes: int) -> None:
    moved = proof.breach_at + timedelta(minutes=minutes)

    assert refused(resealed(proof, breach_at=moved)) == "the instant after the due day"


@pytest.mark.parametrize(
    ("zone", "step"),
    [
        ("America/New_York", "the instant after the due day"),
        ("Europe/Paris", "the instant after the due day"),
        ("Europe/Lundy", "the time zone"),
        ("../etc", "the time zone"),
    ],
)
def test_a_forged_zone_is_refused(zone: str, step: str) -> None:
    assert refused(resealed(WORKED, zone=zone)) == step


def test_a_refusal_names_the_step_and_no_date() -> None:
    with pytest.raises(ProofFails, match="fails at the count: count") as no:
        check(resealed(WORKED, due_on=day("Tue 2027-01-12")))

    assert "2027" not in str(no.value)
