"""A case that is asked for something: time passes, it decides, its duties follow."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.advance import advance
from domain.case import Case
from domain.decide import PART_OF, respond
from domain.duties.reckoning import reckon
from domain.errors import Refused
from domain.evolve import evolved
from domain.facts import Facts
from domain.requests import Request
from domain.requests.base import By
from tests.domain.builders import waited

WORKER = By(person="worker", role="social-worker")
MANAGER = By(person="manager", role="authorised-manager")


def facts_of(case: Case, request: Request, now: datetime) -> Facts:
    """What the request alone makes true, once the clock has come to `now`."""
    return PART_OF[type(request)](waited(case, now), request, now)


def asked(case: Case, now: datetime, *requests: Request) -> Case:
    """The case after these were asked at `now`, each under an id of its own."""
    for request in requests:
        own = request.model_copy(update={"id": f"tests/{case.facts}"})
        case = advance(case, respond(case, own, now), now)
    return case


def told_late(case: Case, now: datetime, *requests: Request) -> Case:
    """The case after these, with the whole of its record gone through each time."""
    for request in requests:
        facts = facts_of(case, request, now)
        follows = reckon(evolved(case, facts), now, thorough=True)
        case = advance(case, (*facts, *follows), now)
    return case


def refused(case: Case, request: Request, now: datetime) -> Refused:
    """How the request is refused, which it must be: with a way out, and no trace."""
    before = waited(case, now)
    with pytest.raises(Refused) as caught:
        respond(before, request, now)
    assert caught.value.message.endswith(".")
    return caught.value
