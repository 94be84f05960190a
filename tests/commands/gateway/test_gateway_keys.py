"""Keys are shown, made, and adopted in every open case, one after another."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from adapters.gateway.attesting import Attester, line_of
from adapters.sealing.keyring import keys_in
from commands.app import build
from commands.gateway import keys as command
from commands.gateway.adopting import Adopted, adopt_in, trusting
from commands.gateway.sending import Gateway
from commands.output import Ended, Failure
from domain.advance import advance
from domain.attestations.trusting import Trusting
from domain.case import Case
from domain.decide import respond
from domain.errors import Refused
from domain.facts.keeping import CaseSealed
from domain.intake import Intake, Opening
from domain.making import changed
from domain.opening import open_case
from domain.receipts import Receipt, receipt_for
from domain.recording import Row
from domain.requests import Request
from domain.requests.base import By
from tests.dates import instant
from tests.domain.builders import OPENED, terms

NOW = instant("Mon 2026-12-21 10:00Z")
OURS = Attester({"gate-1": b"1" * 32})
BOTH = Attester({"gate-1": b"1" * 32, "gate-2": b"2" * 32})
OTHERS = Attester({"other": b"3" * 32})
OPERATOR = By(person="op-1", role="system-operator")


class Caseload:
    """Cases that trust these gateways, their record, and the gateway to them."""

    def __init__(self, **trusted: Attester | None) -> None:
        self.held = {
            ref.replace("_", "-"): begun(ref.replace("_", "-"), by)
            for ref, by in trusted.items()
        }
        self.asked: list[str] = []

    async def readable(self) -> list[str]:
        return list(self.held)

    async def facts(self, ref: str, kinds: Collection[str]) -> list[Row]:
        return [row for row in self.held[ref].unrecorded if row.kind in kinds]

    async def ask(self, ref: str, request: Request) -> Receipt:
        self.asked.append(ref)
        attested = BOTH.attested(request, ref, NOW)
        try:
            facts = respond(self.held[ref], attested, NOW)
        except Refused as refused:
            raise Failure(Ended.REFUSED, refused.message) from None
        before, after = self.held[ref], advance(self.held[ref], facts, NOW)
        self.held[ref] = after
        return receipt_for(before, after, facts)


def begun(ref: str, by: Attester | None) -> Case:
    child = {"ref": "child-1", "name": "Leilani", "born": "2018-03-14"}
    given: dict[str, Any] = {
        "rulebook": "pan-sussex",
        "team_inbox": "team@council.example",
        "children": [child],
    }
    opening = Opening(
        ref=ref, sent_at=OPENED, intake=Intake.model_validate(given), terms=terms()
    )
    keys = by.trusted_from(OPENED) if by else ()
    return open_case(changed(opening, gateway_keys=keys), OPENED)


async def adopting(caseload: Any, monkeypatch: pytest.MonkeyPatch) -> Adopted:
    gateway = Gateway(caseload, BOTH, caseload.ask)

    async def ask(self: Gateway, ref: str, request: Request) -> Receipt:
        receipt: Receipt = await caseload.ask(ref, request)
        return receipt

    monkeypatch.setattr(Gateway, "ask", ask)
    cases, _ = await trusting(caseload, json=True)
    return await adopt_in(gateway, cases, OPERATOR, "rotation", json=True)


async def test_every_open_case_trusts_the_keys_afterwards_and_is_asked_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caseload = Caseload(CP_1=OURS, CP_2=None, CP_3=BOTH, CP_4=OTHERS)

    became = await adopting(caseload, monkeypatch)

    assert became.adopted == ("CP-1", "CP-2")
    assert (became.unchanged, became.first) == (1, 1)
    assert became.refused.keys() == {"CP-4"}
    assert "does not trust the gateway" in became.refused["CP-4"]
    again = await adopting(caseload, monkeypatch)
    assert (again.adopted, again.unchanged, again.first) == ((), 3, 0)
    assert caseload.asked == ["CP-1", "CP-2", "CP-4", "CP-4"]


async def test_a_case_that_is_over_is_asked_nothing() -> None:
    caseload: Any = Caseload(CP_1=OURS, CP_2=OURS)
    over = advance(caseload.held["CP-1"], (CaseSealed(at=NOW),), NOW)
    caseload.held["CP-1"] = over

    cases, unread = await trusting(caseload, json=True)

    assert not unread
    assert [case.case for case in cases] == ["CP-2"]


async def test_a_server_that_is_away_ends_it_at_once() -> None:
    class Away(Gateway):
        async def ask(self, ref: str, request: Request) -> Receipt:
            raise Failure(Ended.UNREACHABLE, "the service cannot be reached")

    nobody: Any = None
    with pytest.raises(Failure) as caught:
        await adopt_in(
            Away(nobody, BOTH, nobody),
            [Trusting("CP-1", frozenset())],
            OPERATOR,
            "rotation",
            json=True,
        )

    assert caught.value.ended is Ended.UNREACHABLE


def vigil(*arguments: str) -> Result:
    return CliRunner().invoke(build(), ("gateway-keys", *arguments))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VIGIL_GATEWAY_KEY", line_of("gate-1", b"1" * 32))
    monkeypatch.setenv("COLUMNS", "100")


def test_the_public_halves_are_shown_and_never_the_seed() -> None:
    shown = vigil("show")
    (key,) = OURS.public_keys
    line = line_of("gate-1", bytes.fromhex(key.public))

    assert shown.exit_code == 0
    assert line in shown.stdout
    assert json.loads(vigil("show", "--json").stdout) == {
        "signs": "gate-1",
        "public": [line],
    }
    assert line_of("gate-1", b"1" * 32) not in shown.stdout


def test_a_new_key_lies_in_a_file_of_its_owner_s_and_replaces_none(
    tmp_path: Path,
) -> None:
    file = tmp_path / "gate-2"

    result = vigil("new", "gate-2", str(file))
    line = file.read_text("utf-8").strip()

    assert result.exit_code == 0
    assert keys_in(line).keys() == {"gate-2"}
    assert file.stat().st_mode & 0o777 == 0o600
    assert line not in result.stdout
    assert Attester(keys_in(line)).public_keys[0].key_id in result.stdout
    again = vigil("new", "gate-2", str(file))
    assert again.exit_code == Ended.BAD_INPUT
    assert file.read_text("utf-8").strip() == line


@pytest.mark.parametrize("given", ["", "no spaces", "-x", "a" * 41])
def test_a_key_has_a_plain_name(tmp_path: Path, given: str) -> None:
    assert vigil("new", "--", given, str(tmp_path / "f")).exit_code == Ended.BAD_INPUT
    assert not (tmp_path / "f").exists()


def test_without_a_record_there_is_nothing_to_adopt_in() -> None:
    assert vigil("adopt", "--by", "op-1").exit_code == Ended.UNREACHABLE


def test_what_was_adopted_is_told_in_numbers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    became = Adopted(adopted=("a", "b"), unchanged=3, first=1, refused={"c": "No."})
    command.tell(became, json=False)
    said = capsys.readouterr()

    assert "adopted in 2 cases" in said.out
    assert "3 trust them already" in said.out
    assert "1 of them had trusted no gateway" in said.out
    assert "Case c does not take them: No.\n" in said.err
