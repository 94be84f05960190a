"""What became of an answer is read from the record, and never from another's entry."""

from __future__ import annotations

import pytest

from commands.answering import Answered, answer_in
from domain.decide import content_hash, short_hash
from domain.facts import Fact
from domain.facts.keeping import RequestAccepted, RequestRefused
from domain.recording import Row
from domain.requests.base import By
from domain.requests.delays import RefuseDelay
from domain.roles import Role
from tests.dates import instant

AT = instant("Mon 2027-01-11 09:00Z")
BY = By(person="manager", role=Role.AUTHORISED_MANAGER)
MINE = RefuseDelay(id="desk-a#1", by=BY, delay="delay-1", reasons="It can be held.")


def row(fact: Fact) -> Row:
    body = fact.model_dump_json()
    return Row(no=1, kind=fact.kind, at=AT, recorded_at=AT, body=body)


def refused(id: str | None) -> RequestRefused:
    hashed = None if id is None else short_hash(id)
    return RequestRefused(at=AT, asked=MINE.kind, why="delay-answered", id=hashed)


def test_a_refusal_of_this_answer_is_told_with_its_reason() -> None:
    assert answer_in(row(refused(MINE.id)), "T-1", MINE) == Answered(
        case="T-1", kind=MINE.kind, taken=False, why="delay-answered", where=""
    )


@pytest.mark.parametrize("id", ["desk-b#1", None])
def test_somebody_else_s_refusal_of_the_same_kind_is_not_told_as_ours(
    id: str | None,
) -> None:
    assert answer_in(row(refused(id)), "T-1", MINE) is None


def test_an_answer_that_was_taken_is_known_by_its_id() -> None:
    fact = RequestAccepted(
        at=AT,
        asked=MINE.kind,
        by=BY,
        id=short_hash(MINE.id),
        content=content_hash(MINE),
    )

    assert answer_in(row(fact), "T-1", MINE) == Answered(
        case="T-1", kind=MINE.kind, taken=True
    )
