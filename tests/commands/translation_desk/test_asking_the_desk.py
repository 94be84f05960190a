"""`vigil translation ask`: what the case itself did not ask the desk for."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from adapters.events import read_event
from adapters.openings import resolve
from adapters.requests import request_of
from commands.samples import TOLD_BY, referrals, so_far
from commands.translation_desk.wanting import Text
from domain.advance import advance
from domain.case import Case
from domain.decide import respond
from domain.documents.kinds import OF_A_CONFERENCE, DocumentKind
from domain.opening import open_case
from tests.commands.translation_desk.desk import Running, vigil
from tests.domain.requesting import asked
from tests.domain.translating import BACK, ask_for, copies, job

PAGE = Path(__file__).parents[3] / "docs/translations.md"
TEXT = ("--document", "outline-plan", "--about", "conf-1", "--child", "child-1")
INTO = ("--language", "pl", "--by", "desk")


def instead(arguments: tuple[str, ...], option: str, value: str) -> tuple[str, ...]:
    """The same arguments with another value of one option."""
    place = arguments.index(option) + 1
    return (*arguments[:place], value, *arguments[place + 1 :])


def test_every_text_of_a_conference_can_be_asked_for_and_no_other() -> None:
    assert {DocumentKind(text) for text in Text} == OF_A_CONFERENCE


def test_a_text_is_asked_for_into_another_language_and_gets_its_reference(
    running: Running,
) -> None:
    said = vigil("ask", "CP-1", *TEXT, *INTO)

    assert said.exit_code == 0
    assert "The desk is asked for it, as t2, due by the end of " in said.stdout
    made = job(running.case, "t2")
    assert (made.document, made.about, made.child) == (
        DocumentKind.PLAN,
        "conf-1",
        "child-1",
    )
    assert (made.language, made.format, made.asked_by) == ("pl", "text", "desk")


def test_the_page_s_own_way_of_asking_fits_a_sample_family(running: Running) -> None:
    page = PAGE.read_text()
    (shown,) = re.findall(r"^vigil translation ask (.*)$", page, re.MULTILINE)
    running.at = TOLD_BY
    running.case = sample(shown.split()[0], TOLD_BY)

    assert "as t1" in vigil("ask", *shown.split()).stdout


def sample(ref: str, now: datetime) -> Case:
    """A family of `make run`, as it is told."""
    of_all = (read_event(raw) for raw in (*referrals(now), *so_far(now)))
    first, *then = (event for event in of_all if event.subject == ref)
    case = open_case(resolve(first, now), now)
    for event in then:
        case = advance(case, respond(case, request_of(event), now), now)
    return case


def test_another_form_is_asked_for_in_another_role(running: Running) -> None:
    form = ("--format", "signed-video", "--role", "social-worker")

    assert vigil("ask", "CP-1", *TEXT, *INTO, *form).exit_code == 0
    assert job(running.case, "t2").format == "signed-video"


@pytest.mark.parametrize(
    ("changed", "option"),
    [
        (("--language", "ur"), "--language"),
        (("--language", "en"), "--language"),
        (("--about", "conf-9"), "--about"),
        (("--child", "child-9"), "--child"),
        (("--child", "child-2"), "--about"),
        (("--document", "record"), "--child"),
        (("--by", "mother"), "--by"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_by_its_option(
    running: Running, changed: tuple[str, str], option: str
) -> None:
    refused = vigil("ask", "CP-1", *instead((*TEXT, *INTO), *changed))

    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"{option}: ")
    assert len(running.case.translations) == 1


def test_what_was_asked_for_in_vain_is_in_nobody_s_way(running: Running) -> None:
    vigil("ask", "CP-1", *TEXT, *INTO)
    vigil("cancel", "CP-1", "t2", "not-needed", "--by", "desk")

    assert "as t3" in vigil("ask", "CP-1", *TEXT, *INTO).stdout
    assert copies(running.case) == []


def test_the_plan_of_a_case_that_knows_translations_is_asked_for_once(
    running: Running,
) -> None:
    running.case = asked(running.case, BACK, ask_for(BACK))

    refused = vigil("ask", "CP-1", *TEXT, *INTO)

    assert (refused.exit_code, "asked for already" in refused.stderr) == (1, True)


@pytest.mark.parametrize(
    ("option", "typed"),
    [
        ("--about", "Conference 1"),
        ("--child", "Jan Kowalski"),
        ("--language", "Polish"),
        ("--format", "Signed video"),
        ("--by", "Jan Kowalski"),
    ],
)
def test_what_is_asked_for_by_a_name_is_refused_by_its_option(
    running: Running, option: str, typed: str
) -> None:
    arguments = instead((*TEXT, *INTO, "--format", "text"), option, typed)

    refused = vigil("ask", "CP-1", *arguments)

    assert refused.exit_code == 2
    assert refused.stderr.startswith(f"{option}: write ")
    assert typed not in refused.stderr
    assert len(running.case.translations) == 1
