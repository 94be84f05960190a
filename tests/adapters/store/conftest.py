"""A server that a test may kill."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.postgres import Postgres, serving


@pytest.fixture(scope="module")
def own_server() -> Iterator[Postgres]:
    with serving() as server:
        yield server
