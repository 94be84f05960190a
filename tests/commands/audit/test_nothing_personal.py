"""No entry of the audit can hold a name, an address or a text; nor can the settings."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from adapters.record.audit import Entry
from adapters.sealing.keyring import KEY_BYTES
from commands.app import build
from commands.output import Ended
from domain.evidence.opaque import NotOpaque
from tests.commands.audit.office import AUDITOR, PERSON, REF, Office, Open, family

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ENTRY: dict[str, Any] = {
    "at": AT,
    "kind": "read",
    "person": "sw-0042",
    "role": "social-worker",
    "what": "letter/3",
    "why": "",
    "case": "T-2026-0001",
}
PERSONAL = ("Wilhelmina Canary", "w.canary@example.org", "Żółć", "", "a" * 201)


@pytest.mark.parametrize("personal", PERSONAL)
@pytest.mark.parametrize("field", ["kind", "person", "role", "what", "why", "case"])
def test_an_entry_with_a_text_in_it_is_refused_and_the_text_not_repeated(
    field: str, personal: str
) -> None:
    if (field, personal) == ("why", ""):
        assert Entry(**ENTRY).why == ""
        return
    with pytest.raises(NotOpaque) as caught:
        Entry(**(ENTRY | {field: personal}))

    assert caught.value.field == field
    assert personal not in str(caught.value) or not personal


@pytest.mark.parametrize(
    "person",
    [
        "sw-0042",
        "worker",
        "1f3c9b2e-6a7d-4e0b-9c55-0d2f8a7b6c1e",
        "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ",
    ],
)
def test_a_reference_of_ours_and_one_of_a_sign_in_service_may_stand_there(
    person: str,
) -> None:
    assert Entry(**(ENTRY | {"person": person})).person == person


def test_a_name_without_a_space_is_no_reference_either() -> None:
    with pytest.raises(NotOpaque):
        Entry(**(ENTRY | {"person": "Canary"}))


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("VIGIL_PERSON", "Wilhelmina Canary", "never a name"),
        ("VIGIL_PERSON", "w.canary@example.org", "never a name"),
        ("VIGIL_ROLE", "boss", "one of intake, social-worker"),
    ],
)
def test_who_sits_there_is_a_reference_and_a_role(
    office: Open, monkeypatch: pytest.MonkeyPatch, name: str, given: str, says: str
) -> None:
    monkeypatch.setenv(name, given)

    done = office.vigil("history", REF)

    said = " ".join(done.stderr.split())
    assert (done.exit_code, done.stdout) == (Ended.BAD_INPUT, "")
    assert said.startswith(f"{name}: ")
    assert says in said
    assert given not in said


@pytest.mark.parametrize("name", ["VIGIL_PERSON", "VIGIL_ROLE"])
def test_in_production_nothing_is_shown_while_nobody_says_who_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    keys = base64.b64encode(b"7" * KEY_BYTES).decode()
    monkeypatch.setenv("VIGIL_ENVIRONMENT", "production")
    monkeypatch.setenv("VIGIL_KEYS", f"test:{keys}")
    office = Office(tmp_path / "home", monkeypatch)
    office.records(family())
    monkeypatch.delenv(name)

    done = office.vigil("history", REF)

    assert (done.exit_code, done.stdout) == (Ended.BAD_INPUT, "")
    assert done.stderr.startswith(f"{name}: ")


def test_the_doctor_shows_nobody_and_needs_nobody_written_down(
    office: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIGIL_TEMPORAL_ADDRESS", "127.0.0.1:9")
    office.sits("ops-7", "system-operator")
    before = len(office.entries(None))

    shown = CliRunner().invoke(build(), ["doctor", "--json"])

    assert "cases on record" in shown.stdout
    for name in ("Name of", "mother", "father", "child-1", PERSON, AUDITOR):
        assert name not in shown.stdout
    assert len(office.entries(None)) == before
