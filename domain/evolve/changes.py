"""Small ways to build a changed value from a frozen one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from domain.case import Case
from domain.record.conferences import Conference
from rulebook.schema import Frozen


class Referred(Protocol):
    @property
    def ref(self) -> str: ...


R = TypeVar("R", bound=Referred)
F = TypeVar("F", bound=Frozen)
V = TypeVar("V")


def changed(value: F, **changes: object) -> F:
    """The value with some fields changed: `model_copy(update=...)`, ten times faster.

    Every fact is folded by a handful of these. They are values of our own making, so
    nothing is validated again; a test holds this to what `model_copy` gives.
    """
    made = object.__new__(type(value))
    fill = object.__setattr__
    fill(made, "__dict__", {**value.__dict__, **changes})
    fill(made, "__pydantic_fields_set__", value.__pydantic_fields_set__)
    fill(made, "__pydantic_extra__", None)
    fill(made, "__pydantic_private__", None)
    return made


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
