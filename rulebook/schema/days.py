"""The days that are not counted in one place, and who says so."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from rulebook.schema.values import Code, Frozen, Words


class DayOff(Frozen):
    """A day that is not counted, why, and who says so."""

    day: date
    name: Words
    provenance: tuple[Words, ...] = Field(min_length=1)


class Calendar(Frozen):
    """Non-working days of one place. Outside the verified range it refuses."""

    id: Code
    version: Code
    zone: Words
    verified_from: date
    verified_to: date
    days_off: tuple[DayOff, ...]
