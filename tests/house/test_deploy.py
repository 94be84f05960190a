"""The topology's scripts, run: secrets made once, databases apart from each other."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import psycopg
import pytest
import yaml

from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Keyring
from adapters.store.addresses import address_of
from adapters.store.database import Database
from adapters.store.upgrading import NEWEST, StoreNotUpgraded, upgrade_store
from tests.house.project import ROOT
from tests.postgres import OWNER, Postgres, serving

DEPLOY: Final = ROOT / "deploy"
#: What lays each server out.
LAYS_OUT: Final = {"postgres": "databases.sh", "postgres-keys": "case-keys.sh"}
#: On which server each login is, and what it reaches there.
LOGINS: Final = {
    "temporal": ("postgres", {"temporal", "temporal_visibility"}),
    "vigil_upgrade": ("postgres", {"vigil"}),
    "vigil": ("postgres", {"vigil"}),
    "vigil_keys": ("postgres-keys", {"vigil_case_keys"}),
}
Servers = Mapping[str, Postgres]


def run(script: Path, *words: str, **env: str) -> None:
    told = {"PATH": os.environ["PATH"], **env}
    subprocess.run(["sh", script, *words], check=True, env=told, capture_output=True)


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `deploy/make-secrets.sh` makes, in a folder of its own."""
    folder = tmp_path_factory.mktemp("deploy")
    run(DEPLOY / "make-secrets.sh", str(folder))
    return folder / "secrets"


@pytest.fixture(scope="module")
def laid_out(secrets: Path) -> Iterator[Servers]:
    """Two servers that the scripts of `deploy/postgres` have been run on."""
    with serving() as record, serving() as keys:
        servers = {"postgres": record, "postgres-keys": keys}
        for name, server in servers.items():
            socket = str(address_of(server.address("postgres")).query["host"])
            who = {"PGHOST": socket, "PGUSER": OWNER, "SECRETS": str(secrets)}
            run(DEPLOY / "postgres" / LAYS_OUT[name], **who)
        yield servers


def test_every_secret_of_the_topology_is_made_and_read_by_one_group_only(
    secrets: Path,
) -> None:
    topology = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    made = {file.name: stat.S_IMODE(file.stat().st_mode) for file in secrets.iterdir()}

    assert made == dict.fromkeys(topology["secrets"], 0o640)


def test_a_secret_is_never_made_anew(secrets: Path) -> None:
    before = {file.name: file.read_bytes() for file in secrets.iterdir()}
    run(DEPLOY / "make-secrets.sh", str(secrets.parent))

    assert {file.name: file.read_bytes() for file in secrets.iterdir()} == before
    assert len(set(before.values())) == len(before)


def test_the_keys_that_are_made_seal(secrets: Path) -> None:
    keyring = Keyring.parse((secrets / "keys").read_text("utf-8"))

    assert not keyring.is_development
    assert len(keyring.ids) == 1


@pytest.mark.parametrize("login", LOGINS)
def test_a_login_reaches_its_own_database_and_no_other(
    laid_out: Servers, login: str
) -> None:
    where, own = LOGINS[login]
    there = databases(laid_out[where])

    assert {name for name in there if reaches(laid_out[where], login, name)} == own


def test_a_backup_of_the_record_s_server_holds_no_key_and_the_other_no_record(
    laid_out: Servers,
) -> None:
    assert databases(laid_out["postgres"]) == {
        *("temporal", "temporal_visibility", "vigil"),
    }
    assert databases(laid_out["postgres-keys"]) == {"vigil_case_keys"}


def databases(server: Postgres) -> set[str]:
    """Those that are not of every server."""
    where = server.address("postgres").replace("+psycopg", "")
    wanted = "SELECT datname FROM pg_database WHERE NOT datistemplate"
    with psycopg.connect(where) as connection:
        names = {str(name) for (name,) in connection.execute(wanted)}
    return names - {"postgres"}


def reaches(server: Postgres, login: str, database: str) -> bool:
    where = server.address(database, login).replace("+psycopg", "")
    try:
        psycopg.connect(where).close()
    except psycopg.OperationalError as error:
        if "permission denied" in str(error):
            return False
        raise
    return True


def test_the_store_is_upgraded_by_its_owner_and_opened_by_the_program(
    laid_out: Servers,
) -> None:
    address = laid_out["postgres"].address
    with pytest.raises(StoreNotUpgraded):
        Database.open(address("vigil", "vigil"))

    upgrade_store(address("vigil", "vigil_upgrade"))
    Database.open(address("vigil", "vigil")).close()

    assert upgrade_store(address("vigil", "vigil_upgrade")) == NEWEST


def test_the_keys_of_the_cases_have_a_database_that_makes_itself(
    laid_out: Servers, secrets: Path
) -> None:
    keyring = Keyring.parse((secrets / "keys").read_text("utf-8"))
    where = laid_out["postgres-keys"].address("vigil_case_keys", "vigil_keys")
    custody = Custody.open(where, keyring)
    sealed = custody.seal("CP-1", b"a plan", b"about")

    assert custody.unseal("CP-1", sealed, b"about") == b"a plan"
    custody.close()


@pytest.mark.parametrize("script", sorted(DEPLOY.rglob("*.sh")), ids=lambda s: s.name)
def test_every_script_is_sound_and_stops_at_its_first_fault(script: Path) -> None:
    subprocess.run(["sh", "-n", script], check=True)

    assert os.access(script, os.X_OK)
    assert "\nset -eu\n" in script.read_text("utf-8")


def test_the_addresses_name_the_logins_that_are_made(secrets: Path) -> None:
    for name in ("store_owner_url", "store_url", "case_keys_url"):
        address = address_of((secrets / name).read_text("utf-8"))
        script = DEPLOY / "postgres" / LAYS_OUT[str(address.host)]
        made = script.read_text("utf-8")
        assert f"CREATE ROLE {address.username} LOGIN" in made
        assert f"CREATE DATABASE {address.database} OWNER" in made
