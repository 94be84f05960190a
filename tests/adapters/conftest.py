"""What these tests share: keys of their own, and a store, on both databases in turn."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from adapters.sealing.custody import Custody
from adapters.sealing.keyring import KEY_BYTES, Keyring
from adapters.store.database import Database
from tests.logs import logging_to
from tests.postgres import Postgres

#: For a test of what one of them has, or of both where one is tried otherwise.
ON_A_FILE = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
ON_BOTH = pytest.mark.parametrize("kind", ["sqlite", "postgresql"], indirect=True)
ON_A_SERVER = pytest.mark.parametrize("kind", ["postgresql"], indirect=True)


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """A configured log, and everything as it was afterwards."""
    stream = io.StringIO()
    with logging_to(stream):
        yield stream


@pytest.fixture
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of Vigil's, in a folder of its own."""
    for name in list(os.environ):
        if name.startswith("VIGIL_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def keyring() -> Keyring:
    return Keyring({"k2": b"2" * KEY_BYTES, "k1": b"1" * KEY_BYTES})


@pytest.fixture
def custody(tmp_path: Path, keyring: Keyring) -> Iterator[Custody]:
    custody = Custody.open(tmp_path / "case-keys.db", keyring)
    yield custody
    custody.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Where a store that is a file will be."""
    return tmp_path / "vigil.db"


@pytest.fixture
def where(
    kind: str, request: pytest.FixtureRequest, store: Path
) -> Iterator[Path | str]:
    """The address of a store that nobody has opened yet."""
    yield from made(kind, request, store, lambda server: server.store())


def made(
    kind: str,
    request: pytest.FixtureRequest,
    store: Path,
    new: Callable[[Postgres], str],
) -> Iterator[Path | str]:
    """A file that is not there yet, or what is `new` on a server for as long."""
    if kind == "sqlite":
        yield store
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    address = new(postgres)
    yield address
    postgres.drop(address)


@pytest.fixture
def database(where: Path | str) -> Iterator[Database]:
    database = Database.open(where)
    yield database
    database.close()
