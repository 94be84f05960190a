"""What these tests share: keys of their own, and a store in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.keys import KEY_BYTES, Keyring
from adapters.sqlite import Database


@pytest.fixture
def keyring() -> Keyring:
    return Keyring({"k2": b"2" * KEY_BYTES, "k1": b"1" * KEY_BYTES})


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "vigil.db"


@pytest.fixture
def database(store: Path) -> Iterator[Database]:
    database = Database.open(store)
    yield database
    database.close()
