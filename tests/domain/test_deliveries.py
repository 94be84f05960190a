"""How a delivery ends: it is owed no more, and what waited for it is learned."""

from __future__ import annotations

import json

import pytest

from domain.case import Case
from domain.following.endings import ended
from tests.domain.family import BOOKED, VISITOR, a_family, booked


def an_invitation(case: Case) -> str:
    return next(key for key, e in case.outbox.items() if e.kind == "invitation")


def to_the_visitor(case: Case) -> str:
    """To somebody who has an e-mail address and no other."""
    return next(key for key, effect in case.outbox.items() if effect.to == VISITOR)


@pytest.mark.parametrize(
    ("code", "kind", "why"),
    [
        (None, "invitation-sent", None),
        ("no-mailbox", "letter-not-delivered", "no-mailbox"),
        ("not-cleared", "letter-failed", "not-cleared"),
    ],
)
def test_a_letter_that_was_taken_or_refused_is_owed_no_more_and_is_on_record(
    code: str | None, kind: str, why: str | None
) -> None:
    case = booked(a_family())
    key = an_invitation(case)

    after = ended(case, key, code, BOOKED)

    assert key not in after.outbox
    learned = [json.loads(row.body) for row in after.unrecorded if row.no > case.facts]
    assert (learned[0]["kind"], learned[0].get("why")) == (kind, why)
    assert after.facts == case.facts + len(learned)


def test_a_refused_letter_becomes_somebody_s_task_and_is_due_to_be_settled() -> None:
    case = booked(a_family())

    after = ended(case, to_the_visitor(case), "no-mailbox", BOOKED)

    assert "letter-not-delivered/letter-1/household" in after.duties
    tasks = {e.items[0].code: e.to for e in after.outbox.values() if e.kind == "task"}
    assert tasks == {"letter-failed": "business-support", "visit": "business-support"}


def test_what_was_withdrawn_while_it_was_under_way_makes_nothing_true() -> None:
    case = booked(a_family())
    key = an_invitation(case)
    withdrawn = ended(case, key, None, BOOKED)

    assert ended(withdrawn, key, None, BOOKED) == withdrawn
    assert ended(withdrawn, key, "no-mailbox", BOOKED) == withdrawn
