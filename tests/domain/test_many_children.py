"""What is due for one child does not hang on another's, nor on an agreed delay."""

from __future__ import annotations

import pytest

from domain.case import Case
from domain.decide import respond
from domain.duty import Duty, Settled
from domain.errors import Refused
from domain.facts.children import ChildLeft
from domain.facts.delays import DelayApproved
from domain.requests.delays import ApproveDelay
from tests.domain.plausible.life import Life, Step, lived
from tests.domain.reaching import met_in
from tests.domain.strategies import LATE, lives

#: Every part of an agreement: each is as needed as the others (SX-29 to SX-32).
PARTS = (
    "document",
    "reasons",
    "safeguards",
    "checker",
    "first_check_on",
    "agreed_on",
)

#: Lives in which conferences come late and somebody may agree to it.
LATE_LIVES = lives(usual=LATE, rulebooks=("pan-sussex", "pan-sussex+reviews"))


def of(case: Case, children: set[str]) -> dict[str, Duty | Settled]:
    """What is or was due for these children, as it stands."""
    known: tuple[Duty | Settled, ...]
    known = (*case.duties.values(), *case.settled.values())
    return {duty.key: duty for duty in known if duty.child in children}


def leaving(step: Step) -> set[str]:
    return {fact.child for fact in step.facts if isinstance(fact, ChildLeft)}


@met_in(lives())
def test_one_child_s_leaving_leaves_what_is_due_for_its_siblings(life: Life) -> int:
    met = 0
    for step in lived(life):
        gone = leaving(step)
        others = {c.ref for c in step.before.children} - gone
        kinds = {fact.kind for fact in step.facts}
        if gone and kinds <= {"request-accepted", "child-left", "duty-lapsed"}:
            assert of(step.after, others) == of(step.before, others)
            met += bool(of(step.before, others))
    return met


@met_in(lives())
def test_only_what_is_due_for_a_child_who_left_lapses_by_its_leaving(
    life: Life,
) -> int:
    met = 0
    reasons = {"turned-eighteen", "died", "pregnancy-ended", "transfer-accepted"}
    for step in lived(life):
        for line in step.after.settled.values():
            if line.lapsed in reasons and line.child is not None:
                child = step.after.child(line.child)
                assert child is not None
                assert child.left is not None
                met += 1
    return met


@met_in(LATE_LIVES)
def test_an_agreement_to_a_delay_moves_no_date(life: Life) -> int:
    met = 0
    for step in lived(life):
        agreed = [f for f in step.facts if isinstance(f, DelayApproved)]
        for key in (key for fact in agreed for key in fact.duties):
            if key in step.before.duties:
                assert step.after.duties[key].due == step.before.duties[key].due
                assert step.after.duties[key].agreed_on is not None
                met += 1
    return met


@met_in(LATE_LIVES)
def test_no_agreement_is_accepted_without_each_of_its_parts(life: Life) -> int:
    met = 0
    for step in lived(life):
        asked = step.asked
        if step.before.gateway_keys:
            continue  # what was altered is not what was attested: refused for that
        if isinstance(asked, ApproveDelay) and step.refused is None:
            for part in PARTS:
                empty = ApproveDelay.model_fields[part].get_default()
                lacking = asked.model_copy(update={part: empty, "id": "lacking#1"})
                with pytest.raises(Refused) as caught:
                    respond(step.before, lacking, step.now)
                assert part in caught.value.where
                met += 1
    return met
