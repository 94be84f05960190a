"""A proof says how a date was counted, and holds on its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from domain.proofs import Proof, ProofFails, Skipped, check, prove
from domain.working_days import OutsideVerifiedRange
from rulebook.schema import Allowance, Unit
from tests.dates import day, instant
from tests.domain.calendars import ENGLAND, after, before
from tests.domain.proofs import proof_of, proofs

ANY_SPEED = settings(deadline=None)
ONE_DAY = timedelta(days=1)
WORKED = proof_of(day("Wed 2026-12-16"), after(15))
EASTER = proof_of(day("Sun 2026-12-27"), after(3, Unit.MONTHS))


def test_a_proof_says_every_part_of_the_count() -> None:
    assert WORKED.due_on == day("Mon 2027-01-11")
    assert WORKED.schedule_by == day("Mon 2027-01-11")
    assert WORKED.breach_at == instant("Tue 2027-01-12 00:00Z")
    assert (WORKED.count, WORKED.unit, WORKED.before) == (15, "working-days", False)
    assert WORKED.calendar_digest == ENGLAND.digest
    assert [f"{each.date:%a} {each.date}" for each in WORKED.skipped] == [
        "Sat 2026-12-19",
        "Sun 2026-12-20",
        "Fri 2026-12-25",
        "Sat 2026-12-26",
        "Sun 2026-12-27",
        "Mon 2026-12-28",
        "Fri 2027-01-01",
        "Sat 2027-01-02",
        "Sun 2027-01-03",
        "Sat 2027-01-09",
        "Sun 2027-01-10",
    ]


def test_a_month_s_proof_lists_the_days_since_the_last_working_day() -> None:
    assert EASTER.due_on == day("Sat 2027-03-27")
    assert EASTER.schedule_by == day("Thu 2027-03-25")
    assert EASTER.skipped == (
        Skipped(date=day("Fri 2027-03-26"), why="Good Friday"),
        Skipped(date=day("Sat 2027-03-27"), why="Saturday"),
    )


@pytest.mark.parametrize(
    ("start", "allowance", "due"),
    [
        ("Sat 2026-12-26", after(1), "Tue 2026-12-29"),
        ("Mon 2027-01-04", before(4), "Thu 2026-12-24"),
        ("Sun 2026-12-27", after(0), "Sun 2026-12-27"),
        ("Tue 2027-11-30", after(3, Unit.MONTHS), "Tue 2028-02-29"),
        ("Mon 2027-05-31", before(3, Unit.MONTHS), "Sun 2027-02-28"),
        ("Wed 2026-12-23", after(5, Unit.CALENDAR_DAYS), "Mon 2026-12-28"),
        ("Sat 2026-10-24", after(1, Unit.CALENDAR_DAYS), "Sun 2026-10-25"),
    ],
)
def test_a_proof_worked_out_by_hand_holds(
    start: str, allowance: Allowance, due: str
) -> None:
    proof = proof_of(day(start), allowance)

    assert proof.due_on == day(due)
    assert check(proof)


def test_months_beyond_the_calendar_are_proved_without_a_last_working_day() -> None:
    proof = proof_of(day("Wed 2028-12-27"), after(3, Unit.MONTHS))

    assert proof.due_on == day("Tue 2029-03-27")
    assert proof.schedule_by is None
    assert proof.skipped == ()
    assert check(proof)


def test_working_days_beyond_the_calendar_are_not_proved() -> None:
    with pytest.raises(OutsideVerifiedRange):
        proof_of(day("Wed 2028-12-27"), after(15))


def test_an_anchor_that_did_not_happen_on_its_day_is_not_proved() -> None:
    """Half past midnight in London in June is still the day before in UTC."""
    late = {"anchor_at": instant("Mon 2026-06-01 23:30Z"), "citation": "Sussex"}
    calendar = {"allowance": after(15), "calendar": ENGLAND}
    proved: Any = {"anchor": "strategy-discussion", **late, **calendar}

    assert check(prove(anchor_day=day("Tue 2026-06-02"), **proved))
    with pytest.raises(ProofFails, match="the anchor's day"):
        prove(anchor_day=day("Mon 2026-06-01"), **proved)


@ANY_SPEED
@given(proofs())
def test_every_proof_made_holds(proof: Proof) -> None:
    assert check(proof)


@ANY_SPEED
@given(proofs())
def test_a_proof_holds_after_it_has_been_written_and_read(proof: Proof) -> None:
    read = Proof.model_validate_json(proof.model_dump_json())

    assert read == proof
    assert check(read)
