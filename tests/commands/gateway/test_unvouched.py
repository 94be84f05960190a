"""With the gateway's key out, a child is protected all the same; all else waits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode
from typer.testing import CliRunner, Result

from adapters.record.audit import SqlAudit
from adapters.settings import Settings
from adapters.store.database import Database
from commands import asking
from commands.app import build
from commands.gateway import keys
from commands.gateway.sending import gateway_of
from commands.letters import holding
from commands.output import Ended, Failure
from domain.advance import advance
from domain.case import Case
from domain.decide import respond
from domain.errors import Refused
from domain.receipts import Receipt, receipt_for
from domain.record.people import RoleHeld
from domain.requests import Request
from domain.views import CaseView, case_view
from tests.adapters.gateway.test_attesting import SEALING
from tests.commands.audit.office import Office
from tests.dates import instant
from tests.domain.attestations.vouching import a_trusting_case
from tests.domain.builders import OPENED, a_child, a_person
from workflows import REFUSED

NOW = instant("Mon 2026-12-21 10:00Z")
BY = {"person": "worker", "role": "social-worker"}
ACTION = {
    "kind": "record-protective-action",
    "id": "act-1",
    "by": BY,
    "taken_at": "2026-12-21T09:30:00Z",
    "children": ["child-1"],
    "what": "Taken to her aunt.",
}
RELEASE = {"kind": "release-letters", "id": "r-1", "by": BY, "who": None}
SENT = ("sent-without-a-word", "worker", "social-worker")


class Served:
    """A case that trusts a gateway, and answers as the service would."""

    def __init__(self) -> None:
        manager = RoleHeld(role="authorised-manager", person="manager", since=OPENED)
        people = (a_person("worker"), a_person("manager"))
        self.case: Case = a_trusting_case(
            people=people, roles=(manager,), children=(a_child(),)
        )
        self.sent: list[Request] = []
        self.away = False

    def get_workflow_handle(self, id: str) -> Served:
        return self

    async def execute_update(self, name: str, request: Any, **_: Any) -> Receipt:
        self.sent.append(request)
        if self.away:
            raise RPCError("away", RPCStatusCode.UNAVAILABLE, b"")
        before = self.case
        try:
            facts = respond(before, request, NOW)
        except Refused as why:
            error = ApplicationError(why.message, why.code, why.where, [], type=REFUSED)
            raise WorkflowUpdateFailedError(error) from error
        self.case = advance(before, facts, NOW)
        return receipt_for(before, self.case, facts)

    def kinds(self) -> set[str]:
        """What has come to stand on its record."""
        return {row.kind for row in self.case.unrecorded}

    async def query(self, *_: Any, **__: Any) -> CaseView:
        return case_view(self.case, NOW)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An installation for families, where nothing signs."""
    monkeypatch.setenv("VIGIL_ENVIRONMENT", "production")
    monkeypatch.setenv("VIGIL_KEYS", SEALING)
    for name in ("KEY", "KEY_FILE", "TRUSTED", "TRUSTED_FILE"):
        monkeypatch.delenv(f"VIGIL_GATEWAY_{name}", raising=False)
    office = Office(tmp_path, monkeypatch).sits(BY["person"], BY["role"])
    Database.open(Settings().store).close()
    return office


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Served:
    served = Served()

    async def client_of(settings: Settings) -> Served:
        return served

    for module in (asking, holding, keys):
        monkeypatch.setattr(module, "client_of", client_of)
    return served


def submit(office: Office, request: dict[str, Any]) -> Result:
    return office.vigil("submit", "CP-1", "-", given=json.dumps(request))


def hold(*who: str) -> Result:
    given = ("--reason", "not-safe", "--by", BY["person"], "--role", BY["role"])
    return CliRunner().invoke(build(), ("hold", "CP-1", *given, *who))


def loud(result: Result) -> str:
    return " ".join(result.stderr.split())


def written(office: Office) -> list[tuple[str, ...]]:
    """What stands in the audit of what was not only looked at."""
    return [
        (each.kind, each.person, each.role, each.what, each.why)
        for each in office.entries("CP-1")
        if each.kind != "read"
    ]


def test_protective_action_is_taken_without_a_key_loudly_and_written_down(
    office: Office, served: Served
) -> None:
    result = submit(office, ACTION)

    assert result.exit_code == Ended.DONE, result.output
    assert [each.attestation for each in served.sent] == [None]
    assert "protective-action-taken" in served.kinds()
    assert "without a gateway's word" in loud(result)
    assert "set VIGIL_GATEWAY_KEY_FILE" in loud(result)
    why = "gateway-keys-unusable"
    assert written(office) == [(*SENT, "record-protective-action", why)]


def test_letters_are_held_without_a_key_loudly_and_it_is_written_down(
    office: Office, served: Served
) -> None:
    result = hold()

    assert result.exit_code == Ended.DONE, result.output
    assert served.case.holds
    assert "set VIGIL_GATEWAY_KEY_FILE" in loud(result)
    assert [entry[:4] for entry in written(office)] == [(*SENT, "hold-letters")]


def test_keys_that_cannot_be_read_keep_nobody_from_protecting_a_child(
    office: Office, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIGIL_GATEWAY_KEY_FILE", str(office.home / "nowhere"))
    result = submit(office, ACTION)

    assert result.exit_code == Ended.DONE, result.output
    assert "the file that VIGIL_GATEWAY_KEY_FILE names is unreadable" in loud(result)


def test_whatever_needs_a_word_is_not_sent_without_a_key(
    office: Office, served: Served
) -> None:
    result = submit(office, RELEASE)

    assert result.exit_code == Ended.BAD_INPUT
    assert loud(result).startswith(
        "VIGIL_GATEWAY_KEY_FILE: this installation vouches for nobody: set"
    )
    assert (served.sent, written(office)) == ([], [])


def test_a_hold_that_needs_a_word_is_for_the_case_to_refuse(
    office: Office, served: Served
) -> None:
    """The holder of a role: what goes to the role would go round them."""
    result = hold("--who", "manager")

    assert result.exit_code == Ended.REFUSED, result.output
    assert "set VIGIL_GATEWAY_KEY_FILE" in loud(result)
    assert "only with the word of a gateway" in loud(result)
    assert not served.case.holds
    assert {entry[0] for entry in written(office)} == {SENT[0], "refused"}


def test_that_it_went_so_is_written_down_also_when_nobody_answers(
    office: Office, served: Served
) -> None:
    """It may have reached the case all the same."""
    served.away = True

    assert submit(office, ACTION).exit_code == Ended.UNREACHABLE
    assert [entry[0] for entry in written(office)] == [SENT[0]]


def test_an_audit_that_cannot_be_written_keeps_nobody_from_protecting_a_child(
    office: Office, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(SqlAudit, "write", full)
    result = submit(office, ACTION)

    assert result.exit_code == Ended.DONE, result.output
    assert "protective-action-taken" in served.kinds()
    assert "could not be written down" in loud(result)


def test_nobody_sends_it_in_another_s_name_for_want_of_a_key(
    office: Office, served: Served
) -> None:
    office.sits("mallory", BY["role"])

    assert submit(office, ACTION).exit_code == Ended.REFUSED
    assert served.sent == []


def test_no_case_is_opened_that_would_trust_nobody(
    office: Office, served: Served
) -> None:
    client: Any = served
    gateway = gateway_of(client, Settings())
    opening: Any = None

    with pytest.raises(Failure, match="vouches for nobody") as caught:
        gateway.open(opening)
    assert (caught.value.ended, caught.value.where) == (
        Ended.BAD_INPUT,
        "VIGIL_GATEWAY_KEY_FILE",
    )


def test_no_keys_are_adopted_where_there_are_none(
    office: Office, served: Served
) -> None:
    result = office.vigil("gateway-keys", "adopt", "--by", "op-1")

    assert result.exit_code == Ended.BAD_INPUT
    assert "vouches for nobody" in loud(result)
    assert served.sent == []
