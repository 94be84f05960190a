"""What people type and send by mistake: refused in words, by its option, and kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.translation.files import Form
from tests.adapters.translation import desk as translators
from tests.commands.translation_desk.desk import (
    Running,
    back,
    check,
    out,
    translated,
    vigil,
)
from tests.domain.translating import family, job, planned

NAME = "Jan Kowalski"


@pytest.mark.parametrize(
    ("arguments", "option", "write"),
    [
        (("back", "FILE", "--translator", NAME, "--by", "d"), "--translator", "a ref"),
        (("back", "FILE", "--translator", "t", "--by", NAME), "--by", "a reference"),
        (("check", "--right", "--by", NAME), "--by", "a reference in small letters"),
        (("check", "--wrong", f"{NAME}'s day", "--by", "s"), "--wrong", "as wrong-day"),
        (("check", "--wrong", "Wrong_Day", "--by", "s"), "--wrong", "as wrong-day"),
        (("cancel", "not needed", "--by", "d"), "WHY", "as reads-english"),
        (("cancel", "not-needed", "--by", NAME), "--by", "a reference"),
    ],
)
def test_what_does_not_fit_is_said_by_its_option_with_what_to_write(
    running: Running,
    tmp_path: Path,
    arguments: tuple[str, ...],
    option: str,
    write: str,
) -> None:
    file = str(translated(out(tmp_path)))
    before = running.case
    verb, *rest = (file if a == "FILE" else a for a in arguments)

    refused = vigil(verb, "CP-1", "t1", *rest)

    said = " ".join(refused.stderr.split())
    assert refused.exit_code == 2
    assert said.startswith(f"{option}: write ")
    assert write in said
    assert not any(typed in said for typed in ("Kowalski", "Wrong_Day", "not needed"))
    assert running.case == before


def test_a_refusal_names_the_option_and_not_a_field(
    running: Running, tmp_path: Path
) -> None:
    back(translated(out(tmp_path)))

    assert check("--right", by="desk").stderr.startswith("--by: Whoever made")


def test_a_file_that_is_not_there_is_said_to_be_so(running: Running) -> None:
    refused = back(Path("nowhere.xlf"))

    assert (refused.exit_code, refused.stderr) == (
        2,
        "FILE: there is no file of that name: check it.\n",
    )


@pytest.mark.parametrize("where", ["missing", "a-file"])
@pytest.mark.parametrize("verb", ["out", "draft"])
def test_a_folder_that_is_none_is_said_to_be_so(
    running: Running, tmp_path: Path, where: str, verb: str, drafting: None
) -> None:
    (tmp_path / "a-file").write_text("x")
    engine = ("--engine", "apertium") if verb == "draft" else ()

    refused = vigil(verb, "CP-1", "t1", *engine, "--to", str(tmp_path / where))

    is_what = {"missing": "not there", "a-file": "a file"}[where]
    assert (refused.exit_code, refused.stderr) == (
        2,
        f"--to: this is {is_what}: name a folder that is there.\n",
    )


@pytest.mark.parametrize("kept", ["docx", "xlf"])
def test_what_a_translator_has_written_is_never_overwritten(
    running: Running, tmp_path: Path, kept: str
) -> None:
    out(tmp_path)
    (work,) = tmp_path.glob(f"*.{kept}")
    work.write_bytes(b"a day's work")
    (other,) = set(tmp_path.glob("translation-*")) - {work}
    other.unlink()

    refused = vigil("out", "CP-1", "t1", "--to", str(tmp_path))

    assert (refused.exit_code, "--to" in refused.stderr) == (2, True)
    assert "Nothing was written" in refused.stderr
    assert work.read_bytes() == b"a day's work"
    assert not other.exists()


def test_a_draft_in_which_a_translator_works_is_never_overwritten(
    running: Running, tmp_path: Path, drafting: None
) -> None:
    where = ("--engine", "apertium", "--to", str(tmp_path))
    assert vigil("draft", "CP-1", "t1", *where).exit_code == 0
    before = {file: file.read_bytes() for file in tmp_path.glob("*-draft.*")}

    assert vigil("draft", "CP-1", "t1", *where).exit_code == 2
    assert {file: file.read_bytes() for file in before} == before
    assert len(before) == 2


def test_what_is_no_longer_wanted_is_not_given_out(
    running: Running, tmp_path: Path, drafting: None
) -> None:
    vigil("cancel", "CP-1", "t1", "reads-english", "--by", "worker")
    to = ("--to", str(tmp_path))

    gone = vigil("out", "CP-1", "t1", *to)
    drafted = vigil("draft", "CP-1", "t1", "--engine", "apertium", *to)

    for refused in (gone, drafted):
        assert refused.exit_code == 1
        assert "no longer wanted (reads english)" in refused.stderr
    assert list(tmp_path.glob("translation-*")) == []


def test_neither_nothing_nor_a_file_that_was_given_out_is_a_signed_video(
    running: Running, tmp_path: Path
) -> None:
    running.case = planned(family(language_need="en", format="signed-video"))
    film = tmp_path / "film.mp4"
    said = []
    for content in (b"", *map(translators.done, Form), *map(translators.out, Form)):
        film.write_bytes(content)
        refused = back(film)
        said.append(refused.stderr)
        assert refused.exit_code == 2

    assert "this file is empty" in said[0]
    assert all("for another form (signed video)" in each for each in said[1:])
    assert job(running.case).content is None


def test_a_file_nobody_has_begun_is_refused_in_one_line(
    running: Running, tmp_path: Path
) -> None:
    refused = back(out(tmp_path))

    assert refused.stderr.startswith("FILE: every segment: nothing is translated here")
    assert len(refused.stderr.splitlines()) == 1
