"""Properties over drawn lives that must not hold because nothing ever came of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from hypothesis import given
from hypothesis.strategies import SearchStrategy

from tests.domain.strategies import LIVES

Drawn = TypeVar("Drawn")


def met_in(
    drawn: SearchStrategy[Drawn],
) -> Callable[[Callable[..., int]], Callable[[], None]]:
    """A test of each thing drawn, which returns how often it met what it is about.

    It fails also where all that was drawn gave it nothing to judge.
    """

    def over(judge: Callable[..., int]) -> Callable[[], None]:
        def test() -> None:
            met = 0

            @LIVES
            @given(drawn)
            @wraps(judge)
            def each(**drawn_as: Drawn) -> None:
                nonlocal met
                met += judge(**drawn_as)

            each()
            assert met > 0, "nothing that was drawn has what the test is about"

        test.__name__, test.__doc__ = judge.__name__, judge.__doc__
        return test

    return over
