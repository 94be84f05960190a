"""The smallest kinds of value: references, texts, instants and days.

References are opaque by rule: they travel in clear, so they name no one. Texts are
what people write; a short one stands on one line. Instants are in UTC, in whole
minutes; days are local dates. Both have a year from 1900 to 2100.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, TypeVar

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, StringConstraints

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
WRITE_THUS = (
    "give it as text, in quotes: a day as 2026-12-16, an instant with its offset, as "
    "2026-12-16T10:00:00+00:00"
)
D = TypeVar("D", bound=date)


def _plausible_year(value: D) -> D:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError(f"write a year from {FIRST_YEAR} to {LAST_YEAR}")
    return value


def whole_minute(value: datetime) -> datetime:
    """UTC, cut to the minute: nothing here is decided by seconds."""
    _plausible_year(value)
    if value.tzinfo is UTC and not value.second and not value.microsecond:
        return value
    return value.astimezone(UTC).replace(second=0, microsecond=0)


def _written(value: object) -> object:
    """A day or an instant as text: a number would be read as seconds since 1970."""
    if not isinstance(value, str | date) or _is_number(value):
        raise ValueError(WRITE_THUS)
    return value


def _is_number(value: str | date) -> bool:
    try:
        float(str(value))
    except ValueError:
        return False
    return True


Instant = Annotated[
    AwareDatetime, BeforeValidator(_written), AfterValidator(whole_minute)
]
Day = Annotated[date, BeforeValidator(_written), AfterValidator(_plausible_year)]
