"""One erased family stops nobody from working with all the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.retention.archive import REF, Archive
from tests.dates import instant

PROPOSED = instant("Mon 2090-01-02 10:00Z")
ERASED = instant("Tue 2090-01-03 10:00Z")


@pytest.fixture
def erased(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    archive = Archive(tmp_path / "vigil", monkeypatch)
    archive.at(PROPOSED)
    archive.by("anne", "service-manager", "retention", "propose", REF)
    archive.at(ERASED)
    done = archive.by("bob", "authorised-manager", "retention", "confirm", REF)
    assert done.exit_code == 0, done.stderr
    return archive


@pytest.mark.parametrize(
    ("role", "arguments"),
    [
        ("auditor", ("audit", "--person", "carol", "--json")),
        ("coordinator", ("cases", "--json")),
    ],
)
def test_what_is_read_of_all_families_is_read_of_those_that_are_left(
    erased: Archive, role: str, arguments: tuple[str, ...]
) -> None:
    told = erased.by("carol", role, *arguments)

    assert told.exit_code == 0, told.stderr
    assert REF not in told.stdout
    json.loads(told.stdout)


def test_letters_that_did_not_arrive_are_told_of_those_that_are_left(
    erased: Archive,
) -> None:
    told = erased.by("carol", "coordinator", "deliveries", "--json")

    # No engine runs here: what has not gone yet is not known, and that is said.
    assert told.exit_code == 3
    assert "not every case could be asked" in " ".join(told.stderr.split())
    assert json.loads(told.stdout) == []


def test_the_keys_of_the_gateway_are_adopted_in_the_cases_that_are_left(
    erased: Archive,
) -> None:
    erased.by("anne", "service-manager", "gateway-keys", "new")
    told = erased.by("anne", "service-manager", "gateway-keys", "adopt", "--dry-run")

    assert told.exit_code == 0, told.stderr
    assert REF not in told.stdout


def test_the_doctor_still_looks_at_who_vouches_for_requests(erased: Archive) -> None:
    told = erased.by("anne", "service-manager", "doctor", "--json")
    found = {each["about"]: each for each in json.loads(told.stdout)}

    assert found["gateway"]["grade"] != "away"
    assert "erased" not in found["gateway"]["says"]
