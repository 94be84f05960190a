"""A check-up says when the record waits for a seal, and what the engine keeps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from temporalio.client import Client

from adapters.clock import SystemClock
from adapters.embedded_server import EmbeddedServer
from adapters.namespaces import keep_for
from adapters.record.seals import seal
from adapters.record.signet import Signet
from adapters.retention_policies import load_retention
from adapters.sealing.keyring import Keyring
from adapters.settings import Settings
from adapters.store.database import Database
from commands.evidence import engine_retention, gateways, seals
from commands.findings import Grade
from domain.recording import Batch
from domain.worklist import line_of
from tests.commands.retention.archive import archived, sealed
from tests.ledgers import facts_of

SIGNET = Signet(Keyring.development())


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    archived(tmp_path)
    found = Settings(home=tmp_path)
    yield found
    found.custody.close()


async def test_what_waits_for_a_seal_longer_than_a_worker_takes_is_wrong(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = SystemClock().now() + timedelta(days=1)
    monkeypatch.setattr(SystemClock, "now", lambda _: tomorrow)
    (found,) = await seals(settings)

    assert found.grade is Grade.WRONG
    assert "is a worker running?" in found.says


async def test_what_was_sealed_is_well_and_the_last_seal_is_named(
    settings: Settings,
) -> None:
    database = Database.open(settings.store)
    try:
        await seal(database, SIGNET, SystemClock().now())
    finally:
        database.close()
    (found,) = await seals(settings)

    assert (found.grade, found.says) == (Grade.GOOD, "the last is number 1")


async def test_open_cases_that_trust_no_gateway_are_counted(tmp_path: Path) -> None:
    case, rows = sealed()
    still_open = tuple(row for row in rows if row.kind != "case-sealed")
    database = Database.open(tmp_path / "vigil.db")
    batch = Batch(case=case.ref, rows=still_open[:20], line=line_of(case))
    await facts_of(database).append(batch)
    database.close()
    found = Settings(home=tmp_path)
    (finding,) = await gateways(found)
    found.custody.close()

    assert finding.grade is Grade.MIND
    assert finding.says.startswith("1 open cases trust none")


async def test_where_every_case_is_over_nobody_needs_to_vouch(
    settings: Settings,
) -> None:
    (finding,) = await gateways(settings)

    assert finding.grade is Grade.GOOD


async def test_a_record_that_cannot_be_read_is_away(tmp_path: Path) -> None:
    (found,) = await seals(Settings(home=tmp_path / "nothing-here"))

    assert found.grade is Grade.AWAY


@pytest.mark.server
async def test_an_engine_that_forgets_sooner_than_the_table_says_is_wrong(
    tmp_path: Path,
) -> None:
    settings = Settings(home=tmp_path)
    unpublished = Settings(home=tmp_path, retention="nowhere")
    async with EmbeddedServer(log=tmp_path / "server.log") as server:
        client = await Client.connect(server.address)
        before = await engine_retention(client, settings)
        await keep_for(client, load_retention("default"))
        after = await engine_retention(client, settings)
        unknown = await engine_retention(client, unpublished)

    assert (before.grade, after.grade) == (Grade.WRONG, Grade.GOOD)
    assert after.says == "what has ended, for 30 days"
    assert unknown.grade is Grade.WRONG
