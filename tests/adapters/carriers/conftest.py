"""Carriers are tried on a file; what they keep in the store, on both databases."""

from __future__ import annotations

import pytest


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> str:
    return str(getattr(request, "param", "sqlite"))
