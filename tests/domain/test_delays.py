"""Delays: who may ask, who may answer, and that an answer moves no date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.case import Case
from domain.duties.reckoning import reckon
from domain.duty import Standing, standing
from domain.effects import EffectKind
from domain.facts.delays import DelayRefused, DelayRequested
from domain.facts.duties import DutyRedated, MissWithdrawn
from domain.record.people import RoleHeld
from domain.requests import Request
from domain.requests.base import By
from tests.dates import day, instant
from tests.domain.builders import a_case, waited
from tests.domain.delaying import (
    AGREED,
    CONFERENCE,
    DUE,
    FRIDAY,
    MONDAY,
    approve,
    delay_agreed,
    delay_asked_for,
    discussed,
    refuse,
    request_delay,
)
from tests.domain.requesting import MANAGER, WORKER, asked, facts_of, refused

DEPUTY = By(person="deputy", role="authorised-manager")
ASKED_FOR = delay_asked_for()


def lawful(case: Case, request: Request, now: datetime = MONDAY) -> bool:
    return bool(facts_of(case, request, now))


@pytest.mark.rule("SX-30")
def test_an_agreed_date_stands_beside_the_due_date_which_does_not_move() -> None:
    case = delay_agreed()

    duty = case.duties[CONFERENCE]
    assert (duty.due.due_on, duty.agreed_on) == (DUE, AGREED)
    late = waited(case, instant("Thu 2026-12-31 00:00Z"))
    assert standing(late.duties[CONFERENCE]) is Standing.MISSED_OPEN


@settings(deadline=None, max_examples=60)
@given(
    minutes=st.integers(0, 40 * 24 * 60),
    first=st.integers(0, 30),
    agreed=st.integers(0, 30),
)
def test_no_agreement_moves_any_due_date(minutes: int, first: int, agreed: int) -> None:
    """Given before a miss or after it, whatever it says, and however we reckon."""
    now = MONDAY + timedelta(minutes=minutes)
    before = waited(ASKED_FOR, now)
    check_on = now.date() + timedelta(days=first)
    agreed_on = max(check_on, DUE + timedelta(days=1)) + timedelta(days=agreed)

    case = asked(before, now, approve(first_check_on=check_on, agreed_on=agreed_on))

    assert case.duties[CONFERENCE].agreed_on == agreed_on
    for key, duty in before.duties.items():
        assert case.duties[key].due == duty.due
        assert case.duties[key].missed == duty.missed
    again = reckon(case, now, thorough=True, correcting=True)
    assert not any(isinstance(fact, DutyRedated | MissWithdrawn) for fact in again)


@pytest.mark.rule("SX-29")
def test_a_request_reaches_whoever_may_answer_it() -> None:
    case = delay_asked_for()
    tasks = [e for e in case.outbox.values() if e.kind is EffectKind.TASK]
    assert [(t.to, t.items[0].code) for t in tasks] == [
        ("authorised-manager", "delay-asked-for")
    ]


@pytest.mark.parametrize(
    ("answer", "code"), [(approve(), "delay-agreed"), (refuse(), "delay-refused")]
)
def test_whoever_asked_is_told_the_answer(answer: Request, code: str) -> None:
    waiting = asked(delay_asked_for(), MONDAY, answer).waiting.values()
    told = [(effect.to, item.code) for effect in waiting for item in effect.items]
    assert ("social-worker", code) in told


@pytest.mark.rule("SX-29")
def test_nobody_agrees_to_a_delay_that_they_asked_for() -> None:
    case = delay_asked_for(by=By(person="manager", role="social-worker"))

    refusal = refused(case, approve(), MONDAY)

    assert (refusal.code, refusal.where) == ("asked-by-the-same-person", "by.person")
    assert refusal.rules == ("SX-29",)
    assert lawful(case, approve(by=DEPUTY))
    assert lawful(case, refuse())


@pytest.mark.rule("SX-29")
def test_a_delay_that_nobody_asked_for_has_no_asker_to_be_kept_apart_from() -> None:
    for answer in (approve(delay="delay-2"), refuse(delay="delay-2")):
        refusal = refused(delay_asked_for(), answer, MONDAY)
        assert (refusal.code, refusal.where) == ("delay-not-asked-for", "delay")
    assert lawful(delay_asked_for(delay="delay-2"), approve(delay="delay-2"))


@pytest.mark.rule("SX-29")
@pytest.mark.parametrize("answer", [approve, refuse])
@pytest.mark.parametrize("role", ["first-line-manager", "social-worker", "chair"])
def test_only_the_authorised_manager_answers(
    answer: Callable[..., Request], role: str
) -> None:
    request = answer(by=By(person="manager", role=role))
    refusal = refused(delay_asked_for(), request, MONDAY)
    assert (refusal.code, refusal.where) == ("not-the-authority", "by.role")
    assert lawful(delay_asked_for(), answer())


def test_an_answer_is_given_by_whoever_holds_the_role_at_that_moment() -> None:
    held = RoleHeld(
        role="authorised-manager",
        person="deputy",
        since=instant("Mon 2026-12-21 09:00Z"),
        until=instant("Tue 2026-12-22 09:00Z"),
        acting=True,
    )
    case = delay_asked_for(discussed(roles=(held,)))
    refusal = refused(case, approve(), MONDAY)
    assert (refusal.code, refusal.where) == ("role-held-by-another", "by.person")
    assert lawful(case, approve(by=DEPUTY))
    assert lawful(case, approve(), instant("Tue 2026-12-22 09:00Z"))


@pytest.mark.rule("SX-29")
@pytest.mark.parametrize("first", [approve(), refuse()], ids=["agreed", "refused"])
@pytest.mark.parametrize("second", [approve(), refuse()], ids=["agree", "refuse"])
def test_an_answer_is_never_changed_by_a_second(
    first: Request, second: Request
) -> None:
    case = asked(delay_asked_for(), MONDAY, first)
    assert refused(case, second, MONDAY).code == "delay-answered"
    again = asked(case, MONDAY, request_delay(delay="delay-2"))
    other = second.model_copy(update={"delay": "delay-2"})
    assert lawful(again, other)


@pytest.mark.rule("SX-29")
@pytest.mark.parametrize(
    ("rulebook", "overlays"),
    [("york", ()), ("york", ("csa-pathway",)), ("guernsey", ("csa-pathway",))],
)
@pytest.mark.parametrize("request_", [request_delay(), approve(), refuse()])
def test_where_nobody_may_agree_a_reason_is_recorded_instead(
    rulebook: str, overlays: tuple[str, ...], request_: Request
) -> None:
    refusal = refused(discussed(rulebook, *overlays), request_, MONDAY)
    assert refusal.code == "nobody-may-agree"
    assert "record-reason-for-lateness" in refusal.message


@pytest.mark.rule("WA-18")
@pytest.mark.parametrize("request_", [request_delay(), approve(), refuse()])
def test_in_wales_no_manager_agrees_to_a_delay_for_the_chair_postpones(
    request_: Request,
) -> None:
    chair = request_.model_copy(update={"by": By(person="worker", role="chair")})
    for asks in (request_, chair):
        refusal = refused(discussed("wales"), asks, MONDAY)
        assert (refusal.code, refusal.rules) == ("chair-postpones", ("WA-18",))
        assert "postpone-conference" in refusal.message


def test_a_delay_is_asked_for_by_somebody_for_reasons_and_until_a_day() -> None:
    (fact,) = facts_of(discussed(), request_delay(), FRIDAY)
    assert fact == DelayRequested(
        at=FRIDAY,
        delay="delay-1",
        children=("child-1",),
        by=WORKER.person,
        reasons="A report is late.",
        proposed_on=AGREED,
    )


def test_a_refused_delay_keeps_its_reasons_and_dates_no_check() -> None:
    (fact,) = facts_of(delay_asked_for(), refuse(), MONDAY)
    assert isinstance(fact, DelayRefused)
    assert (fact.by, fact.at) == (MANAGER.person, MONDAY)

    case = asked(delay_asked_for(), MONDAY, refuse())
    assert [duty.rule for duty in case.duties.values()] == ["initial-conference"]
    assert case.duties[CONFERENCE].agreed_on is None


def test_a_delay_is_asked_for_once_under_a_reference_and_past_the_due_date() -> None:
    case = delay_asked_for()
    assert refused(case, request_delay(), FRIDAY).code == "reference-in-use"
    assert lawful(case, request_delay(delay="delay-2"), FRIDAY)

    early = request_delay(delay="delay-2", proposed_on=DUE)
    assert refused(case, early, FRIDAY).code == "not-after-the-due-date"
    later = request_delay(delay="delay-2", proposed_on=day("Thu 2026-12-31"))
    assert lawful(case, later, FRIDAY)


def test_a_delay_is_asked_for_children_of_the_case_whose_conference_is_due() -> None:
    unknown = refused(discussed(), request_delay(children=("child-9",)), FRIDAY)
    assert (unknown.code, unknown.where) == ("unknown-child", "children")

    refusal = refused(a_case(), request_delay(), FRIDAY)
    assert (refusal.code, refusal.where) == ("nothing-to-delay", "children")
    assert lawful(discussed(), request_delay(), FRIDAY)
