"""With the gateway's key out, a child is protected all the same; all else waits."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from adapters.record.audit import SqlAudit
from adapters.sealing.keyring import KEY_BYTES
from adapters.settings import Settings
from adapters.store.database import Database
from commands import asking
from commands.app import build
from commands.gateway import keys
from commands.gateway.sending import gateway_of
from commands.letters import holding
from commands.output import Ended, Failure
from tests.adapters.gateway.test_attesting import SEALING
from tests.commands.audit.office import Office
from tests.commands.gateway.served import Served

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


def read_by_all(file: Path) -> None:
    file.write_text(f"gate-7:{base64.b64encode(b'7' * KEY_BYTES).decode()}\n")
    file.chmod(0o644)


@pytest.mark.parametrize(
    ("lay", "why"),
    [
        (lambda file: None, "the file that VIGIL_GATEWAY_KEY_FILE names is unreadable"),
        (
            lambda file: file.write_text("gate-7"),
            "VIGIL_GATEWAY_KEY_FILE: line 1: write keyid:base64key",
        ),
        (Path.mkdir, "the file that VIGIL_GATEWAY_KEY_FILE names is unreadable"),
        (read_by_all, "VIGIL_GATEWAY_KEY_FILE names may be read or changed by others"),
    ],
    ids=["not there", "no key", "a folder", "open"],
)
def test_keys_that_cannot_be_used_keep_nobody_from_protecting_a_child(
    office: Office,
    served: Served,
    monkeypatch: pytest.MonkeyPatch,
    lay: Callable[[Path], None],
    why: str,
) -> None:
    lay(office.home / "gateway-keys")
    monkeypatch.setenv("VIGIL_GATEWAY_KEY_FILE", str(office.home / "gateway-keys"))
    result = submit(office, ACTION)

    assert result.exit_code == Ended.DONE, result.output
    assert [each.attestation for each in served.sent] == [None]
    assert why in loud(result)
    assert submit(office, RELEASE).exit_code == Ended.BAD_INPUT


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
