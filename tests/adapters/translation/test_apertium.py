"""Drafts from the Apertium program: a stand-in lists pairs and speaks in capitals."""

from __future__ import annotations

from pathlib import Path

import pytest

from activities.ports import Refusal, Unavailable
from adapters.translation.apertium import Apertium
from adapters.translation.job import Job
from tests.adapters.translation.desk import job

LISTS = (
    'if [ "$1" = "-l" ]; then printf "  cat-spa\\n  eng-cat\\n  eng-pol\\n"; exit; fi\n'
)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    return tmp_path / "apertium"


def speaking(program: Path, script: str, timeout: float = 60.0) -> Apertium:
    program.write_text(f"#!/bin/sh\n{LISTS}{script}\n", encoding="utf-8")
    program.chmod(0o700)
    return Apertium(program=str(program), timeout=timeout)


async def test_the_program_gets_the_text_alone_and_its_pair_by_its_own_name(
    program: Path, tmp_path: Path
) -> None:
    heard = tmp_path / "heard"
    engine = speaking(program, f'echo "$@" >> "{heard}"; tr a-z A-Z')

    draft = await engine.draft(job())

    assert (draft.language, draft.engine) == ("pl", "apertium")
    assert draft.texts["1"] == "MEET ⟦1⟧ ON ⟦2⟧."
    assert set(heard.read_text().splitlines()) == {"-u -f txt eng-pol"}


async def test_a_program_that_spoils_marks_is_asked_again_without_them(
    program: Path,
) -> None:
    draft = await speaking(program, "tr -d '⟦⟧' | tr a-z A-Z").draft(job())

    assert draft.texts["1"] == "MEET ⟦1⟧ ON ⟦2⟧."


async def test_a_machine_without_the_program_says_so(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"^no-engine$"):
        await Apertium(program=str(tmp_path / "none")).draft(job())


@pytest.mark.parametrize("language", ["ur", "zh-Hant", "xx"])
async def test_a_pair_that_it_does_not_know_is_refused(
    program: Path, language: str
) -> None:
    with pytest.raises(Refusal, match=r"^no-such-language-pair$"):
        await speaking(program, "cat").draft(job(language=language))


async def test_a_language_is_known_by_two_letters_or_three(program: Path) -> None:
    english = job(language="ca")
    of_catalan = english.document.model_copy(update={"language": "ca"})
    spanish = Job(ref="t1", language="es", document=of_catalan)
    engine = speaking(program, "cat")

    assert (await engine.draft(english)).language == "ca"
    assert (await engine.draft(spanish)).language == "es"


@pytest.mark.parametrize(
    "script", ["exit 1", "printf '\\377'", "echo Amina >&2; exit 2"]
)
async def test_a_run_that_fails_may_be_tried_again_and_repeats_nothing(
    program: Path, script: str
) -> None:
    with pytest.raises(Unavailable, match=r"^engine-failed$"):
        await speaking(program, script).draft(job())


async def test_a_run_that_does_not_end_is_ended(program: Path) -> None:
    engine = speaking(program, "exec sleep 30", timeout=0.3)

    with pytest.raises(Unavailable, match=r"^engine-timed-out$"):
        await engine.draft(job())
