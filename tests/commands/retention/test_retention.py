"""A record goes when its time is over and two people say so, and then for good."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest

from adapters.store.database import Database
from tests.commands.retention.archive import REF, Archive, sealed
from tests.dates import instant
from tests.ledgers import custody_of

IN_ITS_TIME = instant("Mon 2030-01-07 10:00Z")
OVER = instant("Mon 2090-01-02 10:00Z")
NEXT_DAY = instant("Tue 2090-01-03 10:00Z")
LATER = instant("Thu 2090-03-02 10:00Z")
ANNE = ("anne", "service-manager")
BOB = ("bob", "authorised-manager")


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    return Archive(tmp_path / "vigil", monkeypatch)


#: What shows a family's record to somebody who works with it.
SHOWS = (
    ("history", REF),
    ("case", REF),
    ("case", REF, "--as-known-at", "2026-01-05"),
    ("why", REF, "initial-conference"),
)


def without_an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """`why` asks the engine for the terms that the case began with: here they are."""

    async def terms(*_: object) -> object:
        return sealed()[0].terms

    monkeypatch.setattr("commands.why.client_of", terms)
    monkeypatch.setattr("commands.why.terms_of", terms)


def audited(archive: Archive) -> list[tuple[str, str, str]]:
    """Kind, person and why of all that stands in the family's audit."""
    told = json.loads(archive.by("carol", "auditor", "audit", REF, "--json").stdout)
    return [
        (each["did"], each["person"], each["why"])
        for each in told
        if each["did"].startswith(("legal", "eras", "refused"))
    ]


def test_nothing_is_listed_or_erased_while_a_record_is_in_its_time(
    archive: Archive,
) -> None:
    archive.at(IN_ITS_TIME)
    listed = archive.by(*ANNE, "retention", "list", "--json")
    proposed = archive.by(*ANNE, "retention", "propose", REF)

    assert json.loads(listed.stdout) == []
    assert proposed.exit_code == 1
    assert "This record is kept until" in " ".join(proposed.stderr.split())


def test_a_record_whose_time_is_over_is_listed_and_the_list_erases_nothing(
    archive: Archive,
) -> None:
    archive.at(OVER)
    told = json.loads(archive.by(*ANNE, "retention", "list", "--json").stdout)
    again = archive.by(*ANNE, "retention", "list")

    assert [(one["case"], one["may_go"]) for one in told] == [(REF, True)]
    assert "its time is over" in again.stdout
    assert "Nothing was erased" in again.stdout
    assert archive.by(*ANNE, "history", REF).exit_code == 0


def test_two_people_erase_a_record_and_then_nothing_opens_it(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_an_engine(monkeypatch)
    shutil.copytree(archive.home, tmp_path / "backup")
    archive.at(OVER)
    before = [archive.by(*ANNE, *each) for each in SHOWS]
    listed = archive.by(*ANNE, "cases").stdout
    assert archive.by(*ANNE, "retention", "propose", REF).exit_code == 0
    alone = archive.by("anne", "authorised-manager", "retention", "confirm", REF)
    archive.at(NEXT_DAY)
    done = archive.by(*BOB, "retention", "confirm", REF, "--json")
    certificate = json.loads(done.stdout)

    after = [archive.by(*ANNE, *each) for each in SHOWS]

    assert alone.exit_code == 1
    assert certificate["facts"] == len(sealed()[1])
    assert [step["person"] for step in certificate["steps"]] == ["anne", "bob", "bob"]
    assert [each.exit_code for each in before] == [0, 0, 0, 0]
    assert 0 not in [each.exit_code for each in after]
    assert not any(each.stdout for each in after)
    assert archive.by("carol", "auditor", "verify", REF).exit_code == 0
    assert REF in listed
    assert REF not in archive.by(*ANNE, "cases").stdout
    # The record of before, out of a backup, beside the keys of now.
    shutil.copy(tmp_path / "backup" / "vigil.db", archive.home / "vigil.db")
    for log in archive.home.glob("vigil.db-*"):
        log.unlink()
    read = archive.by(*ANNE, "history", REF)
    assert read.exit_code == 1
    assert "erased" in read.stderr


def test_the_certificate_can_be_shown_again_and_names_the_rule(
    archive: Archive,
) -> None:
    archive.at(OVER)
    early = archive.by(*ANNE, "retention", "certificate", REF)
    archive.by(*ANNE, "retention", "propose", REF)
    archive.by(*BOB, "retention", "confirm", REF)
    shown = archive.by(*ANNE, "retention", "certificate", REF)

    assert early.exit_code == 1
    assert shown.exit_code == 0
    assert "no key opens" in shown.stdout.replace("\n", " ")
    assert max(map(len, shown.stdout.splitlines())) <= 80


def test_each_step_and_each_refusal_stands_in_the_audit(archive: Archive) -> None:
    archive.at(OVER)
    archive.by("dan", "chair", "retention", "propose", REF)
    archive.by(*BOB, "retention", "hold", REF, "--reason", "inquest")
    archive.by(*ANNE, "retention", "propose", REF)
    archive.by(*BOB, "retention", "lift", REF)
    archive.by(*ANNE, "retention", "lift", REF)

    assert audited(archive) == [
        ("refused", "dan", "not-yours-to-ask"),
        ("legal-hold", "bob", "inquest"),
        ("refused", "anne", "legal-hold"),
        ("refused", "bob", "the-same-person"),
        ("legal-hold-lifted", "anne", "inquest"),
    ]


def test_a_proposal_that_nobody_confirmed_in_time_is_over(archive: Archive) -> None:
    archive.at(OVER)
    archive.by(*ANNE, "retention", "propose", REF)
    archive.at(LATER)
    late = archive.by(*BOB, "retention", "confirm", REF)

    assert late.exit_code == 1
    assert archive.by(*ANNE, "history", REF).exit_code == 0


def test_an_erasure_that_was_stopped_half_way_is_finished_by_confirming_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.at(OVER)
    archive.by(*ANNE, "retention", "propose", REF)

    def out_of_order(*_: object) -> int:
        raise OSError

    with monkeypatch.context() as stopped:
        stopped.setattr("adapters.sealing.custody.Custody.destroy", out_of_order)
        failed = archive.by(*BOB, "retention", "confirm", REF)
    listed = archive.by(*ANNE, "retention", "list")
    stranger = archive.by("zoe", "system-operator", "retention", "confirm", REF)
    done = archive.by(*BOB, "retention", "confirm", REF)

    assert failed.exit_code == 3
    assert stranger.exit_code == 1
    assert ("refused", "zoe", "not-yours-to-ask") in audited(archive)
    assert "confirm again" in " ".join(listed.stdout.split())
    assert done.exit_code == 0
    database = Database.open(archive.home / "vigil.db")
    try:
        assert custody_of(database).is_destroyed(REF)
    finally:
        database.close()


def test_what_was_refused_at_the_door_goes_month_by_month_and_is_written_down(
    archive: Archive,
) -> None:
    archive.at(instant("Mon 2027-01-04 10:00Z"))
    (archive.home / "broken.json").write_text("{}")
    archive.by(*ANNE, "intake", str(archive.home / "broken.json"))
    archive.at(instant("Mon 2027-05-10 10:00Z"))
    denied = archive.by("carol", "auditor", "retention", "refused", "--erase")
    shown = json.loads(archive.by(*ANNE, "retention", "refused", "--json").stdout)
    gone = archive.by(*ANNE, "retention", "refused", "--erase")
    told = json.loads(archive.by("carol", "auditor", "audit", "--json").stdout)

    assert denied.exit_code == 1
    assert shown == [{"month": "2027-01", "is_over": True, "gone": False}]
    assert "erased" in gone.stdout
    doings = [(each["did"], each["person"], each["what"]) for each in told]
    assert ("refused", "carol", "retention/refused") in doings
    assert ("erased", "anne", "refused/2027-01") in doings
    keys = json.loads(archive.by(*ANNE, "keys", "--json").stdout)
    assert sum(line["cases"] for line in keys["keys"]) == 1


def test_nothing_can_be_done_about_a_family_that_is_not_on_record(
    archive: Archive,
) -> None:
    archive.at(OVER)
    for step in (("hold", "--reason", "court"), ("propose",), ("confirm",)):
        name, *rest = step
        asked = archive.by(*ANNE, "retention", name, "XX-2001-0001", *rest)
        assert asked.exit_code == 2


def test_the_table_is_shown_rule_by_rule(archive: Archive) -> None:
    shown = archive.by(*ANNE, "retention", "policy")

    assert shown.exit_code == 0
    assert "35" in shown.stdout
    assert "legal hold overrides" in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 80


def test_a_table_that_lets_onlookers_erase_is_refused(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = Path(__file__).parents[3] / "rulebook" / "retention" / "default.toml"
    folder = tmp_path / "council" / "retention"
    folder.mkdir(parents=True)
    text = shipped.read_text().replace('id = "default"', 'id = "ours"')
    text = text.replace('"service-manager", "authorised-manager"]', '"auditor"]')
    (folder / "ours.toml").write_text(text)
    monkeypatch.setenv("VIGIL_RULEBOOK_FOLDERS", str(folder.parent))
    monkeypatch.setenv("VIGIL_RETENTION", "ours")
    refused = archive.by(*ANNE, "retention", "policy")

    assert refused.exit_code == 2
    assert "write roles that change a case" in " ".join(refused.stderr.split())


def test_a_row_put_into_the_audit_behind_vigils_back_erases_nothing(
    archive: Archive,
) -> None:
    archive.at(IN_ITS_TIME)
    archive.by(*BOB, "retention", "hold", REF, "--reason", "inquest")
    with closing(connect(archive.home / "vigil.db")) as store:
        store.execute(
            "INSERT INTO audit SELECT chain, no + 1, at, 'erasure-confirmed', person, "
            "role, what, 'child-protection', digest FROM audit WHERE chain = ?",
            (REF,),
        )
        store.commit()
    confirmed = archive.by(*ANNE, "retention", "confirm", REF)

    assert confirmed.exit_code == 3
    assert "nothing was done" in " ".join(confirmed.stderr.split())
    assert archive.by("carol", "auditor", "verify", REF).exit_code == 1
    database = Database.open(archive.home / "vigil.db")
    try:
        assert not custody_of(database).is_destroyed(REF)
    finally:
        database.close()


def test_a_key_that_came_back_out_of_a_backup_is_destroyed_again(
    archive: Archive, tmp_path: Path
) -> None:
    shutil.copytree(archive.home, tmp_path / "backup")
    archive.at(OVER)
    archive.by(*ANNE, "retention", "propose", REF)
    archive.by(*BOB, "retention", "confirm", REF)
    shutil.copy(tmp_path / "backup" / "case-keys.db", archive.home / "case-keys.db")
    for log in archive.home.glob("case-keys.db-*"):
        log.unlink()
    read = archive.by(*ANNE, "history", REF)
    listed = archive.by(*ANNE, "retention", "list")
    certificate = archive.by(*ANNE, "retention", "certificate", REF)
    again = archive.by(*ANNE, "retention", "confirm", REF)

    assert read.exit_code == 0
    assert "its key came back" in " ".join(listed.stdout.split())
    assert certificate.exit_code == 1
    assert again.exit_code == 0
    assert archive.by(*ANNE, "history", REF).exit_code == 1
