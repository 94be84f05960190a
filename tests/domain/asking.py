"""Requests for tests, asked by the family's worker."""

from __future__ import annotations

from typing import Any, TypeVar

from domain.requests.base import Asked
from tests.domain.requesting import WORKER

R = TypeVar("R", bound=Asked)


def ask(request: type[R], **fields: Any) -> R:
    """A request with the fields given, asked by the family's worker."""
    return request(id="council/1", by=WORKER, **fields)
