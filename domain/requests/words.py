"""A field that takes some words only: whoever writes another is told which."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError, ValidatorFunctionWrapHandler, WrapValidator


def naming(words: Iterable[str]) -> WrapValidator:
    """Refuses by naming `words`, which are all that the field takes.

    Repeats nothing of what was written instead, which may be anybody's name.
    """
    known = ", ".join(sorted(words))

    def read(written: Any, as_a_word: ValidatorFunctionWrapHandler) -> Any:
        try:
            return as_a_word(written)
        except ValidationError:
            raise ValueError(f"give one of {known}") from None

    return WrapValidator(read)
