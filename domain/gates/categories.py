"""Under which categories of harm a child has a plan."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.gates.subject import WHOLE, Finding, Subject, listed
from domain.record.conferences import WITH_PLAN, Outcome
from domain.terms import Gate
from rulebook.schema import Asks

SEXUAL_ABUSE = "sexual-abuse"


def _with_plan(subject: Subject) -> Outcome | None:
    outcome = subject.outcome
    planned = outcome is not None and outcome.decided in WITH_PLAN
    return outcome if planned else None


def categories_named(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """At least one, and each of them from the list where there is one (CS-56)."""
    outcome = _with_plan(subject)
    if outcome is None:
        return
    known = {line.key for line in listed(case, gate)}
    if not outcome.categories or (known and not known.issuperset(outcome.categories)):
        yield WHOLE


def abuse_is_category(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """A child found to have been sexually abused has the plan for that (CS-68)."""
    outcome = _with_plan(subject)
    if outcome is None or outcome.judgement is None:
        return
    if outcome.judgement.sexual_abuse and _passed_over(outcome):
        yield WHOLE


def category_thought_over(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """There are such concerns, and another category was chosen: is it the right one?"""
    outcome = _with_plan(subject)
    if outcome is not None and outcome.categories and _passed_over(outcome):
        yield WHOLE


def _passed_over(outcome: Outcome) -> bool:
    """Sexual abuse is not among the categories, and nothing says why not."""
    return SEXUAL_ABUSE not in outcome.categories and outcome.category_because is None


CATEGORIES: dict[Asks, Finding] = {
    Asks.CATEGORIES_NAMED: categories_named,
    Asks.ABUSE_IS_CATEGORY: abuse_is_category,
    Asks.CATEGORY_THOUGHT_OVER: category_thought_over,
}
