"""Nothing that protects a child waits for a conference, or for anything missing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from adapters.rulebooks import load_rulebook
from commands.missing import wording_of
from commands.one_case import tell_case
from domain.case import Case
from domain.decide import respond
from domain.errors import NotYet
from domain.facts.keeping import ProtectiveActionTaken
from domain.gates.steps import TAKES
from domain.requests.conferences import (
    PostponeConference,
    RecordConferenceNotHeld,
)
from domain.requests.keeping import CloseCase, RecordProtectiveAction
from domain.requests.letters import HoldLetters
from domain.terms import Terms
from domain.views import case_view
from rulebook.schema import Before, How
from tests.domain.builders import practice
from tests.domain.requesting import asked
from tests.practice.household import (
    AS_CHAIR,
    AS_MANAGER,
    AS_WORKER,
    BEFORE,
    BOTH,
    CHAIR,
    LATER,
    OFFICER,
    ONE,
    TWO,
    asking,
    household,
    only,
)
from tests.practice.outcomes import (
    CONF,
    booked,
    considered,
    held,
    no_plan_outcome,
    plan_outcome,
)
from tests.practice.recording import was_held

ACT = RecordProtectiveAction(
    **asking(AS_WORKER, "act"),
    taken_at=LATER,
    children=BOTH,
    what="Both children went to their aunt.",
)
POSTPONED = PostponeConference(
    **asking(AS_CHAIR, "postponed"),
    conference=CONF,
    postponed_at=BEFORE,
    exceptional_reason="The interpreter was taken ill.",
    children_protected="They are with their aunt.",
)
CALLED_OFF = RecordConferenceNotHeld(
    **asking(AS_CHAIR, "off"), conference=CONF, at=BEFORE, reason="no-quorum"
)
ON_HOLD = HoldLetters(**asking(AS_MANAGER, "hold"), who=None, reason="not-safe")
CLOSED = CloseCase(**asking(AS_MANAGER, "done"), closed_at=LATER, reason="no-plan")


def ungated(terms: Terms) -> Terms:
    return only(terms)


def closed(terms: Terms) -> Case:
    case = was_held(no_plan_outcome(ONE), considered(TWO))(ungated(terms))
    return asked(case, LATER, CLOSED)


def inquorate(terms: Terms) -> Case:
    """Held with two agencies too few, and nobody decided."""
    return was_held(present=(CHAIR, OFFICER))(ungated(terms))


STATES: dict[str, Callable[[Terms], Case]] = {
    "nothing has happened": lambda terms: household(terms=terms),
    "a conference is awaited": booked,
    "it was postponed": lambda terms: asked(booked(terms), BEFORE, POSTPONED),
    "it was called off": lambda terms: asked(booked(terms), BEFORE, CALLED_OFF),
    "letters are held": lambda terms: asked(booked(terms), BEFORE, ON_HOLD),
    "it was held": lambda terms: was_held(plan_outcome(ONE))(ungated(terms)),
    "too few were there": inquorate,
    "the case is closed": closed,
    "the case is sealed": lambda t: closed(t).model_copy(update={"sealed": True}),
}


@pytest.mark.rule("WA-59")
@pytest.mark.parametrize("state", STATES)
def test_protective_action_is_recorded_whatever_the_state_of_the_case(
    state: str,
) -> None:
    case = STATES[state](practice("wales"))

    facts = respond(case, ACT, LATER)

    assert [f.at for f in facts if isinstance(f, ProtectiveActionTaken)] == [LATER]


@pytest.mark.rule("WA-59")
def test_it_stands_before_no_gate_while_everything_is_missing() -> None:
    gates = practice("wales").gates
    uninvited = (gate.key for gate in gates if gate.before is not Before.INVITE)
    wales = only(practice("wales"), *uninvited)
    with pytest.raises(NotYet) as everything:
        respond(booked(wales), held(plan_outcome(ONE)), LATER)

    assert len(everything.value.lacks) >= 3
    assert RecordProtectiveAction not in TAKES
    assert respond(booked(wales), ACT, LATER)


@pytest.mark.rule("WA-59")
def test_the_procedures_say_so_and_so_does_the_case(
    capsys: pytest.CaptureFixture[str],
) -> None:
    provisions = load_rulebook("wales").provisions
    (choice,) = (p for p in provisions if p.key == "protective-action-waits-for")
    view = case_view(booked(practice("wales")), LATER)
    tell_case(view, wording_of(view, ()))

    assert (choice.value, choice.how, choice.names) == (
        "nothing",
        How.GATE,
        "record-protective-action",
    )
    said = " ".join(capsys.readouterr().out.split())
    assert "Nothing here waits for a conference: if a child is not safe" in said
