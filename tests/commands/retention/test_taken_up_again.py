"""An erasure that was stopped with its key there is judged anew; after that, never."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from adapters.sealing.case_keys import CaseKeys
from adapters.sealing.custody import Custody
from adapters.sealing.master import KeysOutOfReach
from adapters.sealing.scrubbing import KeysStillRead
from tests.commands.retention.archive import REF, Archive
from tests.dates import instant

ASKED = instant("Mon 2090-01-02 10:00Z")
NEXT_DAY = instant("Tue 2090-01-03 10:00Z")
YEARS_ON = instant("Tue 2095-01-04 10:00Z")
ANNE = ("anne", "service-manager")
BOB = ("bob", "authorised-manager")
PROPOSE = ("retention", "propose", REF)
CONFIRM = ("retention", "confirm", REF)


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    archive = Archive(tmp_path / "vigil", monkeypatch)
    archive.at(ASKED)
    proposed = archive.by(*ANNE, *PROPOSE)
    assert proposed.exit_code == 0, proposed.stderr
    return archive


def away(*_: object) -> int:
    raise KeysOutOfReach


def still_read(_: CaseKeys) -> None:
    raise KeysStillRead


def stopped(archive: Archive, where: type, name: str, stop: object) -> None:
    """Bob confirms it, and is stopped there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(where, name, stop)
        failed = archive.by(*BOB, *CONFIRM)
    assert failed.exit_code == 3, failed.stderr


def listed(archive: Archive) -> dict[str, Any]:
    told = archive.by(*ANNE, "retention", "list", "--all", "--json").stdout
    (one,) = json.loads(told)
    return dict(one)


def longer(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """The council decides that everything is kept for a hundred years."""
    shipped = Path(__file__).parents[3] / "rulebook" / "retention" / "default.toml"
    folder = archive.home / "council" / "retention"
    folder.mkdir(parents=True)
    text = shipped.read_text().replace('id = "default"', 'id = "ours"')
    (folder / "ours.toml").write_text(text.replace("years = 35", "years = 100"))
    monkeypatch.setenv("VIGIL_RULEBOOK_FOLDERS", str(folder.parent))
    monkeypatch.setenv("VIGIL_RETENTION", "ours")


def test_a_record_that_the_table_keeps_by_now_is_kept_though_two_had_agreed(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped(archive, Custody, "destroy", away)
    longer(archive, monkeypatch)
    archive.at(NEXT_DAY)
    again = archive.by(*BOB, *CONFIRM)

    assert again.exit_code == 1
    assert "This record is kept until" in " ".join(again.stderr.split())
    assert archive.by(*BOB, "history", REF).exit_code == 0


def test_one_person_alone_does_not_finish_years_later_what_two_had_agreed(
    archive: Archive,
) -> None:
    stopped(archive, Custody, "destroy", away)
    fresh = listed(archive)["confirmed"]
    archive.at(YEARS_ON)
    late = listed(archive)["confirmed"]
    alone = archive.by(*ANNE, *CONFIRM)
    asked = archive.by(*ANNE, *PROPOSE)
    still_alone = archive.by(*ANNE, *CONFIRM)
    kept = archive.by(*ANNE, "history", REF)
    done = archive.by(*BOB, *CONFIRM)

    assert (fresh, late) == (True, False)
    assert [each.exit_code for each in (alone, asked, still_alone)] == [1, 0, 1]
    assert kept.exit_code == 0
    assert done.exit_code == 0, done.stderr


def test_what_was_stopped_after_its_key_had_gone_is_finished_however_late(
    archive: Archive,
) -> None:
    stopped(archive, CaseKeys, "scrub", still_read)
    archive.at(YEARS_ON)
    begun = archive.by(*ANNE, *PROPOSE)
    done = archive.by(*ANNE, *CONFIRM)

    assert begun.exit_code == 1
    assert done.exit_code == 0, done.stderr


def test_a_key_that_came_back_and_could_not_be_freed_is_seen_to_until_it_is(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(archive.home, tmp_path / "backup")
    archive.by(*BOB, *CONFIRM)
    shutil.copy(tmp_path / "backup" / "case-keys.db", archive.home / "case-keys.db")
    archive.at(NEXT_DAY)
    stopped(archive, CaseKeys, "scrub", still_read)
    certificate = archive.by(*ANNE, "retention", "certificate", REF)
    unfinished = listed(archive)["key_is_back"]
    scrubbed: list[CaseKeys] = []
    monkeypatch.setattr(CaseKeys, "scrub", lambda keys: scrubbed.append(keys))
    done = archive.by(*ANNE, *CONFIRM)
    over = archive.by(*ANNE, *CONFIRM)

    assert certificate.exit_code == 1
    assert unfinished
    assert done.exit_code == 0, done.stderr
    assert (len(scrubbed), over.exit_code) == (1, 1)
    assert not listed(archive)["key_is_back"]
