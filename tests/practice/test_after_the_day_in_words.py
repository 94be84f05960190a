"""What people read of the time after a conference: reminders, headings, the history."""

from __future__ import annotations

from typing import Any

import pytest

from commands.guiding import Guide, guide_of
from commands.missing import wording_of
from commands.telling import Telling, told
from commands.words import Place
from domain.case import Case
from domain.requests import Request
from domain.views import case_view
from rulebook.schema import Before, Listed
from tests.domain.builders import practice
from tests.domain.requesting import asked
from tests.practice.household import FATHER, LATER, MOTHER
from tests.practice.recording import was_held, writing
from tests.practice.telling import give, tell, ungated
from tests.practice.test_afterwards_of_a_plan import visit
from tests.practice.test_complaints import aside, complaint

TELLING = Telling(Place("york"), "Europe/London")


def guide(before: Before, *books: str) -> Guide:
    """The guide to a step of a case whose conference was held."""
    case = was_held()(ungated(*books))
    whole = case.model_copy(update={"terms": practice(*books)})
    view = case_view(whole, LATER)
    return guide_of(view, wording_of(view, ()), before)


@pytest.mark.parametrize(
    ("id", "before"),
    [
        pytest.param("CS-02", Before.HOLD, marks=pytest.mark.rule("CS-02")),
        pytest.param("CS-18", Before.HOLD, marks=pytest.mark.rule("CS-18")),
        pytest.param("CS-63", Before.CLOSE, marks=pytest.mark.rule("CS-63")),
    ],
)
def test_whoever_is_at_that_step_is_reminded_of_it(id: str, before: Before) -> None:
    with_overlay = guide(before, "york", "csa-pathway").reminders

    (line,) = (each for each in with_overlay if id in each.ids)
    assert line.citation.startswith("CSA Response Pathway")
    assert (line.link is not None) is (id == "CS-18")
    assert not [each for each in guide(before, "york").reminders if id in each.ids]


@pytest.mark.rule("SX-05", "SX-08")
def test_before_it_is_closed_the_headings_are_shown_to_be_written_under() -> None:
    lists = guide(Before.CLOSE, "pan-sussex").lists

    about_it = {line.key for line in lists[Listed.RECORD]}
    of_a_child = {line.key for line in lists[Listed.RECORD_OF_CHILD]}
    assert about_it == {"information-and-analysis", "evidence"}
    assert "developmental-needs" in of_a_child


@pytest.mark.rule("YK-03", "T4-01")
@pytest.mark.parametrize("book", ["york", "guernsey"])
def test_and_so_is_the_agenda(book: str) -> None:
    assert guide(Before.CLOSE, book).lists[Listed.AGENDA]


def last(case: Case) -> str:
    """The sentence for what was recorded last of what somebody asked."""
    kinds = ("request-accepted", "duty-met", "duty-opened", "rung-fell")
    rows = [row for row in case.unrecorded if row.kind not in kinds]
    return told(TELLING, rows[-1])


SAID: tuple[tuple[Request, str], ...] = (
    (tell(FATHER), "father was told what conf-1 decided."),
    (give(MOTHER), "mother was given the record of conf-1."),
    (visit(), "child-1 was visited."),
    (aside(), "What was decided about child-1 was set aside: complaint upheld."),
    (complaint(), "A complaint was made. No clock stops: Nobody asked us."),
    (
        writing("concerns-and-challenges", written_at=LATER),
        "conf-1, for the record: Everybody has been heard.",
    ),
)


@pytest.mark.parametrize(("request_", "sentence"), SAID)
def test_the_history_says_to_whom_it_happened(request_: Any, sentence: str) -> None:
    case = asked(was_held()(ungated("york")), LATER, request_)

    assert last(case) == sentence
