"""A closed case lets its letters end: posted, heard of, or dealt with by a person."""

from __future__ import annotations

import pytest

from domain.case import Case
from domain.effects import EffectKind
from domain.evolve.changes import to
from domain.letters import Standing
from domain.requests.deliveries import SendDocument
from domain.requests.letters import SettleUndeliveredLetter
from tests.dates import instant
from tests.domain.asking import ask
from tests.domain.carrying import (
    BY_MAIL,
    BY_POST,
    LATER,
    answered,
    asked_about,
    going,
    heard,
    invited,
    post,
    printed,
    standing_of,
)
from tests.domain.carrying import refused as returned
from tests.domain.conferring import EVENING
from tests.domain.family import BOOKED
from tests.domain.requesting import asked, refused
from tests.domain.translating import planned

NOON = instant("Tue 2026-12-15 12:00Z")


def closed(case: Case) -> Case:
    """Closed on Tue 2026-12-15, with a letter still on its way."""
    return to(case, closed_at=LATER, closed_because="stepped-down")


def dealt_with(key: str) -> SettleUndeliveredLetter:
    return ask(SettleUndeliveredLetter, key=key, how="by-hand", settled_at=NOON)


def test_what_lay_printed_when_a_case_was_closed_is_recorded_as_posted() -> None:
    case = asked(closed(printed()), NOON, post(BY_POST, NOON))

    assert standing_of(case, BY_POST) is Standing.UNCONFIRMED
    assert [duty for duty in case.duties if duty.startswith("post-letter")] == []


@pytest.mark.parametrize(
    ("standing", "stands"),
    [(Standing.DELIVERED, None), (Standing.PERMANENT_FAILURE, "permanent-failure")],
)
def test_what_became_of_a_letter_is_recorded_after_the_case_was_closed(
    standing: Standing, stands: str | None
) -> None:
    case = closed(answered(invited(), BY_MAIL, Standing.SENT))

    case = asked(case, NOON, heard(BY_MAIL, standing, NOON))

    assert standing_of(case, BY_MAIL) == stands
    assert asked_about(case, EffectKind.FOLLOW_UP) == []


def test_a_letter_that_failed_is_dealt_with_after_the_case_was_closed() -> None:
    case = closed(returned(invited(email=None, phone=None), BY_POST, BOOKED))
    assert [letter.settled_at for letter in case.failed] == [None]

    case = asked(case, NOON, dealt_with(BY_POST))

    assert [letter.settled_at for letter in case.failed] == [NOON]
    assert going(case) == []


def test_nothing_more_is_asked_to_be_sent_from_a_closed_case() -> None:
    send = {"document": "decision-summary", "about": "conf-1"}
    case = closed(planned())

    assert refused(case, ask(SendDocument, **send), EVENING).code == "case-closed"
