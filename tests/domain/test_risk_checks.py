"""Risk checks while a conference is late: each dated by the one before."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.advance import advance
from domain.case import Case
from domain.clock import fell_due
from domain.duties.reckoning import reckon
from domain.duty import Standing, standing
from domain.effects import EffectKind
from domain.evolve import evolve
from domain.facts.conferences import OutcomeUndone
from domain.facts.delays import RisksChecked
from domain.facts.duties import RungFell
from domain.requests import Request
from rulebook.schema import Rung
from tests.dates import day, instant
from tests.domain.builders import waited
from tests.domain.delaying import (
    AGREED,
    BOTH_SAFE,
    CHECK,
    CONFERENCE,
    FRIDAY,
    HELD,
    MONDAY,
    approve,
    checked,
    decided,
    delay_agreed,
    delay_asked_for,
    discussed,
    refuse,
    request_delay,
    two_children,
)
from tests.domain.requesting import asked, facts_of, refused

TUESDAY = instant("Tue 2026-12-22 15:00Z")
CHRISTMAS_EVE = instant("Thu 2026-12-24 00:00Z")
LAST_DAY = instant("Fri 2027-01-08 10:00Z")
NEXT = "risk-check/delay-1-2/household"


def lawful(case: Case, request: Request, now: datetime) -> bool:
    return bool(facts_of(case, request, now))


@pytest.mark.rule("SX-31")
def test_an_agreement_dates_the_first_check_as_it_says() -> None:
    duty = delay_agreed().duties[CHECK]
    assert duty.due.due_on == day("Wed 2026-12-23")
    assert duty.due.due_at == CHRISTMAS_EVE
    assert duty.due.since == MONDAY
    assert reckon(delay_agreed(), MONDAY) == ()


@pytest.mark.rule("SX-31")
def test_each_check_sets_the_next() -> None:
    case = asked(delay_agreed(), TUESDAY, checked(TUESDAY, "Thu 2026-12-31"))

    assert standing(case.settled[CHECK]) is Standing.MET
    assert case.duties[NEXT].due.due_on == day("Thu 2026-12-31")

    case = asked(case, HELD, checked(HELD, "Fri 2027-01-08"))
    assert standing(case.settled[NEXT]) is Standing.MET_LATE
    third = case.duties["risk-check/delay-1-3/household"]
    assert third.due.due_on == AGREED


@pytest.mark.rule("SX-31")
def test_a_missed_check_rings() -> None:
    case = delay_agreed()

    facts = fell_due(case, CHRISTMAS_EVE)

    rungs = [f for f in facts if isinstance(f, RungFell) and f.key == CHECK]
    assert [(f.rung, f.at) for f in rungs][-1] == (Rung.MISSED, CHRISTMAS_EVE)
    case = waited(case, CHRISTMAS_EVE)
    assert standing(case.duties[CHECK]) is Standing.MISSED_OPEN
    told = [e for e in case.outbox.values() if e.kind is EffectKind.ESCALATION]
    assert [(e.to, e.about) for e in told] == [("service-manager", CHECK)]


@pytest.mark.rule("SX-31")
def test_a_missed_check_goes_on_ringing_until_it_is_made() -> None:
    case = waited(delay_agreed(), HELD)
    again = [f for f in fell_due(case, LAST_DAY) if isinstance(f, RungFell)]
    assert CHECK in {f.key for f in again if f.rung is Rung.WEEKLY}

    case = asked(case, HELD, checked(HELD, "Fri 2027-01-08"))
    assert standing(case.settled[CHECK]) is Standing.MET_LATE
    later = [f for f in fell_due(case, LAST_DAY) if isinstance(f, RungFell)]
    assert CHECK not in {f.key for f in later}


@pytest.mark.rule("SX-31")
@pytest.mark.parametrize(
    ("following", "in_time"),
    [
        (None, "Wed 2026-12-23"),
        ("Tue 2026-12-22", "Wed 2026-12-23"),
        ("Sat 2027-01-09", "Fri 2027-01-08"),
    ],
)
def test_while_a_conference_is_awaited_the_next_check_is_dated_until_the_agreed_date(
    following: str | None, in_time: str
) -> None:
    refusal = refused(delay_agreed(), checked(TUESDAY, following), TUESDAY)
    assert (refusal.code, refusal.where) == ("next-check-not-dated", "next_check_on")
    assert refusal.rules == ("SX-31",)
    assert lawful(delay_agreed(), checked(TUESDAY, in_time), TUESDAY)


def test_when_the_agreed_date_is_used_up_checks_go_on_under_a_new_agreement() -> None:
    case = asked(delay_agreed(), TUESDAY, checked(TUESDAY, "Fri 2027-01-08"))
    last = checked(LAST_DAY, "Wed 2027-01-13")
    refusal = refused(case, last, LAST_DAY)
    assert refusal.code == "next-check-not-dated"
    assert "request-delay" in refusal.message

    until = day("Fri 2027-01-15")
    again = request_delay(delay="delay-2", proposed_on=until)
    yes = approve(
        delay="delay-2", agreed_on=until, first_check_on=day("Wed 2027-01-13")
    )
    case = asked(case, LAST_DAY, again, yes)
    assert lawful(case, last, LAST_DAY)


@pytest.mark.rule("SX-31")
def test_no_check_is_due_once_the_conference_was_held() -> None:
    case = decided(delay_agreed(), "child-1")
    assert standing(case.settled[CHECK]) is Standing.MISSED
    assert case.duties == {}
    assert waited(case, LAST_DAY).duties == {}

    early = asked(delay_agreed(), TUESDAY, checked(TUESDAY, "Fri 2027-01-08"))
    early = decided(early, "child-1")
    assert standing(early.settled[NEXT]) is Standing.NOT_APPLICABLE
    assert lawful(early, checked(HELD, None), HELD)


def test_a_check_told_of_after_the_conference_still_counts_for_its_day() -> None:
    case = asked(decided(delay_agreed(), "child-1"), HELD, checked(TUESDAY, None))
    assert standing(case.settled[CHECK]) is Standing.MET
    assert reckon(case, HELD) == ()


@pytest.mark.rule("SX-31")
def test_checks_go_on_while_any_of_the_children_is_undecided() -> None:
    both = ("child-1", "child-2")
    case = delay_asked_for(two_children(), children=both)
    case = asked(case, MONDAY, approve(safeguards=BOTH_SAFE))

    one = decided(case, "child-1")
    assert refused(one, checked(HELD, None), HELD).code == "next-check-not-dated"
    assert lawful(one, checked(HELD, "Fri 2027-01-08"), HELD)
    assert lawful(decided(case, *both), checked(HELD, None), HELD)


def test_a_check_follows_the_agreement_or_the_check_that_set_it() -> None:
    early = checked(FRIDAY, "Wed 2026-12-23")
    assert refused(delay_agreed(), early, TUESDAY).code == "out-of-order"
    assert lawful(delay_agreed(), checked(MONDAY, "Wed 2026-12-23"), TUESDAY)

    once = asked(delay_agreed(), TUESDAY, checked(TUESDAY, "Wed 2026-12-23"))
    before = checked(MONDAY, "Wed 2026-12-23")
    assert refused(once, before, TUESDAY).code == "out-of-order"

    ahead = checked(TUESDAY, "Wed 2026-12-23")
    assert refused(delay_agreed(), ahead, MONDAY).code == "in-the-future"


def test_only_a_delay_that_was_agreed_to_has_checks() -> None:
    check = checked(MONDAY, "Wed 2026-12-23")
    unknown = refused(discussed(), check, MONDAY)
    assert unknown.code == "delay-not-asked-for"
    for case in (delay_asked_for(), asked(delay_asked_for(), MONDAY, refuse())):
        refusal = refused(case, check, MONDAY)
        assert refusal.code == "delay-not-agreed"
        assert "record-protective-action" in refusal.message


def test_a_check_says_who_made_it() -> None:
    (fact,) = facts_of(delay_agreed(), checked(TUESDAY, "Wed 2026-12-23"), TUESDAY)
    assert fact == RisksChecked(
        at=TUESDAY,
        delay="delay-1",
        by="worker",
        next_check_on=day("Wed 2026-12-23"),
    )


def test_checks_can_go_on_when_what_ended_them_is_taken_back() -> None:
    case = asked(decided(delay_agreed(), "child-1"), HELD, checked(HELD, None))
    undone = OutcomeUndone(at=HELD, conference="conf-1", child="child-1")
    again = reckon(evolve(case, undone), HELD, thorough=True)
    case = advance(case, (undone, *again), HELD)
    assert CONFERENCE in case.duties

    case = asked(case, HELD, checked(HELD, "Fri 2027-01-08"))

    assert standing(case.settled[CHECK]) is Standing.MET_LATE
    assert case.duties[NEXT].due.due_on == AGREED
