"""Emergency orders: what a court made is kept as it is, and dates a conference."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.case import Case
from domain.duties.reckoning import reckon
from domain.duty import Standing, standing
from domain.facts.orders import (
    CourtDateQuestioned,
    EmergencyOrderExtended,
    EmergencyOrderMade,
    LegalActionPlanned,
)
from domain.requests import Request
from tests.dates import day, instant
from tests.domain.builders import a_case, waited
from tests.domain.court import (
    AFTER,
    EXPIRES,
    KEY,
    LONGER,
    MADE,
    TUESDAY,
    WEDNESDAY,
    action,
    an_order,
    discharged,
    extended,
    made,
)
from tests.domain.requesting import asked, facts_of, refused


def stands(case: Case, key: str = KEY) -> Standing:
    duty = case.duty(key)
    assert duty is not None
    return standing(duty)


def questions(case: Case, request: Request, now: datetime) -> list[str]:
    facts = facts_of(case, request, now)
    return [fact.why for fact in facts if isinstance(fact, CourtDateQuestioned)]


@pytest.mark.rule("SX-24")
def test_a_conference_is_due_before_the_order_expires_at_the_instant_it_says() -> None:
    case = an_order(legal_action_planned=True)

    assert case.duties[KEY].due.due_at == EXPIRES
    assert case.duties[KEY].due.due_on == day("Mon 2026-12-21")
    assert stands(waited(case, instant("Mon 2026-12-21 15:59Z"))) is Standing.OPEN
    assert stands(waited(case, EXPIRES)) is Standing.MISSED_OPEN


@pytest.mark.rule("SX-25")
def test_an_order_dates_nothing_until_further_legal_action_is_planned() -> None:
    case = an_order()
    assert case.duties == {}

    case = asked(case, TUESDAY, action(True, TUESDAY))
    assert case.duties[KEY].due.since == TUESDAY
    assert case.duties[KEY].due.due_at == EXPIRES

    case = asked(case, WEDNESDAY, action(False, WEDNESDAY))
    assert stands(case) is Standing.NOT_APPLICABLE
    assert reckon(case, WEDNESDAY) == ()


def test_action_planned_from_the_start_is_a_fact_of_its_own() -> None:
    order, planned = facts_of(a_case(), made(legal_action_planned=True), MADE)

    assert isinstance(order, EmergencyOrderMade)
    assert order.order.legal_action_since is None
    assert planned == LegalActionPlanned(at=MADE, order="epo-1", planned=True)
    (kept,) = an_order(legal_action_planned=True).emergency_orders
    assert kept.legal_action_since == MADE


def test_action_planned_again_after_it_was_dropped_dates_the_conference_again() -> None:
    case = an_order(legal_action_planned=True)
    case = asked(case, TUESDAY, action(False, TUESDAY))
    case = asked(case, WEDNESDAY, action(True, WEDNESDAY))
    assert case.duties[KEY].due.due_at == EXPIRES


def test_an_extension_moves_the_date_to_what_the_court_wrote() -> None:
    case = an_order(legal_action_planned=True)

    case = asked(case, WEDNESDAY, extended(WEDNESDAY, LONGER))

    assert case.duties[KEY].due.due_at == LONGER
    assert case.duties[KEY].due.due_on == day("Mon 2026-12-28")
    assert stands(waited(case, instant("Mon 2026-12-28 15:59Z"))) is Standing.OPEN
    assert stands(waited(case, LONGER)) is Standing.MISSED_OPEN


def test_an_order_ended_early_asks_for_nothing_more() -> None:
    case = an_order(legal_action_planned=True)
    case = asked(case, WEDNESDAY, discharged(TUESDAY))
    assert stands(case) is Standing.NOT_APPLICABLE
    assert waited(case, EXPIRES).duties == {}


@pytest.mark.parametrize(
    ("expires", "asks"),
    [
        ("Tue 2026-12-22 10:00Z", []),
        ("Tue 2026-12-22 10:01Z", ["order-over-eight-days"]),
        ("Fri 2027-12-17 10:00Z", ["order-over-eight-days"]),
    ],
)
def test_an_order_of_more_than_eight_days_is_kept_and_asked_about(
    expires: str, asks: list[str]
) -> None:
    request = made(expires_at=instant(expires))
    assert questions(a_case(), request, MADE) == asks
    order = asked(a_case(), MADE, request).emergency_orders[0]
    assert order.expires_at == instant(expires)


def test_eight_days_over_a_clock_change_are_eight_days_on_the_wall() -> None:
    """The clocks go back on Sun 2026-10-25: 10:00 on the wall is then 10:00 in UTC."""
    opened = instant("Mon 2026-10-19 09:00Z")
    case = a_case(opened_at=opened, looked_at=opened)
    at = instant("Mon 2026-10-19 09:00Z")
    usual = made(made_at=at, expires_at=instant("Tue 2026-10-27 10:00Z"))
    longer = made(made_at=at, expires_at=instant("Tue 2026-10-27 10:01Z"))
    assert questions(case, usual, at) == []
    assert questions(case, longer, at) == ["order-over-eight-days"]


@pytest.mark.parametrize(
    ("at", "until", "asks"),
    [
        ("Wed 2026-12-16 10:00Z", "Mon 2026-12-28 16:00Z", []),
        (
            "Wed 2026-12-16 10:00Z",
            "Mon 2026-12-28 16:01Z",
            ["extension-over-seven-days"],
        ),
        ("Mon 2026-12-21 16:00Z", "Mon 2026-12-28 16:00Z", ["extended-after-it-ended"]),
    ],
)
def test_an_unusual_extension_is_kept_and_asked_about(
    at: str, until: str, asks: list[str]
) -> None:
    request = extended(instant(at), instant(until))
    assert questions(an_order(), request, AFTER) == asks
    order = asked(an_order(), AFTER, request).emergency_orders[0]
    assert (order.expires_at, order.extensions) == (instant(until), 1)


def test_a_second_extension_is_kept_and_asked_about() -> None:
    case = asked(an_order(), WEDNESDAY, extended(WEDNESDAY, LONGER))
    again = extended(WEDNESDAY, instant("Wed 2026-12-30 16:00Z"))
    assert questions(case, again, WEDNESDAY) == ["second-extension"]
    order = asked(case, WEDNESDAY, again).emergency_orders[0]
    assert order.extensions == 2


def test_a_question_about_an_order_reaches_somebody() -> None:
    case = asked(a_case(), MADE, made(expires_at=instant("Tue 2026-12-29 10:00Z")))
    items = [item for effect in case.waiting.values() for item in effect.items]
    assert [(i.about, i.code) for i in items] == [("epo-1", "order-over-eight-days")]


@pytest.mark.parametrize("minutes", ["Mon 2026-12-14 10:00Z", "Mon 2026-12-14 09:00Z"])
def test_an_order_cannot_end_before_it_was_made(minutes: str) -> None:
    refusal = refused(a_case(), made(expires_at=instant(minutes)), MADE)
    assert (refusal.code, refusal.where) == ("ends-before-it-begins", "expires_at")
    soon = made(expires_at=instant("Mon 2026-12-14 10:01Z"))
    assert len(facts_of(a_case(), soon, MADE)) == 1


def test_an_extension_ends_later_than_the_order_did() -> None:
    case = an_order()
    refusal = refused(case, extended(WEDNESDAY, EXPIRES), WEDNESDAY)
    assert (refusal.code, refusal.where) == ("not-later", "expires_at")
    (fact,) = facts_of(case, extended(WEDNESDAY, LONGER), WEDNESDAY)
    assert fact == EmergencyOrderExtended(
        at=WEDNESDAY, order="epo-1", expires_at=LONGER
    )
