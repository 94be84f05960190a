"""The fictional families of a new installation, moved to the present week by week."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from adapters.events import read_lines

SAMPLES: Final = Path(__file__).resolve().parents[1] / "samples"
#: The instant of the samples: everything they say had happened by then.
TOLD_BY: Final = datetime(2026, 11, 20, 18, tzinfo=UTC)
WEEK: Final = timedelta(weeks=1)
_DAY: Final = re.compile(rb"(?<![\w-])20\d\d-\d\d-\d\d(?!\d)")


def referrals(now: datetime) -> Iterator[bytes]:
    """The intake event of each family, as of the last few days."""
    for file in sorted((SAMPLES / "intake").glob("*.json")):
        yield moved(file.read_bytes(), weeks_since(now))


def so_far(now: datetime) -> Iterator[bytes]:
    """What has been asked of some of them since, in order."""
    for file in sorted((SAMPLES / "so-far").glob("*.jsonl")):
        yield from read_lines(moved(file.read_bytes(), weeks_since(now)))


def weeks_since(now: datetime) -> int:
    """Whole weeks, so that weekdays stay as they are and nothing lies ahead."""
    return (now - TOLD_BY) // WEEK


def moved(raw: bytes, weeks: int) -> bytes:
    """The same text with every day so many weeks later."""

    def later(found: re.Match[bytes]) -> bytes:
        day = date.fromisoformat(found.group().decode()) + weeks * WEEK
        return day.isoformat().encode()

    return _DAY.sub(later, raw)
