"""Building values that we have worked out ourselves, without validating them again.

Everything that comes from outside is validated once, where it comes in. What the clock
and the reckoning make of it is made by the thousand, and is right by construction: the
properties hold it to whole minutes in UTC, and a test holds both functions here to what
pydantic's own ways would give.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from rulebook.schema import Frozen

F = TypeVar("F", bound=Frozen)
P = ParamSpec("P")


def _filled(kind: type[F], fields: dict[str, Any], told: set[str]) -> F:
    made = object.__new__(kind)
    fill = object.__setattr__
    fill(made, "__dict__", fields)
    fill(made, "__pydantic_fields_set__", told)
    fill(made, "__pydantic_extra__", None)
    fill(made, "__pydantic_private__", None)
    return made


def changed(value: F, **changes: object) -> F:
    """The value with some fields changed: what `model_copy` gives, ten times faster."""
    fields = {**value.__dict__, **changes}
    return _filled(type(value), fields, value.__pydantic_fields_set__)


def ours(kind: Callable[P, F]) -> Callable[P, F]:
    """A constructor of this model that takes its fields as they are."""
    model = cast("type[F]", kind)
    defaults = {name: field.default for name, field in model.model_fields.items()}
    names = set(defaults)

    def make(*_: P.args, **fields: P.kwargs) -> F:
        return _filled(model, {**defaults, **fields}, names)

    return make
