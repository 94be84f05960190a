"""The auditor's list: for the auditor alone, over every case, and written down."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.clock import SystemClock
from adapters.settings import Settings
from adapters.store.database import Database
from commands.output import Ended
from domain.case import Case
from domain.gaming import PATTERNS
from domain.opening import open_case
from domain.recording import Batch
from domain.worklist import line_of
from tests.commands.audit.office import AUDITOR, Office
from tests.domain.conferring import BOTH
from tests.domain.gaming import planting
from tests.ledgers import facts_of
from tests.stories import story

MOVED, FEW, CLEAN = "CP-2", "CP-3", "CP-4"


def named(case: Case, ref: str) -> Case:
    return case.model_copy(update={"ref": ref})


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Three families on record, in two of which there is something to look at."""
    made = Office(tmp_path / "home", monkeypatch)
    made.records(
        named(planting.flag_moved(), MOVED),
        named(planting.held_with("worker"), FEW),
        named(planting.recorded_in_two_minutes(), CLEAN),
    )
    return made.sits("auditor-1", AUDITOR)


def said_of(shown: str) -> str:
    """What stands in the last column, without the others."""
    lines = (re.split(r"  +", line.strip())[-1] for line in shown.splitlines())
    return " ".join(lines)


def told(office: Office, *arguments: str) -> dict[str, Any]:
    done = office.vigil("gaming", *arguments, "--json")
    assert done.exit_code == Ended.DONE, done.output
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_over_all_cases_it_says_where_something_is_and_how_often_it_means_nothing(
    office: Office,
) -> None:
    answer = told(office)

    assert (answer["cases"], answer["signs"]) == (3, 2)
    assert [(each["case"], each["code"]) for each in answer["found"]] == [
        (MOVED, "initiating-moved"),
        (FEW, "held-with-too-few"),
    ]
    assert answer["found"][0]["children"] == list(BOTH)
    patterns = {each["code"]: each for each in answer["patterns"]}
    assert set(patterns) == set(PATTERNS)
    assert patterns["initiating-moved"]["rang"] == 1
    alarms = patterns["held-with-too-few"]["false_alarms"]
    assert (alarms["samples"], alarms["of_samples"]) == (5, 16)
    assert alarms["of_random"] == 200
    assert told(office, CLEAN)["signs"] == 0


def test_for_a_person_it_accuses_nobody_and_fits_eighty_columns(office: Office) -> None:
    shown = office.vigil("gaming").stdout

    assert max(map(len, shown.splitlines())) <= 80
    words = " ".join(shown.split())
    assert "The first may have been marked by mistake" in words
    assert "Each of these may well be right" in words
    assert "A date went from Wed 30 Dec 2026 to Mon 11 Jan 2027." in said_of(shown)
    assert "Nothing to look at in 1 case." in office.vigil("gaming", CLEAN).stdout


def test_for_a_person_each_pattern_says_how_often_it_rang_where_nothing_was_wrong(
    office: Office,
) -> None:
    answer = told(office)
    shown = " ".join(office.vigil("gaming").stdout.split())

    for each in answer["patterns"]:
        alarms = each["false_alarms"]
        said = (
            f"{each['innocent']} Where nobody did anything wrong it rang in "
            f"{alarms['samples']} of {alarms['of_samples']} sample stories, and in "
            f"at most {alarms['at_random']} of {alarms['of_random']} made up at random."
        )
        assert (said in shown) is (each["rang"] > 0)
    assert shown.count("Where nobody did anything wrong") == 2


@pytest.mark.parametrize("role", ["service-manager", "social-worker", "chair"])
def test_whoever_is_no_auditor_is_refused_and_that_they_asked_is_written_down(
    office: Office, role: str
) -> None:
    done = office.sits("sw-7", role).vigil("gaming")

    assert (done.exit_code, done.stdout) == (Ended.REFUSED, "")
    (entry,) = office.entries(None)
    assert (entry.kind, entry.person, entry.what) == ("refused", "sw-7", "gaming")


def test_who_was_shown_the_list_stands_with_each_family_that_is_on_it(
    office: Office,
) -> None:
    told(office)

    assert [entry.what for entry in office.entries(None)] == ["gaming"]
    for case in (MOVED, FEW):
        (entry,) = office.entries(case)
        assert (entry.kind, entry.person, entry.what) == ("read", "auditor-1", "gaming")
    assert office.entries(CLEAN) == []


def test_a_case_that_cannot_be_gone_through_is_named_and_not_passed_over(
    office: Office,
) -> None:
    Settings().custody.destroy(FEW, SystemClock().now())

    done = office.vigil("gaming", "--json")

    answer = json.loads(done.stdout)
    assert done.exit_code == Ended.UNREACHABLE
    assert answer["not_gone_through"] == {FEW: "erased"}
    assert [each["case"] for each in answer["found"]] == [MOVED]
    assert "Not gone through: CP-3 (erased)." in office.vigil("gaming").stdout


def test_a_family_whose_audit_takes_no_entry_is_not_shown_and_the_others_are(
    office: Office,
) -> None:
    row = "'CP-3', 1, '2026-11-23T09:00:00Z', 'read', 'x', 'x', 'x', '', 'x'"
    columns = "chain, no, at, kind, person, role, what, why, digest"
    with closing(sqlite3.connect(office.home / "vigil.db")) as store, store:
        store.execute(f"INSERT INTO audit ({columns}) VALUES ({row})")

    done = office.vigil("gaming", "--json")

    answer = json.loads(done.stdout)
    assert done.exit_code == Ended.UNREACHABLE
    assert answer["not_gone_through"] == {FEW: "its-audit-takes-no-entry"}
    assert [each["case"] for each in answer["found"]] == [MOVED]
    assert [entry.what for entry in office.entries(MOVED)] == ["gaming"]
    assert office.vigil("gaming", FEW).stdout == ""


def test_a_case_that_there_is_not_is_bad_input_and_gets_no_book(office: Office) -> None:
    done = office.vigil("gaming", "NOBODY-1")

    assert done.exit_code == Ended.BAD_INPUT
    assert office.entries("NOBODY-1") == []


def test_the_days_are_counted_by_the_terms_that_are_kept_with_the_case(
    office: Office,
) -> None:
    """A referral told of two weeks late, under the terms of today."""
    late = story("york")
    case = open_case(late.opening, late.starts_at + timedelta(days=14))
    assert json.loads(case.unrecorded[0].body)["terms"] == case.terms.digest
    with opened(office) as database:
        batch = Batch(case=case.ref, rows=case.unrecorded, line=line_of(case))
        asyncio.run(facts_of(database).append(batch))

    (sign,) = told(office, case.ref)["found"]

    assert sign["code"] == "discussion-dated-back"
    assert sign["by"] is None
    with closing(sqlite3.connect(office.home / "vigil.db")) as store:
        named_so = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (trigger,) in store.execute(
            f"{named_so} AND tbl_name = 'terms'"
        ).fetchall():
            store.execute(f'DROP TRIGGER "{trigger}"')
        store.execute("DELETE FROM terms")
        store.commit()
    unread = json.loads(office.vigil("gaming", case.ref, "--json").stdout)
    assert unread["not_gone_through"] == {case.ref: "terms-not-kept"}


@contextmanager
def opened(office: Office) -> Iterator[Database]:
    database = Database.open(office.home / "vigil.db")
    try:
        yield database
    finally:
        database.close()
