"""Requests of one conference, each under an id of its own."""

from __future__ import annotations

from typing import Any

from domain.case import Case
from domain.record.conferences import Conference
from tests.practice.household import (
    AS_WORKER,
    asking,
)


class Asking:
    """Those who take one conference through."""

    def __init__(self, conference: str, prefix: str = "lawful") -> None:
        self.conference = conference
        self.prefix = prefix
        self.asked = 0

    def _own(self, by: Any = AS_WORKER) -> dict[str, Any]:
        self.asked += 1
        return asking(by, f"{self.prefix}/{self.conference}/{self.asked}")

    def _of(self, by: Any = AS_WORKER) -> dict[str, Any]:
        return self._own(by) | {"conference": self.conference}

    def of(self, case: Case) -> Conference:
        found = case.conference(self.conference)
        assert found is not None
        return found
