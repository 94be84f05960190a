"""A property that never met what it is about has shown nothing, and fails."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from tests.domain.reaching import met_in


def test_a_property_that_met_nothing_fails() -> None:
    with pytest.raises(AssertionError, match="nothing that was drawn"):
        met_in(st.integers(1, 9))(lambda number: int(number > 9))()


def test_a_property_that_met_something_passes_and_one_that_is_untrue_fails() -> None:
    def untrue(number: int) -> int:
        assert number > 9
        return 1

    met_in(st.integers(1, 9))(lambda number: 1)()
    with pytest.raises(AssertionError, match="assert"):
        met_in(st.integers(1, 9))(untrue)()
