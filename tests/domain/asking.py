"""Requests for tests, and who asks them."""

from __future__ import annotations

from typing import Any, TypeVar

from domain.requests.base import Asked, By

R = TypeVar("R", bound=Asked)


def ask(request: type[R], *, role: str = "social-worker", **fields: Any) -> R:
    """A request with the fields given, asked by a worker in that role."""
    by = By(person="p-worker", role=role)
    return request(id="council/1", by=by, **fields)
