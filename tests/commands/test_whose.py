"""What is due says for which child, of which letter, and of which translation."""

from __future__ import annotations

import pytest

from commands.caseload import caseload
from commands.missing import PLAIN
from commands.one_case import tell_case
from commands.whose import about, jobs_in_words, whose
from commands.words import Place
from domain.views import case_view
from domain.worklist import CaseLine, OpenDuty, Stage
from tests.dates import day, instant
from tests.domain.translating import BACK, planned

HERE = Place("york")
SINCE = instant("Mon 2027-01-04 08:00Z")


@pytest.mark.parametrize(
    ("key", "who", "said"),
    [
        ("first-review/child-1-plan-1/child-1", "child-1", "child-1"),
        ("close-the-conference/conference-1/household", "household", "household"),
        ("plan-delivered/conference-1/child-1/chair", "chair", "chair (child-1)"),
        (
            "post-letter/plan-copy/conference-1/child-2/mother-1/post/mother",
            "mother",
            "mother (copy of the plan, conference-1, child-2)",
        ),
        (
            "post-letter/invitation/conference-1/r1/mother-1/post/mother",
            "mother",
            "mother (invitation, conference-1)",
        ),
    ],
)
def test_whom_something_is_due_for_is_told_with_the_child_or_the_letter(
    key: str, who: str, said: str
) -> None:
    assert whose(key, who, HERE) == said


def test_a_translation_that_is_due_says_which_text_of_whom_into_what() -> None:
    jobs = jobs_in_words(case_view(planned(), BACK).translations, HERE)

    said = about("translate/t1/household", "household", HERE, jobs)

    assert said == jobs["t1"]
    assert said.startswith("t1: outline child protection plan, child-1, ")
    assert about("prepare-child/c/t1", "t1", HERE, jobs) == "t1"


def test_two_copies_for_one_person_are_told_apart_in_a_case_and_in_the_caseload(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    duties = [
        OpenDuty(
            key=f"plan-delivered/conference-1/{child}/chair",
            rule="plan-delivered",
            who="chair",
            owner="coordinator",
            due_on=day("Mon 2027-01-11"),
            due_at=SINCE,
            missed=False,
            since=SINCE,
        )
        for child in ("child-1", "child-2")
    ]
    line = CaseLine(
        case="T-1",
        rulebook="york",
        calendar="england-and-wales",
        stage=Stage.PLAN,
        children=2,
        next_due=None,
        missed=0,
        open=tuple(duties),
    )
    *_, cells = caseload([line]).columns
    assert str(next(iter(cells.cells))).endswith(": chair (child-1), chair (child-2)")

    tell_case(case_view(planned(), BACK), PLAIN)
    shown = capsys.readouterr().out
    assert "t1: outline child" in " ".join(shown.split())
    assert max(map(len, shown.splitlines())) <= 80
