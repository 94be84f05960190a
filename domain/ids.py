"""The kinds of reference. Opaque by rule: they travel in clear, so they name no one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, StringConstraints

Ref = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
#: Short enough that a plan, a concern or a letter can be named after the child.
ChildRef = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]
CaseRef = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,39}$")]
Key = str
Text = Annotated[
    str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)
]
Short = Annotated[
    str,
    StringConstraints(
        min_length=1, max_length=300, strip_whitespace=True, pattern=r"^[^\x00-\x1f]*$"
    ),
]

FIRST_YEAR, LAST_YEAR = 1900, 2100


def _whole_minute(value: datetime) -> datetime:
    """UTC, cut to the minute: nothing here is decided by seconds."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"write a year from {FIRST_YEAR} to {LAST_YEAR}")
    if value.tzinfo is UTC and not value.second and not value.microsecond:
        return value
    return value.astimezone(UTC).replace(second=0, microsecond=0)


def _plausible(value: date) -> date:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"write a year from {FIRST_YEAR} to {LAST_YEAR}")
    return value


Instant = Annotated[AwareDatetime, AfterValidator(_whole_minute)]
Day = Annotated[date, AfterValidator(_plausible)]
