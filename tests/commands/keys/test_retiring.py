"""An old line gives way to its public half: seals are still checked, marks are not."""

from __future__ import annotations

import base64
import json

import pytest
from sqlalchemy import Connection, select

from adapters.record.books import FACTS_BOOK
from adapters.record.heads import Head, Heads
from adapters.record.signet import Signet
from adapters.sealing.keyring import Keyring
from adapters.store.tables import HEADS
from tests.adapters.record.scene import Scene
from tests.commands.installation import AUTUMN, SPRING, Installation


async def seal(scene: Scene) -> None:
    await scene.seal(1)


@pytest.fixture
def moved(here: Installation) -> Installation:
    """Two families, sealed with spring; everything else is under autumn."""
    for case in ("CP-1", "CP-2"):
        here.record(case, 1, 2)
    here.do(seal)
    here.has(AUTUMN, SPRING)
    assert here.vigil("rewrap").exit_code == 0
    return here


def retired(here: Installation) -> str:
    """The line that is printed for spring, which is put in its place."""
    told = here.vigil("retire", "spring", "--anyway", "--json")
    line: str = json.loads(told.stdout)["line"]
    here.has(AUTUMN, line)
    return line


def said(text: str) -> str:
    return " ".join(text.split())


def test_with_the_public_half_in_its_place_the_record_still_verifies(
    moved: Installation,
) -> None:
    moved.has(AUTUMN)
    without = moved.run("verify")
    moved.has(AUTUMN, SPRING)
    line = retired(moved)

    assert without.exit_code == 1
    assert "Seal 1" in without.output
    assert line.startswith("spring:public:")
    assert SPRING not in line
    assert moved.run("verify", "--open").exit_code == 0


def test_and_what_is_exported_proves_itself(moved: Installation) -> None:
    line = retired(moved)

    done = moved.run("export", "CP-1", "--to", str(moved.home / "out"))

    keys = json.loads((moved.home / "out" / "keys.json").read_text("utf-8"))
    assert done.exit_code == 0, done.output
    assert keys["seals"]["spring"] == line.removeprefix("spring:public:")
    assert set(keys["bundles"]) == {"autumn"}


def test_a_line_that_only_seals_need_is_listed_and_its_public_half_is_enough(
    moved: Installation,
) -> None:
    whole = moved.vigil().stdout
    moved.has(AUTUMN)
    missing, of_missing = moved.vigil().stdout, moved.listed()["spring"]
    moved.has(AUTUMN, SPRING)
    retired(moved)
    half, of_half = moved.vigil().stdout, moved.listed()["spring"]

    for shown in (whole, missing):
        assert "Only seals need spring, and its public half is enough" in said(shown)
    assert "'vigil keys retire spring' prints what to put in its place" in said(whole)
    assert "is missing" in missing
    assert "checks seals" in half
    assert "spring is needed" not in half
    assert (of_missing["given"], of_missing["public"]) == (False, False)
    assert (of_half["given"], of_half["public"]) == (False, True)
    assert of_missing["seals"] == of_half["seals"] == 1


def test_a_line_that_is_still_needed_is_not_given_away_unless_somebody_insists(
    here: Installation,
) -> None:
    for case in ("CP-1", "CP-2"):
        here.record(case, 1)
    here.has(AUTUMN, SPRING)

    refused = here.vigil("retire", "spring", "--json")
    insisted = here.vigil("retire", "spring", "--anyway")
    here.has(AUTUMN, insisted.stdout.splitlines()[0])
    listed, opened = here.vigil(), here.run("verify", "--open")

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert insisted.exit_code == 0
    assert insisted.stdout.startswith("spring:public:")
    for each in (refused, insisted):
        assert "needed by the keys of 2 cases, 2 marks" in said(each.stderr)
        assert "Run 'vigil keys rewrap' first" in said(each.stderr)
    assert "spring is needed whole: put its line back" in said(listed.stdout)
    assert opened.exit_code != 0


def test_the_line_that_seals_now_and_one_that_is_not_there_are_not_retired(
    moved: Installation,
) -> None:
    now, none = moved.vigil("retire", "autumn"), moved.vigil("retire", "winter")
    retired(moved)
    again = moved.vigil("retire", "spring")

    assert [each.exit_code for each in (now, none, again)] == [1, 2, 2]
    assert "this line seals now" in now.stderr
    assert now.stdout == none.stdout == again.stdout == ""


def test_a_name_of_which_only_the_public_half_is_kept_is_given_to_no_new_key(
    moved: Installation,
) -> None:
    retired(moved)

    assert moved.vigil("new", "spring").exit_code == 1


def test_a_mark_that_a_thief_of_the_old_line_makes_is_found_out(
    moved: Installation,
) -> None:
    moved.do(marked_by_a_thief)
    before = moved.run("verify")
    retired(moved)
    after = moved.run("verify", "--json")

    (finding,) = json.loads(after.stdout)["findings"]
    assert before.exit_code == 0
    assert after.exit_code == 1
    assert (finding["book"], finding["chain"]) == ("facts", "CP-1")
    assert finding["what"] == "unknown-key"


async def marked_by_a_thief(scene: Scene) -> None:
    heads = Heads(FACTS_BOOK, Signet(Keyring.parse(SPRING)))

    def mark(db: Connection) -> None:
        of = select(HEADS.c.last_no, HEADS.c.digest).where(HEADS.c.chain == "CP-1")
        heads.move(db, "CP-1", Head(*db.execute(of).one()))

    await scene.database.write(mark)


def test_the_line_that_is_printed_holds_no_part_of_the_key(moved: Installation) -> None:
    half = base64.b64decode(retired(moved).removeprefix("spring:public:"))
    whole = base64.b64decode(SPRING.removeprefix("spring:"))

    assert len(half) == len(whole)
    assert half != whole


def test_a_name_that_only_the_record_still_knows_is_given_to_no_new_key(
    moved: Installation,
) -> None:
    moved.has(AUTUMN)

    refused, taken = moved.vigil("new", "spring"), moved.vigil("new", "winter")

    assert (refused.exit_code, refused.stdout) == (1, "")
    assert taken.exit_code == 0
