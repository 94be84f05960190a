"""`vigil store upgrade`: by the owner of the database, and by nobody else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import make_url
from typer.testing import CliRunner, Result

from adapters.store.database import Database
from adapters.store.upgrading import NEWEST
from commands.app import build
from tests.postgres import Postgres

LOGIN = "vigil_stranger"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VIGIL_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "400")
    return tmp_path


def on(
    monkeypatch: pytest.MonkeyPatch, home: Path, server: Postgres, store: str
) -> None:
    """Settings that name a store on a server, by a file as production does."""
    (home / "store-url").write_text(f"{store}\n")
    monkeypatch.setenv("VIGIL_STORE_URL_FILE", str(home / "store-url"))
    monkeypatch.setenv("VIGIL_CASE_KEYS_URL", server.url())


def upgrade(*options: str) -> Result:
    return CliRunner().invoke(build(), ["store", "upgrade", *options])


def test_an_empty_database_becomes_a_store_and_a_second_time_is_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, postgres: Postgres
) -> None:
    store = postgres.url()
    on(monkeypatch, home, postgres, store)

    first, second, as_json = upgrade(), upgrade(), upgrade("--json")

    assert [each.exit_code for each in (first, second, as_json)] == [0, 0, 0]
    assert f"of release {NEWEST} now; it was empty" in first.stdout
    assert f"of release {NEWEST} already" in second.stdout
    assert json.loads(as_json.stdout) == {"from": NEWEST, "to": NEWEST}
    Database.open(store).close()


def test_a_file_is_made_too(home: Path) -> None:
    assert upgrade().exit_code == 0
    assert (home / "vigil.db").exists()


def test_whoever_does_not_own_the_database_is_told_what_to_do(
    home: Path, monkeypatch: pytest.MonkeyPatch, postgres: Postgres
) -> None:
    name = str(make_url(postgres.url()).database)
    postgres.execute(f"CREATE ROLE {LOGIN} LOGIN")
    on(monkeypatch, home, postgres, postgres.address(name, LOGIN))

    refused = upgrade()

    assert refused.exit_code == 1
    assert "the login that owns the database" in refused.stderr


def test_other_commands_say_that_the_store_is_not_upgraded_yet(
    home: Path, monkeypatch: pytest.MonkeyPatch, postgres: Postgres
) -> None:
    on(monkeypatch, home, postgres, postgres.url())

    found = CliRunner().invoke(build(), ["cases"])

    assert found.exit_code == 3
    assert "vigil store upgrade" in found.stderr


def test_a_server_that_does_not_answer_is_said_so_and_its_password_is_not(
    home: Path, monkeypatch: pytest.MonkeyPatch, postgres: Postgres
) -> None:
    nowhere = "postgresql://vigil:hunter2@127.0.0.1:9/vigil"
    on(monkeypatch, home, postgres, nowhere)

    away = upgrade()

    assert away.exit_code == 3
    assert "the server that VIGIL_STORE_URL names answers" in away.stderr
    assert "hunter2" not in away.output
