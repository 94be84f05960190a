"""The time, for those who may ask it."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """activities.ports.Clock: this machine's time, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)
