"""A record on each kind of database, told once and copied for every test."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import make_url

from adapters.store.upgrading import upgrade_store
from tests.adapters.record.older import of_release_4
from tests.adapters.record.scene import Scene, opened, tell, to_a_server
from tests.postgres import Postgres

STORE, KEYS = "vigil.db", "case-keys.db"


class Files:
    """Stores that are files."""

    def empty(self, folder: Path) -> str | Path:
        return folder / STORE

    def without_tables(self, folder: Path) -> str | Path:
        return folder / STORE

    def copy(self, where: str | Path, folder: Path) -> str | Path:
        return Path(shutil.copy(where, folder / STORE))


class Served:
    """Stores on a server. To copy a database is slow: one is put back as it was."""

    TABLES = ("facts", "audit", "heads", "seals", "sealed_heads", "worklist", "terms")

    def __init__(self, server: Postgres) -> None:
        self._server = server
        self._template = server.url()
        upgrade_store(self._template)
        self._kept = False

    def empty(self, folder: Path) -> str | Path:
        return self._server.url(str(make_url(self._template).database))

    def without_tables(self, folder: Path) -> str | Path:
        return self._server.url()

    def copy(self, where: str | Path, folder: Path) -> str | Path:
        statements = self._put_back() if self._kept else self._keep()
        self._kept = True
        to_a_server(make_url(str(where)), statements)
        return where

    def _keep(self) -> Iterator[str]:
        yield "CREATE SCHEMA kept"
        yield from (f"CREATE TABLE kept.{t} AS TABLE {t}" for t in self.TABLES)

    def _put_back(self) -> Iterator[str]:
        for table in self.TABLES:
            yield f"DELETE FROM {table}"
            yield f"INSERT INTO {table} SELECT * FROM kept.{table}"


@dataclass(frozen=True)
class Told:
    """Where the record of `scene.tell` is, and the file of its cases' keys."""

    where: str | Path
    keys: Path


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def stores(request: pytest.FixtureRequest) -> Files | Served:
    if request.param == "sqlite":
        return Files()
    return Served(request.getfixturevalue("postgres"))


@pytest.fixture(scope="session")
def told(stores: Files | Served, tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("told")
    found = Told(stores.empty(folder), folder / KEYS)
    scene = opened(found.where, found.keys)
    asyncio.run(tell(scene))
    scene.close()
    return found


@pytest.fixture
def scene(stores: Files | Served, told: Told, tmp_path: Path) -> Iterator[Scene]:
    """A copy of the told record, to be tampered with."""
    shutil.copy(told.keys, tmp_path / KEYS)
    found = opened(stores.copy(told.where, tmp_path), tmp_path / KEYS)
    yield found
    found.close()


@pytest.fixture
def blank(stores: Files | Served, tmp_path: Path) -> Iterator[Scene]:
    """A store without a row."""
    found = opened(stores.empty(tmp_path), tmp_path / KEYS)
    yield found
    found.close()


@pytest.fixture
def older(stores: Files | Served, tmp_path: Path) -> Iterator[Scene]:
    """A store of the release before, upgraded and not yet adopted."""
    where = stores.without_tables(tmp_path)
    of_release_4(where)
    upgrade_store(where)
    found = opened(where, tmp_path / KEYS)
    yield found
    found.close()
