"""`vigil keys`: what needs which key, a new one, and how to be rid of an old one."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from adapters.sealing.keyring import Keyring
from adapters.settings import Settings
from adapters.store.database import Database
from adapters.store.tables import FACTS
from commands.app import build
from tests.adapters.record.scene import CANARY
from tests.commands.installation import AUTUMN, SPRING, Installation
from tests.dates import instant


def line(**of: Any) -> dict[str, Any]:
    none = dict.fromkeys(("cases", "generations", "rows", "heads", "seals"), 0)
    stands = {"seals_now": False, "given": True, "public": False, "needed": False}
    return stands | none | of


def test_keys_are_shown_by_their_ids_with_what_needs_them_and_nothing_secret(
    here: Installation,
) -> None:
    for case in ("CP-1", "CP-2"):
        here.record(case, 1, 2)
    Settings().custody.renew("CP-1")

    shown, as_json = here.vigil(), here.vigil("--json")

    needed = line(seals_now=True, needed=True, cases=2, generations=3, heads=2)
    assert here.listed() == {"spring": needed}
    assert json.loads(as_json.stdout)["erased"] == 0
    assert shown.exit_code == as_json.exit_code == 0
    assert "seals now" in shown.stdout
    for said in (shown.stdout, as_json.stdout):
        assert SPRING.partition(":")[2] not in said
        assert CANARY not in said


def test_of_a_folder_without_a_record_nobody_says_that_a_key_is_not_needed(
    here: Installation,
) -> None:
    here.has(AUTUMN, SPRING)
    listed, moved = here.vigil(), here.vigil("rewrap")

    assert (listed.exit_code, moved.exit_code) == (3, 3)
    assert "Nothing needs" not in listed.output
    assert not Path(str(Settings().case_keys())).exists()


def test_after_rewrapping_the_old_line_is_named_as_one_that_nothing_needs(
    here: Installation,
) -> None:
    for case in ("CP-1", "CP-2"):
        here.record(case, 1)
    here.has(AUTUMN, SPRING)
    here.record("CP-1", 2)
    before = here.listed()

    done = here.vigil("rewrap", "--json")
    shown = here.vigil().stdout
    after = here.listed()
    here.has(AUTUMN)
    here.record("CP-2", 2)

    assert before["spring"] == line(cases=2, generations=2, heads=1, needed=True)
    assert before["autumn"] == line(seals_now=True, heads=1, needed=True)
    assert json.loads(done.stdout) == {
        "under": "autumn",
        "keys": 2,
        "marks": 1,
        "left": {"keys": [], "marks": []},
    }
    assert after["spring"] == line()
    assert "Nothing needs spring: its line can be taken out and destroyed." in shown
    assert [len(here.facts(case)) for case in ("CP-1", "CP-2")] == [2, 2]
    assert json.loads(here.vigil("rewrap", "--json").stdout)["keys"] == 0


def test_a_key_that_is_needed_and_missing_is_listed_and_stops_the_rewrapping(
    here: Installation,
) -> None:
    here.record("CP-1", 1)
    here.has(AUTUMN)

    shown, refused = here.vigil(), here.vigil("rewrap")

    assert here.listed()["spring"]["given"] is False
    assert "is missing" in shown.stdout
    assert refused.exit_code == 3
    assert "the master key spring, which is not given here" in refused.stderr


def test_a_mark_that_was_changed_is_not_covered_up_by_rewrapping(
    here: Installation,
) -> None:
    here.record("CP-1", 1, 2)
    database = Database.open(Settings().store)
    asyncio.run(
        database.write(lambda db: db.exec_driver_sql("UPDATE heads SET last_no = 3"))
    )
    database.close()
    here.has(AUTUMN, SPRING)

    refused = here.vigil("rewrap")

    assert refused.exit_code == 1
    assert "facts/CP-1" in refused.stderr
    assert "'vigil verify' says which" in " ".join(refused.stderr.split())
    assert here.listed()["spring"]["heads"] == 1


def test_erased_cases_are_counted_and_need_no_key(here: Installation) -> None:
    here.record("CP-1", 1)
    Settings().custody.destroy("CP-1", instant("Mon 2026-11-23 09:00Z"))

    assert json.loads(here.vigil("--json").stdout)["erased"] == 1
    assert here.listed()["spring"]["cases"] == 0


def test_a_case_is_given_a_new_key_and_who_asked_is_written_down(
    here: Installation,
) -> None:
    here.record("CP-1", 1)
    done = json.loads(here.vigil("renew", "CP-1", "--json").stdout)
    here.record("CP-1", 2)

    told = CliRunner().invoke(build(), ["audit", "CP-1", "--json"])

    (renewed,) = (d for d in json.loads(told.stdout) if d["did"] == "key-renewed")
    assert done == {"case": "CP-1", "key": 2}
    assert (renewed["person"], renewed["what"]) == ("developer", "keys/renew")
    assert here.listed()["spring"]["generations"] == 2
    assert len(here.facts("CP-1")) == 2
    assert beginnings("CP-1") == [b"#1", b"#2"]


def beginnings(case: str) -> list[bytes]:
    """Under which key of the case each of its facts lies."""
    database = Database.open(Settings().store)
    wanted = select(FACTS.c.body).where(FACTS.c.case_ref == case).order_by(FACTS.c.no)
    bodies = asyncio.run(database.read(lambda db: list(db.scalars(wanted))))
    database.close()
    return [bytes(body).partition(b":")[0] for body in bodies]


def test_an_unknown_or_erased_case_and_an_unwritten_asking_make_no_key(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    for case in ("CP-1", "CP-2"):
        here.record(case, 1)
    Settings().custody.destroy("CP-2", instant("Mon 2026-11-23 09:00Z"))

    unknown, erased = here.vigil("renew", "CP-3"), here.vigil("renew", "CP-2")
    monkeypatch.setattr("adapters.record.audit.SqlAudit.write", _full)
    unwritten = here.vigil("renew", "CP-1")

    assert [each.exit_code for each in (unknown, erased, unwritten)] == [2, 1, 3]
    assert "never given a key again" in " ".join(erased.stderr.split())
    assert "no key was made" in unwritten.stderr
    assert here.listed()["spring"]["generations"] == 1


async def _full(*_: object) -> None:
    raise OSError("no space left")


def test_a_new_key_is_a_line_that_a_keyring_takes_and_never_the_same_twice(
    here: Installation,
) -> None:
    shown = here.vigil("new", "winter")
    again = json.loads(here.vigil("new", "winter", "--json").stdout)
    first = shown.stdout.splitlines()[0]

    assert Keyring.parse(f"{first}\n{SPRING}").ids == ("winter", "spring")
    assert Keyring.parse(again["line"]).ids == ("winter",)
    assert again["line"] != first
    assert "VIGIL_KEYS_FILE" in shown.stdout
    assert here.file.read_text("utf-8") == SPRING


def test_a_new_key_is_named_after_today_unless_a_name_is_given(
    here: Installation,
) -> None:
    made = json.loads(here.vigil("new", "--json").stdout)

    assert len(made["id"]) == len("2026-11-23")
    assert Keyring.parse(made["line"]).ids == (made["id"],)


@pytest.mark.parametrize(
    ("name", "code", "says"),
    [("spring", 1, "of this name is in use"), ("two words", 2, "at most 40 letters")],
)
def test_a_name_that_is_taken_or_cannot_be_one_is_refused(
    here: Installation, name: str, code: int, says: str
) -> None:
    refused = here.vigil("new", name)

    assert refused.exit_code == code
    assert says in " ".join(refused.stderr.split())


def test_the_check_up_names_a_master_key_that_is_missing(here: Installation) -> None:
    here.record("CP-1", 1)
    here.has(AUTUMN)

    told = CliRunner().invoke(build(), ["doctor"])

    assert "the master key spring, which is not given here" in " ".join(
        (told.stdout + told.stderr).split()
    )
