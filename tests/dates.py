"""Dates as tests write them: with their weekday, which must be right."""

from __future__ import annotations

from datetime import UTC, date, datetime


def day(text: str) -> date:
    """`Mon 2027-01-11` as a date. A wrong weekday is an error of the test."""
    weekday, iso = text.split()
    found = date.fromisoformat(iso)
    if f"{found:%a}" != weekday:
        raise ValueError(f"{iso} is a {found:%a}, not a {weekday}")
    return found


def instant(text: str) -> datetime:
    """`Mon 2027-01-11 09:00Z` as an instant in UTC."""
    weekday, iso, clock = text.split()
    moment = datetime.strptime(clock, "%H:%MZ").time()
    return datetime.combine(day(f"{weekday} {iso}"), moment, UTC)
