"""Children of the household whom a conference only considered, or did not."""

from __future__ import annotations

from domain.case import Case
from domain.errors import Refused
from domain.record.conferences import Conference, Decided, Outcome
from rulebook.schema import Asks, Before, Met

#: What may be said of a child whom a conference was not about.
ONLY_CONSIDERED = frozenset({Decided.CONSIDERED, Decided.NOT_CONSIDERED})


def may_be_considered(case: Case, conference: Conference, outcome: Outcome) -> bool:
    """Whether a conference about others may say this of the child.

    So that whoever came to live there since the booking is considered too (decision
    C12). A child who is due a conference of their own is decided by that one, and a
    child with a plan by its reviews.
    """
    if outcome.decided not in ONLY_CONSIDERED or not asks_for_the_household(case):
        return False
    adjourned = {part.child for part in conference.adjourned}
    planned = case.plan_of(outcome.child) is not None
    return not (outcome.child in adjourned or planned or _is_due(case, outcome.child))


def asks_for_the_household(case: Case) -> bool:
    """Whether the terms ask, before a conference closes, for every child of it."""
    gates = case.terms.gates_before.get(Before.CLOSE, ())
    return any(gate.asks is Asks.HOUSEHOLD_CONSIDERED for gate in gates)


def _is_due(case: Case, child: str) -> bool:
    rules = {r.key for r in case.terms.rules if r.met_by is Met.CHILD_DECIDED}
    return any(d.rule in rules and d.child == child for d in case.duties.values())


def says_why_not(outcome: Outcome) -> None:
    """Raises `Refused` for a child who was not considered, without a reason."""
    if outcome.decided is Decided.NOT_CONSIDERED and not outcome.because:
        raise Refused(
            "not-considered-without-reason",
            "A child who was not considered needs the reason in 'because'; if the "
            "conference did think of the child, record 'considered-no-plan'.",
            where="outcomes.because",
        )
