"""What is done again at the desk: once where it is the same, judged where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.asking import with_own_id
from tests.commands.translation_desk.desk import (
    Running,
    back,
    check,
    out,
    translated,
    vigil,
)
from tests.domain import translating
from tests.domain.translating import CHECKED, copies, family, job, planned

BEFORE = "This file came back before, and"


def said_of(result: str) -> str:
    return " ".join(result.split())


def test_the_same_file_twice_is_back_once_and_that_is_said(
    running: Running, tmp_path: Path
) -> None:
    file = translated(out(tmp_path))
    assert "It is back" in back(file).stdout

    again = back(file)

    assert again.exit_code == 0
    assert f"{BEFORE} waits for its check: nothing has changed" in said_of(again.stdout)
    assert "It is back" not in again.stdout


@pytest.mark.parametrize("role", ["coordinator", "social-worker"])
def test_the_same_file_in_another_role_is_judged_and_not_called_another_request(
    running: Running, tmp_path: Path, role: str
) -> None:
    file = translated(out(tmp_path))
    back(file)
    by = ("--translator", "translator", "--by", "desk", "--role", role)

    again = vigil("back", "CP-1", "t1", str(file), *by)

    assert (again.exit_code, BEFORE in again.stdout) == (0, True)


def test_a_file_of_a_certified_translation_changes_nothing_and_that_is_said(
    running: Running, tmp_path: Path
) -> None:
    file = translated(out(tmp_path))
    back(file)
    running.at = CHECKED
    check("--right")

    again = back(file)

    assert said_of(again.stdout) == f"{BEFORE} was certified: nothing has changed."


def test_a_second_check_of_what_is_certified_says_that_nothing_has_changed(
    running: Running, tmp_path: Path
) -> None:
    back(translated(out(tmp_path)))
    assert "It is certified" in check("--right").stdout

    again = check("--right")

    assert again.stdout == "It was found right before: nothing has changed.\n"
    assert len(copies(running.case)) == 1


def test_a_translator_named_wrongly_is_put_right_by_the_check(
    running: Running, tmp_path: Path
) -> None:
    file = translated(out(tmp_path))
    back(file, translator="somebody-else")

    too_early = back(file)
    assert too_early.exit_code == 1
    assert "waits for its check" in too_early.stderr

    assert check("--wrong", "wrong-translator").exit_code == 0
    assert "It is back" in back(file).stdout
    assert job(running.case).translator == "translator"


def test_the_same_file_found_wrong_by_mistake_can_be_given_back_at_once(
    running: Running, tmp_path: Path
) -> None:
    file = translated(out(tmp_path))
    back(file)
    check("--wrong", "wrong-day")

    assert "It is back" in back(file).stdout
    assert job(running.case).content is not None


def test_a_refused_translator_is_in_nobody_s_way(
    running: Running, tmp_path: Path
) -> None:
    file = translated(out(tmp_path))

    assert back(file, translator="mother").stderr.startswith("--translator: ")
    assert back(file).exit_code == 0


def test_a_film_by_another_translator_is_on_record_with_the_first_until_it_is_checked(
    running: Running, tmp_path: Path
) -> None:
    running.case = planned(family(language_need="en", format="signed-video"))
    film = tmp_path / "film.mp4"
    film.write_bytes(b"\x00\x01")
    back(film, translator="somebody-else")

    said = said_of(back(film).stdout)
    assert "nothing has changed. Where its translator was named wrongly" in said
    assert job(running.case).translator == "somebody-else"

    check("--wrong", "wrong-translator")
    back(film)
    assert job(running.case).translator == "translator"


def test_what_was_cancelled_is_not_cancelled_again(running: Running) -> None:
    cancel = ("cancel", "CP-1", "t1", "reads-english", "--by", "worker")
    vigil(*cancel)

    again = vigil(*cancel)

    assert again.exit_code == 1
    assert "JOB: This translation is no longer wanted" in again.stderr


def test_the_same_asked_at_once_is_one_request_and_any_other_is_its_own() -> None:
    case = planned()
    returned = with_own_id("CP-1", translating.back(case), case.facts)
    others = (
        with_own_id("CP-1", translating.back(case, translator="other"), case.facts),
        with_own_id("CP-1", translating.back(case), case.facts + 1),
        with_own_id("CP-1", translating.cancel(), case.facts),
    )

    assert with_own_id("CP-1", translating.back(case), case.facts) == returned
    assert len({returned.id, *(other.id for other in others)}) == 4
    assert "translator" not in returned.id
