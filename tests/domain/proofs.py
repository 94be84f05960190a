"""Proofs for tests: any that the hand-written calendar allows, and forgeries."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import reject
from hypothesis import strategies as st

from domain.proofs import Proof, ProofFails, check, prove, sealed
from domain.working_days import OutsideVerifiedRange
from rulebook.schema import Allowance, Unit
from tests.domain.calendars import ENGLAND

UNITS = [Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS]


def proof_of(start: date, allowance: Allowance) -> Proof:
    return prove(
        anchor="strategy-discussion",
        anchor_at=datetime(start.year, start.month, start.day, 12, tzinfo=UTC),
        anchor_day=start,
        ids=("SX-21",),
        citation="Pan Sussex 8.2.3",
        allowance=allowance,
        calendar=ENGLAND,
    )


@st.composite
def proofs(draw: st.DrawFn, least: int = 0) -> Proof:
    """Any proof of the years that the calendar covers, and months beyond them."""
    unit = draw(st.sampled_from(UNITS))
    allowance = Allowance(
        count=draw(st.integers(least, 24 if unit is Unit.MONTHS else 200)),
        unit=unit,
        before=draw(st.booleans()),
    )
    start = draw(st.dates(date(2026, 1, 1), date(2028, 12, 31)))
    try:
        return proof_of(start, allowance)
    except OutsideVerifiedRange:
        reject()


def resealed(proof: Proof, **changes: Any) -> Proof:
    """A forgery that is consistent on its face: altered, and sealed afresh."""
    return sealed(proof.model_copy(update=changes))


def refused(proof: Proof) -> str:
    with pytest.raises(ProofFails) as failed:
        check(proof)
    return failed.value.step
