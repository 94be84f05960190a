"""Requests about how a child is best told: language, interpreter, form."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.children import ChildChanged
from domain.requests.children import ChangeChild

TOLD = ("language", "interpreter", "format")


def told_otherwise(case: Case, request: ChangeChild, now: datetime) -> Facts:
    """What is left out stays as it was. It has effect from its instant."""
    at = checks.happened(request.since, now, "since")
    checks.children(case, (request.child,), "child")
    child = checks.child(case, request.child, "child")
    was = {name: getattr(child, name) for name in TOLD}
    given = {name: getattr(request, name) for name in TOLD}
    told = was | {name: value for name, value in given.items() if value is not None}
    if told == was:
        raise Refused(
            "nothing-changes",
            "That is what is recorded: say what is different now.",
            where="child",
        )
    return (
        ChildChanged(
            at=at,
            child=child.ref,
            language=told["language"],
            interpreter=told["interpreter"],
            format=told["format"],
        ),
    )
