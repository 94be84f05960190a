"""How a child leaves without a plan: with what support, and because of what."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.gates.subject import WHOLE, Finding, Subject
from domain.terms import Gate, Terms
from rulebook.schema import Asks, Listed

#: The reason that names what was done (CS-59); any other is free text.
ACTION_TAKEN = "action-already-taken"


def exits(terms: Terms) -> tuple[str, ...]:
    """The codes with which a child may leave, as the place itself calls them.

    Where its own procedures name some those are the list, else an overlay's (C13).
    """
    lines = terms.lists.get(Listed.EXITS, ())
    own = [line.key for line in lines if line.book == terms.rulebook.id]
    return tuple(own or (line.key for line in lines))


def exit_named(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """With which support the child leaves, or with none: one of the list."""
    outcome, listed = subject.outcome, exits(case.terms)
    if outcome is None:
        return
    if outcome.ends_with is None or (listed and outcome.ends_with not in listed):
        yield WHOLE


def support_discussed(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Talked over with at least one parent, or it is said why with none (YK-45)."""
    outcome, child = subject.outcome, case.child(subject.child or "")
    if outcome is None or child is None or outcome.supports_not_because:
        return
    if not {*child.parents, *child.responsible} & set(outcome.supports):
        yield WHOLE


def action_taken_named(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Who leaves because of what was already done: it is said what was (CS-59)."""
    outcome = subject.outcome
    if outcome is None or outcome.ends_because != ACTION_TAKEN:
        return
    if outcome.action_taken is None:
        yield WHOLE


EXITS: dict[Asks, Finding] = {
    Asks.SUPPORT_DISCUSSED: support_discussed,
    Asks.EXIT_NAMED: exit_named,
    Asks.ACTION_TAKEN_NAMED: action_taken_named,
}
