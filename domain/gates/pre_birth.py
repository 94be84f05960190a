"""Why a conference is held before a birth."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.duties.pre_birth import triggers_of
from domain.gates.subject import WHOLE, Finding, Subject, listed
from domain.terms import Gate
from rulebook.schema import Asks


def trigger_named(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """At least one of the list: named now, recorded before, or seen in the case."""
    outcome, child = subject.outcome, case.child(subject.child or "")
    if outcome is None or child is None:
        return
    known = {line.key for line in listed(case, gate)}
    named = {*outcome.triggers, *(t.code for t in triggers_of(case, child))}
    if not named & (known or named):
        yield WHOLE


PRE_BIRTH: dict[Asks, Finding] = {Asks.TRIGGER_NAMED: trigger_named}
