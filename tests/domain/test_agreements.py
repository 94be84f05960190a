"""Agreements to a delay: what they cover, and what they must say."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from adapters.calendars import load_calendar
from adapters.rulebooks import load_local, load_rulebook
from domain.case import Case
from domain.facts.children import ChildLeft
from domain.facts.delays import DelayApproved
from domain.freezing import freeze
from domain.record.children import Leaving, Left
from domain.requests import Request
from domain.requests.base import By
from domain.requests.orders import RecordEmergencyOrder
from domain.terms import Terms
from rulebook.schema import DutyRule, Force, LocalSettings
from tests.dates import day, instant
from tests.domain.builders import after
from tests.domain.delaying import (
    BOTH_SAFE,
    CONFERENCE,
    FRIDAY,
    MONDAY,
    OF,
    SAFE,
    SECOND,
    approve,
    delay_asked_for,
    discussed,
    request_delay,
    two_children,
)
from tests.domain.requesting import asked, facts_of, refused

ORDER = "conference-before-order-expires/epo-1/child-1"
NOBODY_SAID = ({"child": "child-1", "action": "  "},)


def lawful(case: Case, request: Request, now: datetime = MONDAY) -> bool:
    return bool(facts_of(case, request, now))


def agreement(case: Case, now: datetime = MONDAY, **fields: Any) -> DelayApproved:
    (fact,) = facts_of(case, approve(**fields), now)
    assert isinstance(fact, DelayApproved)
    return fact


@pytest.mark.parametrize(
    ("left_out", "where", "rules"),
    [
        ({"document": ""}, "document", ("SX-29",)),
        ({"document": "   "}, "document", ("SX-29",)),
        ({"reasons": ""}, "reasons", ("SX-30",)),
        ({"safeguards": ()}, "safeguards", ("SX-32",)),
        ({"safeguards": NOBODY_SAID}, "safeguards", ("SX-32",)),
        ({"checker": None}, "checker", ("SX-31",)),
        ({"first_check_on": None}, "first_check_on", ("SX-31",)),
        ({"agreed_on": None}, "agreed_on", ("SX-29",)),
    ],
)
def test_an_agreement_without_one_of_its_parts_is_refused_by_that_part_s_name(
    left_out: dict[str, Any], where: str, rules: tuple[str, ...]
) -> None:
    refusal = refused(delay_asked_for(), approve(**left_out), MONDAY)

    assert (refusal.code, refusal.where) == ("agreement-incomplete", where)
    assert refusal.rules == rules
    assert lawful(delay_asked_for(), approve())


def test_an_agreement_is_told_of_all_that_it_lacks_at_once() -> None:
    bare: dict[str, Any] = {"document": "", "reasons": "", "safeguards": ()}
    undated = {"checker": None, "first_check_on": None, "agreed_on": None}

    refusal = refused(delay_asked_for(), approve(**bare, **undated), MONDAY)

    assert refusal.where == (
        "document, reasons, safeguards, checker, first_check_on, agreed_on"
    )
    assert refusal.rules == ("SX-29", "SX-30", "SX-31", "SX-32")
    assert "what keeps each child safe meanwhile" in refusal.message


def test_an_agreement_is_kept_with_all_that_it_says() -> None:
    fact = agreement(delay_asked_for())

    assert fact.duties == (CONFERENCE,)
    assert (fact.by, fact.checker, fact.at) == ("manager", "visitor", MONDAY)
    assert fact.document == "Letter of agreement, file 12."
    assert [(s.child, s.action) for s in fact.safeguards] == [
        ("child-1", "Stays with an aunt.")
    ]
    assert fact.after_the_miss is False


@pytest.mark.rule("SX-32")
def test_something_is_done_to_keep_every_child_safe() -> None:
    case = delay_asked_for(two_children(), children=("child-1", "child-2"))

    refusal = refused(case, approve(safeguards=SAFE), MONDAY)

    assert (refusal.code, refusal.where) == ("agreement-incomplete", "safeguards")
    assert agreement(case, safeguards=BOTH_SAFE).duties == (CONFERENCE, SECOND)


@pytest.mark.rule("SX-32")
def test_nothing_is_asked_about_a_child_who_has_left_the_case_meanwhile() -> None:
    case = delay_asked_for(two_children(), children=("child-1", "child-2"))
    died = Leaving(why=Left.DIED, at=FRIDAY)
    case = after(case, FRIDAY, ChildLeft(at=FRIDAY, child="child-2", leaving=died))
    assert agreement(case, safeguards=SAFE).duties == (CONFERENCE,)


def test_an_agreement_is_about_the_children_for_whom_it_was_asked() -> None:
    case = delay_asked_for(two_children())
    refusal = refused(case, approve(safeguards=BOTH_SAFE), MONDAY)
    assert (refusal.code, refusal.where) == ("child-not-in-delay", "safeguards")
    assert agreement(case, safeguards=SAFE).duties == (CONFERENCE,)


@pytest.mark.rule("SX-29")
@pytest.mark.parametrize("agreed", ["Tue 2026-12-29", "Wed 2026-12-30"])
def test_the_agreed_date_comes_after_the_due_date(agreed: str) -> None:
    refusal = refused(delay_asked_for(), approve(agreed_on=day(agreed)), MONDAY)
    assert (refusal.code, refusal.where) == ("not-after-the-due-date", "agreed_on")
    assert lawful(delay_asked_for(), approve(agreed_on=day("Thu 2026-12-31")))


@pytest.mark.rule("SX-31")
@pytest.mark.parametrize(
    ("first", "in_time"),
    [
        ("Sun 2026-12-20", "Mon 2026-12-21"),
        ("Sat 2027-01-09", "Fri 2027-01-08"),
    ],
)
def test_the_first_check_falls_from_today_up_to_the_agreed_date(
    first: str, in_time: str
) -> None:
    refusal = refused(delay_asked_for(), approve(first_check_on=day(first)), MONDAY)
    assert (refusal.code, refusal.where) == (
        "first-check-not-meanwhile",
        "first_check_on",
    )
    assert lawful(delay_asked_for(), approve(first_check_on=day(in_time)))


@pytest.mark.rule("SX-31")
def test_whoever_checks_the_risks_is_somebody_the_case_knows() -> None:
    refusal = refused(delay_asked_for(), approve(checker="nobody-known"), MONDAY)
    assert (refusal.code, refusal.where) == ("unknown-person", "checker")


@pytest.mark.rule("SX-29")
@pytest.mark.parametrize(
    ("now", "after_the_miss"),
    [("Wed 2026-12-30 23:59Z", False), ("Thu 2026-12-31 00:00Z", True)],
)
def test_an_agreement_given_after_the_miss_is_kept_and_says_so(
    now: str, after_the_miss: bool
) -> None:
    then = instant(now)
    checked = {"first_check_on": day("Mon 2027-01-04")}
    fact = agreement(delay_asked_for(), then, **checked)
    assert fact.after_the_miss is after_the_miss

    case = asked(delay_asked_for(), then, approve(**checked))
    assert case.duties[CONFERENCE].missed is after_the_miss


def with_an_order() -> Case:
    """Due before an order expires on Tue 2026-12-22, and by Wed 2026-12-30."""
    made: dict[str, Any] = {
        "order": "epo-1",
        "children": ("child-1",),
        "made_at": instant("Mon 2026-12-14 16:00Z"),
        "expires_at": instant("Tue 2026-12-22 16:00Z"),
        "legal_action_planned": True,
    }
    fields = {key: value for key, value in OF.items() if key != "delay"}
    return asked(discussed(), FRIDAY, RecordEmergencyOrder(**fields, **made))


@pytest.mark.rule("SX-26")
@pytest.mark.parametrize(
    ("agreed", "covered"),
    [
        ("Fri 2027-01-08", {CONFERENCE, ORDER}),
        ("Wed 2026-12-23", {ORDER}),
        ("Wed 2026-12-30", {ORDER}),
    ],
)
def test_an_agreement_covers_every_date_that_would_be_missed_and_no_other(
    agreed: str, covered: set[str]
) -> None:
    case = delay_asked_for(with_an_order())

    assert set(agreement(case, agreed_on=day(agreed)).duties) == covered
    agreed_to = asked(case, MONDAY, approve(agreed_on=day(agreed)))
    dated = {key for key, duty in agreed_to.duties.items() if duty.agreed_on}
    assert dated == covered


def local_terms(*duties: DutyRule) -> Terms:
    """York, whose council names a service manager for what the guide leaves open."""
    ours = load_local("default")
    named = {"id": "ours", "delay_authority": "service-manager", "duties": duties}
    local = LocalSettings.model_validate({**dict(ours), **named})
    books = (load_rulebook("common"),)
    return freeze(
        load_rulebook("york"), books, local, load_calendar("england-and-wales")
    )


def risk_check() -> DutyRule:
    rules = {rule.key: rule for rule in load_rulebook("pan-sussex").duties}
    return rules["risk-check"].model_copy(update={"force": Force.LOCAL})


def test_a_council_may_name_who_agrees_where_the_source_names_nobody() -> None:
    boss = By(person="manager", role="service-manager")
    case = delay_asked_for(discussed("york", terms=local_terms(risk_check())))
    assert refused(case, approve(), MONDAY).code == "not-yours-to-ask"
    assert agreement(case, by=boss).duties == (CONFERENCE,)


@pytest.mark.rule("SX-31")
def test_no_delay_is_agreed_to_where_no_clock_would_ring_for_its_checks() -> None:
    boss = By(person="manager", role="service-manager")
    case = delay_asked_for(discussed("york", terms=local_terms()))
    refusal = refused(case, approve(by=boss), MONDAY)
    assert (refusal.code, refusal.rules) == ("checks-would-not-ring", ("SX-31",))


def test_a_delay_asked_for_before_the_conference_decided_is_not_agreed_after() -> None:
    case = delay_asked_for()
    gone = Leaving(why=Left.TRANSFERRED, at=FRIDAY)
    case = after(case, FRIDAY, ChildLeft(at=FRIDAY, child="child-1", leaving=gone))
    refusal = refused(case, approve(), MONDAY)
    assert (refusal.code, refusal.where) == ("nothing-to-delay", "delay")
    assert refused(case, request_delay(delay="delay-2"), MONDAY).code == (
        "child-has-left"
    )
