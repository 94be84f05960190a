"""What people may see of a case, where they would look for it."""

from __future__ import annotations

from domain.decide import refused, short_hash
from domain.errors import Refused
from domain.facts.keeping import CaseClosed, CaseOpened, RequestRefused
from domain.intake import Intake, Opening
from domain.opening import open_case
from domain.record.orders import Proceedings
from domain.requests.children import MoveOut
from domain.views import case_view
from tests.dates import day, instant
from tests.domain.asking import ask
from tests.domain.builders import OPENED, a_case, after, terms
from tests.domain.requesting import asked

MOVED = instant("Thu 2026-12-10 12:00Z")
LATER = instant("Mon 2026-12-14 10:00Z")
STARTED = instant("Thu 2026-12-03 10:00Z")


def told_of_proceedings() -> Opening:
    intake = Intake.model_validate(
        {
            "rulebook": "pan-sussex",
            "team_inbox": "team@council.example",
            "children": [{"ref": "child-1", "born": day("Wed 2018-03-14")}],
            "people": [
                {
                    "ref": "p-guardian",
                    "name": "A guardian",
                    "kind": "professional",
                    "relation": "guardian",
                }
            ],
            "proceedings": {"started_at": STARTED, "guardian": "p-guardian"},
        }
    )
    return Opening(ref="CP-1", sent_at=OPENED, intake=intake, terms=terms())


def test_care_proceedings_that_a_referral_tells_of_are_on_record_and_shown() -> None:
    known = Proceedings(started_at=STARTED, guardian="p-guardian")

    case = open_case(told_of_proceedings(), OPENED)

    opened = CaseOpened.model_validate_json(case.unrecorded[0].body)
    assert opened.proceedings == case.proceedings == known
    assert case_view(case, OPENED).proceedings == known
    assert case_view(a_case(), OPENED).proceedings is None


def test_a_closed_case_says_why_it_was_closed() -> None:
    closed = after(a_case(), LATER, CaseClosed(at=LATER, reason="stepped-down"))

    view = case_view(closed, LATER)

    assert (view.closed_at, view.closed_because) == (LATER, "stepped-down")
    assert case_view(a_case(), LATER).closed_because is None


def test_a_child_who_moved_away_is_shown_as_moved_and_still_here() -> None:
    away = ask(MoveOut, child="child-1", moved_at=MOVED, to_area="leeds")

    (child,) = case_view(asked(a_case(), LATER, away), LATER).children

    assert (child.moved_out_at, child.left) == (MOVED, None)
    assert case_view(a_case(), LATER).children[0].moved_out_at is None


def test_a_refusal_is_on_record_under_the_request_s_own_id_and_no_other_s() -> None:
    why = Refused("not-the-authority", "Ask them.", where="by.role")
    away = ask(MoveOut, child="child-1", moved_at=MOVED, to_area="leeds")

    (fact,) = refused(a_case(), "move-out", why, LATER, away)
    (unread,) = refused(a_case(), "unreadable", why, LATER, None)

    assert isinstance(fact, RequestRefused)
    assert isinstance(unread, RequestRefused)
    assert (fact.id, unread.id) == (short_hash(away.id), None)
    assert away.id not in fact.model_dump_json()
