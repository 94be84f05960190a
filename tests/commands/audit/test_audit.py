"""Who saw, changed or tried what of a family, and when: one list of all of it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from adapters.clock import SystemClock
from adapters.settings import Settings
from commands.output import Ended
from domain.advance import advance
from domain.case import Case
from domain.facts.keeping import RequestRefused
from tests.commands.audit.office import AUDITOR, PERSON, REF, Open, family
from tests.dates import instant

TRIED = instant("Wed 2026-12-23 09:00Z")


def told(office: Open, *arguments: str) -> list[dict[str, Any]]:
    done = office.vigil("audit", *arguments, "--json")
    assert done.exit_code == Ended.DONE, done.output
    answer: list[dict[str, Any]] = json.loads(done.stdout)
    return answer


def tried(case: Case) -> Case:
    """Somebody unknown sent an approval by signal."""
    fact = RequestRefused(at=TRIED, asked="approve-delay", why="not-attested")
    return advance(case, (fact,), TRIED)


@pytest.fixture
def open_(office: Open) -> Open:
    office.records(tried(family()))
    return office.sits("auditor-1", AUDITOR)


def test_reads_changes_and_refused_signals_stand_in_one_list(open_: Open) -> None:
    open_.sits(PERSON, "social-worker").vigil("history", REF)
    open_.vigil("letter", REF, "1")

    doings = told(open_.sits("auditor-1", AUDITOR), REF)

    did = [(each["did"], each["person"], each["what"]) for each in doings]
    assert ("changed", "worker", "record-discussion") in did
    assert ("refused", "", "approve-delay") in did
    assert [each for each in did if each[0] == "read"] == [
        ("read", PERSON, "history"),
        ("read", PERSON, "letter/1"),
        ("read", "auditor-1", "audit"),
    ]
    assert [each["at"] for each in doings] == sorted(each["at"] for each in doings)
    (refused,) = (each for each in doings if each["did"] == "refused")
    assert (refused["why"], refused["at"]) == ("not-attested", "2026-12-23T09:00:00Z")
    numbers = [row["no"] for row in json.loads(_history(open_))]
    assert {each["fact"] for each in doings} - {None} <= set(numbers)


def _history(office: Open) -> str:
    return office.vigil("history", REF, "--json").stdout


def test_for_a_person_it_is_a_table_of_eighty_columns_with_no_name(open_: Open) -> None:
    shown = open_.vigil("audit", REF).stdout

    assert max(map(len, shown.splitlines())) <= 80
    words = " ".join(shown.split())
    assert "changed the case: record social worker discussion entry 2" in words
    assert "was refused: approve delay (not attested)" in words
    assert "nobody can say" in words
    assert "Name of" not in words


ELSEWHERE = "of many families at once"


@pytest.mark.parametrize("days", [(), ("--since", "2099-01-05")])
def test_of_one_family_it_is_said_that_looks_at_lists_stand_elsewhere(
    open_: Open, days: tuple[str, ...]
) -> None:
    """Or its answer to who saw the family would be read as whole."""
    said = " ".join(open_.vigil("audit", REF, *days).stdout.split())

    assert ELSEWHERE in said
    assert said.endswith("'vigil audit' without a reference lists those.")
    assert isinstance(told(open_, REF, *days), list)
    assert ELSEWHERE not in open_.vigil("audit").stdout
    assert ELSEWHERE not in open_.vigil("audit", "--person", "worker").stdout
    helped = " ".join(open_.vigil("audit", "--help").stdout.split())
    assert "A look at a list of many families" in helped


@pytest.mark.parametrize(
    ("since", "until", "kinds"),
    [
        ("2026-12-23", "2026-12-23", ["refused"]),
        ("2026-12-24", "2026-12-31", []),
    ],
)
def test_of_some_days_only_what_was_done_on_them_is_told(
    open_: Open, since: str, until: str, kinds: list[str]
) -> None:
    doings = told(open_, REF, "--since", since, "--until", until)

    assert [each["did"] for each in doings] == kinds


def test_what_one_person_did_is_told_across_families(open_: Open) -> None:
    open_.sits(PERSON, "social-worker").vigil("case", REF)
    open_.vigil("cases")

    of_reader = told(open_.sits("auditor-1", AUDITOR), "--person", PERSON)
    of_worker = told(open_, "--person", "worker")

    assert [(each["what"], each["case"]) for each in of_reader] == [
        ("case", REF),
        ("cases", None),
    ]
    assert {each["case"] for each in of_worker} == {REF}
    assert {each["did"] for each in of_worker} == {"changed"}
    house = told(open_)
    assert [each["what"] for each in house][-2:] == ["audit/worker", "audit"]
    assert open_.vigil("audit", "--person", "worker").stdout.count(REF) > 1


@pytest.mark.parametrize(
    ("role", "ended"),
    [
        ("auditor", Ended.DONE),
        ("service-manager", Ended.DONE),
        ("social-worker", Ended.REFUSED),
        ("chair", Ended.REFUSED),
    ],
)
def test_the_auditor_and_the_service_manager_are_shown_it_and_nobody_else(
    open_: Open, role: str, ended: Ended
) -> None:
    done = open_.sits(PERSON, role).vigil("audit", REF)

    assert done.exit_code == ended
    assert bool(done.stdout) is (ended is Ended.DONE)
    assert open_.entries()[-1].kind == ("read" if ended is Ended.DONE else "refused")


@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        (("NOBODY-1",), "REF"),
        ((REF, "--since", "yesterday"), "--since"),
        ((REF, "--person", "worker"), "--person"),
        (("--person", "Sam Sample"), "--person"),
    ],
)
def test_what_cannot_be_meant_is_bad_input_and_leaves_no_entry(
    open_: Open, arguments: tuple[str, ...], where: str
) -> None:
    before = len(open_.entries()), len(open_.entries(None))

    done = open_.vigil("audit", *arguments)

    assert (done.exit_code, done.stderr.startswith(where)) == (Ended.BAD_INPUT, True)
    assert (len(open_.entries()), len(open_.entries(None))) == before
    assert "Sample" not in done.stderr
    assert open_.entries("NOBODY-1") == []


def test_who_saw_an_erased_case_is_still_told(open_: Open) -> None:
    open_.vigil("history", REF)
    Settings().custody.destroy(REF, SystemClock().now())

    doings = told(open_, REF)

    assert [(each["did"], each["what"]) for each in doings] == [
        ("read", "history"),
        ("read", "audit"),
    ]
    assert told(open_, "--person", "worker") == []


def test_an_entry_that_was_changed_is_not_shown_as_if_it_were_ours(
    open_: Open,
) -> None:
    open_.vigil("history", REF)
    with closing(sqlite3.connect(open_.home / "vigil.db")) as store:
        named = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        for (trigger,) in store.execute(f"{named} AND tbl_name = 'audit'").fetchall():
            store.execute(f'DROP TRIGGER "{trigger}"')
        store.execute("UPDATE audit SET person = 'Wilhelmina Canary'")
        store.commit()

    done = open_.vigil("audit", REF)

    assert (done.exit_code, done.stdout) == (Ended.UNREACHABLE, "")
    said = " ".join(done.stderr.split())
    assert "not as Vigil writes them" in said
    assert "Canary" not in said
