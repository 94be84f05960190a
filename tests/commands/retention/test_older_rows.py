"""Destroying a case's key erases what it sealed, and nothing from before it had one."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from adapters.sealing.columns import CaseColumn
from adapters.sealing.custody import Custody
from adapters.store.database import Database
from commands.retention import desk
from tests.commands.retention.archive import REF, Archive, sealed
from tests.dates import instant
from tests.ledgers import custody_of, sealed_before

OVER = instant("Mon 2090-01-02 10:00Z")
ANNE = ("anne", "service-manager")
BOB = ("bob", "authorised-manager")
PROPOSE = (*ANNE, "retention", "propose", REF)
CONFIRM = (*BOB, "retention", "confirm", REF)
#: Every fact, and the line of the worklist.
OLDER = len(sealed()[1]) + 1


def as_before(self: CaseColumn, _case: str, text: bytes, *about: str | int) -> bytes:
    return sealed_before(self.custody.keyring, self.name, text, *about)


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """A record whose time is over, from before cases had keys of their own."""
    with monkeypatch.context() as patch:
        patch.setattr(CaseColumn, "seal", as_before)
        archive = Archive(tmp_path / "vigil", monkeypatch)
    archive.at(OVER)
    return archive


def by_a_release_before(archive: Archive, *commands: tuple[str, ...]) -> list[int]:
    """How each ended in a release that did not look at what else would open."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk, "older_rows", lambda *_: 0)
        return [archive.by(*each).exit_code for each in commands]


def no_keys(*_: object) -> int:
    raise OSError


def refused(archive: Archive, *command: str) -> str:
    """What it says, written down as refused, with nothing destroyed."""
    told = archive.by(*command)
    with closing(Database.open(archive.home / "vigil.db")) as store:
        assert not custody_of(store).is_destroyed(REF)
    assert archive.by(*ANNE, "history", REF).exit_code == 0
    assert archive.by(*ANNE, "cases").stdout.count(REF) == 1
    audit = json.loads(archive.by("carol", "auditor", "audit", REF, "--json").stdout)
    assert "not-by-its-key" in [each["why"] for each in audit]
    assert told.exit_code == 1
    return " ".join(told.stderr.split())


def test_the_erasure_of_a_record_from_before_keys_is_not_proposed_and_it_says_why(
    archive: Archive,
) -> None:
    said = refused(archive, *PROPOSE)

    assert f"would still open once its key is destroyed: {OLDER}." in said
    assert "Keep it: those rows go only with the line of the keyring" in said


def test_nor_is_it_confirmed_where_a_release_before_proposed_it(
    archive: Archive,
) -> None:
    proposed = by_a_release_before(archive, PROPOSE)
    said = refused(archive, *CONFIRM)
    listed = json.loads(archive.by(*ANNE, "retention", "list", "--json").stdout)

    assert proposed == [0]
    assert f"{OLDER}." in said
    assert [one["confirmed"] for one in listed] == [False]


def test_nor_is_it_gone_on_with_where_a_release_before_confirmed_it(
    archive: Archive,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Custody, "destroy", no_keys)
        begun = by_a_release_before(archive, PROPOSE, CONFIRM)
    with closing(Database.open(archive.home / "vigil.db")) as store:
        assert not custody_of(store).is_destroyed(REF)
    said = refused(archive, *CONFIRM)

    assert begun == [0, 3]
    assert f"{OLDER}." in said


def test_nobody_certifies_that_no_key_opens_what_another_key_opens(
    archive: Archive,
) -> None:
    done = by_a_release_before(archive, PROPOSE, CONFIRM)
    shown = archive.by(*ANNE, "retention", "certificate", REF)
    still = len(sealed()[1])

    assert done == [0, 0]
    assert archive.by(*ANNE, "history", REF).exit_code == 0
    assert shown.exit_code == 1
    assert shown.stdout == ""
    assert f"still open: {still}." in " ".join(shown.stderr.split())
