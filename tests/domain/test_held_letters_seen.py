"""What is shown as held is what does not go, and it is shown whose it is and why."""

from __future__ import annotations

import pytest

from domain.advance import sendable
from domain.case import Case
from domain.effects import EffectKind
from domain.requests.letters import HoldLetters
from domain.unsent import unsent
from domain.views import CaseView, case_view
from tests.domain.asking import ask
from tests.domain.requesting import asked
from tests.domain.translating import BACK, MOTHER, planned


def held(who: str | None) -> Case:
    return asked(planned(), BACK, ask(HoldLetters, who=who, reason="risk"))


@pytest.mark.parametrize("who", [MOTHER, None])
def test_what_is_shown_as_held_is_just_what_may_not_go(who: str | None) -> None:
    """A hold of the whole case stops what is to be translated, and nothing of staff."""
    case = held(who)
    going = {effect.key for effect in sendable(case)}

    shown = {each.key: each.held for each in unsent(case) if each.key in case.outbox}

    assert {key for key, is_held in shown.items() if not is_held} == going
    assert any(shown.values())


def test_a_case_shows_whose_letters_are_held_since_when_and_why() -> None:
    view = case_view(held(MOTHER), BACK)

    assert [(h.who, h.since, h.reason) for h in view.holds] == [(MOTHER, BACK, "risk")]
    assert CaseView.model_validate_json(view.model_dump_json()) == view


def test_a_case_of_which_nothing_is_held_is_told_as_before() -> None:
    told = case_view(planned(), BACK).model_dump(mode="json")

    assert "holds" not in told
    assert CaseView.model_validate(told).holds == ()


def test_what_has_not_gone_says_what_it_is_about_and_for_which_child() -> None:
    hers = {e.kind: (e.about, e.child) for e in unsent(planned()) if e.to == MOTHER}

    assert hers == {
        EffectKind.INVITATION: ("conf-1", None),
        EffectKind.PLAN_COPY: ("conf-1", "child-1"),
    }
    assert {each.about for each in unsent(planned()) if each.role} == {""}
