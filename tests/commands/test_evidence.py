"""A check-up says when the record waits for a seal, and what the engine keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import Client

from adapters.clock import SystemClock
from adapters.embedded_server import EmbeddedServer
from adapters.gateway.attesting import Attester
from adapters.gateway.attesting import line_of as key_line
from adapters.namespaces import keep_for
from adapters.record.seals import Unsealed, seal
from adapters.record.signet import Signet
from adapters.retention_policies import load_retention
from adapters.sealing.keyring import Keyring
from adapters.settings import Settings
from adapters.store.database import Database
from commands import evidence
from commands.each_case import Over
from commands.evidence import engine_retention, gateways, seals
from commands.findings import Finding, Grade
from domain.attestations.trusting import Trusting
from domain.recording import Batch
from domain.worklist import line_of
from tests.commands.gateway.test_gateway_keys import begun
from tests.commands.retention.archive import archived
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


async def test_older_cases_without_a_mark_are_named_beside_what_waits_for_a_seal(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = Unsealed(1, SystemClock().now(), None, unmarked=2)
    monkeypatch.setattr(evidence, "unsealed", lambda _: older)
    marks, found = await seals(settings)

    assert marks.grade is Grade.WRONG
    assert marks.says.startswith("2 cases from before ends were marked")
    assert (found.grade, found.says) == (Grade.GOOD, "there is nothing to seal yet")


OURS = Attester({"gate-1": b"1" * 32})
ROTATED = Attester({"gate-2": b"2" * 32, "gate-1": b"1" * 32})
THEIRS = Attester({"other": b"3" * 32})
#: Another installation's, which gave its key the name of ours.
NAMESAKE = Attester({"gate-1": b"3" * 32})
SEED = key_line("gate-1", b"1" * 32)
NEXT = key_line("gate-2", b"2" * 32)
KEYS = key_line("k1", b"9" * 32)


async def looked(
    home: Path, cases: Mapping[str, Attester | None], **told: Any
) -> list[Finding]:
    """What a check-up says of the gateways of these open cases."""
    settings = Settings(home=home, **told)
    database = Database.open(home / "vigil.db")
    for ref, trusted in cases.items():
        case = begun(ref, trusted)
        batch = Batch(case=ref, rows=case.unrecorded, line=line_of(case))
        await facts_of(database, settings.keyring()).append(batch)
    database.close()
    found = await gateways(settings)
    settings.custody.close()
    return found


async def test_open_cases_that_trust_no_gateway_are_counted(tmp_path: Path) -> None:
    cases = {"CP-1": None, "CP-2": OURS}
    (finding,) = await looked(tmp_path, cases, gateway_key=SEED)

    assert finding.grade is Grade.MIND
    assert finding.says.startswith("1 open cases trust none")


async def test_cases_that_trust_this_gateway_and_no_other_are_well(
    tmp_path: Path,
) -> None:
    (finding,) = await looked(tmp_path, {"CP-1": OURS}, gateway_key=SEED)

    assert finding.grade is Grade.GOOD


async def test_cases_that_trust_another_s_gateway_are_wrong_and_named(
    tmp_path: Path,
) -> None:
    both = Attester({"gate-1": b"1" * 32, "other": b"3" * 32})
    cases = {
        "CP-1": OURS,
        "CP-2": THEIRS,
        "CP-3": both,
        "CP-4": None,
        "CP-5": NAMESAKE,
    }
    nobody_s, strange, others = await looked(tmp_path, cases, gateway_key=SEED)

    assert nobody_s.grade is Grade.MIND
    assert (strange.grade, strange.cases) == (Grade.WRONG, ("CP-2", "CP-5"))
    assert (others.grade, others.cases) == (Grade.WRONG, ("CP-3",))
    assert "not this installation's" in others.says


async def test_where_every_key_that_a_case_trusts_was_taken_out_it_is_put_back_first(
    tmp_path: Path,
) -> None:
    """Adopting alone would be refused: the new key that signs it is not trusted."""
    (strange,) = await looked(tmp_path, {"CP-1": OURS}, gateway_key=NEXT)

    assert (strange.grade, strange.cases) == (Grade.WRONG, ("CP-1",))
    assert "none of the keys of this installation" in strange.says
    back, adopt = strange.says.find("back as the first"), strange.says.find("adopt'")
    assert 0 < back < adopt


async def test_a_stranger_s_key_does_not_hide_that_ours_is_unheard(
    tmp_path: Path,
) -> None:
    """As while a spare is left of two keys, and the one that signed was taken out."""
    both = Attester({"gate-1": b"1" * 32, "other": b"3" * 32})
    others, unheard = await looked(
        tmp_path, {"CP-1": both}, gateway_key=f"{NEXT}\n{SEED}"
    )

    assert others.cases == unheard.cases == ("CP-1",)
    assert "the key that signs here" in unheard.says


async def test_cases_that_do_not_know_the_key_that_signs_here_are_wrong_and_named(
    tmp_path: Path,
) -> None:
    cases = {"CP-1": OURS, "CP-2": ROTATED}
    (unheard,) = await looked(tmp_path, cases, gateway_key=f"{NEXT}\n{SEED}")

    assert (unheard.grade, unheard.cases) == (Grade.WRONG, ("CP-1",))
    assert "the key that signs here" in unheard.says


async def test_where_nothing_signs_nobody_says_that_its_word_is_asked_for(
    tmp_path: Path,
) -> None:
    alone = {"environment": "production", "keys": KEYS}
    (finding,) = await looked(tmp_path, {"CP-1": OURS}, **alone)

    assert finding.grade is Grade.MIND
    assert "no gateway key" in finding.says


async def test_gateway_keys_that_cannot_be_used_are_wrong(tmp_path: Path) -> None:
    (finding,) = await looked(tmp_path, {"CP-1": OURS}, gateway_key="gate-1:short")

    assert finding.grade is Grade.WRONG
    assert "line 1" in finding.says


async def test_a_case_that_cannot_be_read_hides_no_other(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange = Trusting("CP-1", frozenset(THEIRS.public_keys))

    async def trusting(*_: object, **__: object) -> Over[Trusting]:
        return Over([strange], {"CP-2": "damaged"})

    monkeypatch.setattr(evidence, "trusting", trusting)
    others, unread = await gateways(settings)

    assert (others.grade, others.cases) == (Grade.WRONG, ("CP-1",))
    assert (unread.grade, unread.cases) == (Grade.AWAY, ("CP-2",))


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
