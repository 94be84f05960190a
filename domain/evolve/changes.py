"""Small ways to build a changed value from a frozen one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from domain.case import Case
from domain.making import changed
from domain.record.conferences import Conference

__all__ = ["changed", "conference", "each", "to", "without"]


class Referred(Protocol):
    @property
    def ref(self) -> str: ...


R = TypeVar("R", bound=Referred)
V = TypeVar("V")


def to(case: Case, **changes: object) -> Case:
    return changed(case, **changes)


def each(items: tuple[R, ...], ref: str, change: Callable[[R], R]) -> tuple[R, ...]:
    """The items, with the one so referred changed."""
    return tuple(change(item) if item.ref == ref else item for item in items)


def without(items: Mapping[str, V], key: str) -> dict[str, V]:
    return {k: v for k, v in items.items() if k != key}


def conference(
    case: Case, ref: str, change: Callable[[Conference], Conference]
) -> Case:
    return to(case, conferences=each(case.conferences, ref, change))
