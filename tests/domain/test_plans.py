"""Plans after the conference: core groups, copies, and concern about a sibling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.case import Case
from domain.duty import Standing
from domain.effects import EffectKind
from domain.record.conferences import Decided
from domain.requests import Request
from domain.requests.plans import (
    RecordPlanGiven,
    RecordSiblingConcern,
    WithholdPlan,
)
from tests.dates import day, instant
from tests.domain.conferring import (
    A_PLAN,
    BOTH,
    EVENING,
    IN_CONFERENCE,
    JANUARY,
    OF,
    ONE,
    PLAN,
    SPRING,
    STARTS,
    TWO,
    booked,
    core_group,
    discussion,
    held,
    how,
    later,
    not_required,
    outcome,
    planned,
    reviewed,
    settled,
)
from tests.domain.requesting import asked, facts_of, refused

TUESDAY = instant("Tue 2026-12-22 10:00Z")
WEDNESDAY = instant("Wed 2026-12-23 10:00Z")
FEBRUARY = instant("Thu 2027-02-04 10:00Z")
FIRST = f"first-core-group/{PLAN}/{ONE}"
SENT = f"plan-sent/conf-1/{ONE}"
Start = Callable[[], Case]


def given(at: Any = TUESDAY, person: str = "mother", **fields: Any) -> RecordPlanGiven:
    of_copy = {"child": ONE, "person": person, "given_at": at}
    return RecordPlanGiven(**(IN_CONFERENCE | of_copy | fields))


def withhold(at: Any = TUESDAY, person: str = "mother", **fields: Any) -> WithholdPlan:
    of_copy = {"child": ONE, "person": person, "decided_at": at, "reason": "unsafe"}
    return WithholdPlan(**(IN_CONFERENCE | of_copy | fields))


def concern(child: str = TWO, at: Any = JANUARY) -> RecordSiblingConcern:
    return RecordSiblingConcern(**OF, child=child, at=at, reason="new-injury")


def sussex() -> Case:
    return planned("pan-sussex")


def a_group_held() -> Case:
    return asked(planned(), JANUARY, core_group(TUESDAY))


def ended() -> Case:
    return reviewed(planned(), JANUARY, outcome(ONE, Decided.END))


@pytest.mark.parametrize(
    ("start", "wrong", "code", "where", "rules", "right"),
    [
        (planned, core_group(SPRING), "in-the-future", "held_at", (), None),
        (
            a_group_held,
            core_group(WEDNESDAY),
            "reference-in-use",
            "meeting",
            (),
            core_group(WEDNESDAY, "cg-2"),
        ),
        (
            planned,
            core_group(WEDNESDAY, children=BOTH),
            "no-plan",
            "children",
            (),
            core_group(WEDNESDAY),
        ),
        (ended, core_group(WEDNESDAY), "no-plan", "children", (), None),
        (
            planned,
            core_group(instant("Mon 2026-12-21 09:59Z")),
            "out-of-order",
            "held_at",
            (),
            core_group(STARTS),
        ),
        (planned, given(SPRING), "in-the-future", "given_at", (), given()),
        (planned, withhold(SPRING), "in-the-future", "decided_at", (), withhold()),
        (
            planned,
            given(conference="conf-9"),
            "unknown-conference",
            "conference",
            (),
            given(),
        ),
        (planned, given(person="teacher"), "no-copy-due", "person", (), given()),
        (planned, given(child=TWO), "no-copy-due", "person", (), given()),
        (
            lambda: asked(planned(), WEDNESDAY, given()),
            withhold(WEDNESDAY),
            "copy-already-sent",
            "person",
            (),
            withhold(WEDNESDAY, "worker"),
        ),
        (sussex, concern(ONE), "child-has-plan", "child", ("SX-18",), concern()),
        (
            lambda: booked("pan-sussex"),
            concern(),
            "no-plan-in-household",
            "child",
            ("SX-18",),
            discussion(enquiry="enq-2", discussion="sd-2"),
        ),
        (sussex, concern("child-9"), "unknown-child", "child", (), concern()),
    ],
)
def test_what_cannot_be_so_of_a_plan_is_refused_and_its_nearest_twin_is_not(
    start: Start,
    wrong: Request,
    code: str,
    where: str,
    rules: tuple[str, ...],
    right: Request | None,
) -> None:
    refusal = refused(start(), wrong, JANUARY)

    assert (refusal.code, refusal.where, refusal.rules) == (code, where, rules)
    assert right is None or facts_of(start(), right, JANUARY) != ()


@pytest.mark.rule("YK-50", "YK-51")
def test_each_core_group_is_due_a_month_after_the_one_that_was_held() -> None:
    case = asked(planned(), JANUARY, core_group(JANUARY))

    assert how(case, FIRST) is Standing.MET
    following = case.duties[f"next-core-group/{PLAN}-2/{ONE}"]
    assert following.due.due_on == day("Thu 2027-02-04")
    late = later(case, instant("Fri 2027-02-05 00:00Z"))
    assert how(late, following.key) is Standing.MISSED_OPEN


@pytest.mark.rule("T4-12")
@pytest.mark.parametrize("rulebook", ["pan-sussex", "wales", "guernsey"])
def test_where_the_source_sets_no_time_a_core_group_is_due_without_a_date(
    rulebook: str,
) -> None:
    case = planned(rulebook)
    duty = case.duties[FIRST]
    assert (duty.due.due_on, duty.due.silent) == (None, "not-set")
    assert duty.rings_at is not None
    assert duty.rings_at > STARTS


def test_a_core_group_told_late_counts_on_the_day_it_was_held() -> None:
    late = later(planned(), SPRING)
    assert how(late, FIRST) is Standing.MISSED_OPEN

    case = asked(late, SPRING, core_group(JANUARY))

    assert how(case, FIRST) is Standing.MET
    assert settled(case, FIRST).miss_withdrawn
    next_group = case.duties[f"next-core-group/{PLAN}-2/{ONE}"]
    assert next_group.missed_at == instant("Fri 2027-02-05 00:00Z")


def test_one_core_group_is_about_the_plans_of_several_children() -> None:
    both = held(A_PLAN, outcome(TWO, Decided.PLAN))
    case = asked(booked("york"), EVENING, both)
    case = asked(case, JANUARY, core_group(JANUARY, children=BOTH))
    assert how(case, FIRST) is Standing.MET
    assert how(case, f"first-core-group/{TWO}-plan-1/{TWO}") is Standing.MET


@pytest.mark.rule("YK-47", "YK-48")
def test_a_plan_is_sent_when_every_copy_is_given_or_withheld() -> None:
    case = asked(planned(), WEDNESDAY, given(), given(person="worker"))
    assert how(case, SENT) is Standing.MISSED_OPEN

    case = asked(case, WEDNESDAY, withhold(person="manager"))
    assert how(case, SENT) is Standing.MET
    assert {c.person: c.how for c in case.conferences[0].copies} == {
        "mother": "given",
        "worker": "given",
        "manager": "withheld",
    }


@pytest.mark.rule("CS-66")
def test_a_copy_that_is_withheld_or_given_by_hand_no_longer_goes_by_mail() -> None:
    def copies(case: Case) -> set[str]:
        kept = case.outbox.values()
        return {e.to for e in kept if e.kind is EffectKind.PLAN_COPY}

    assert copies(planned()) == {"mother", "worker", "manager"}
    assert copies(asked(planned(), TUESDAY, withhold())) == {"worker", "manager"}
    assert copies(asked(planned(), TUESDAY, given())) == {"worker", "manager"}


def test_a_plan_given_again_later_was_still_given_when_it_first_was() -> None:
    first = asked(planned(), TUESDAY, given(), given(person="worker"))
    case = asked(first, TUESDAY, given(person="manager"))
    again = asked(case, JANUARY, given(JANUARY))
    assert again.conferences[0].copies[0].settled_at == TUESDAY
    assert how(again, SENT) is Standing.MET


def test_a_plan_does_not_wait_for_its_translation() -> None:
    case = planned()
    mother = next(p for p in case.people if p.ref == "mother")
    in_polish = mother.model_copy(update={"language_need": "pl"})
    people = tuple(in_polish if p.ref == "mother" else p for p in case.people)
    before = booked("york").model_copy(update={"people": people})

    case = asked(before, EVENING, held(A_PLAN))

    kinds = {(e.kind, e.to) for e in case.outbox.values()}
    assert (EffectKind.PLAN_COPY, "mother") in kinds
    assert (EffectKind.TRANSLATION, "translation-desk") in kinds
    done = asked(case, TUESDAY, given(), given(person="worker"))
    done = asked(done, TUESDAY, given(person="manager"))
    assert how(done, SENT) is Standing.MET


@pytest.mark.rule("SX-18", "SX-19")
def test_concern_about_a_sibling_asks_for_a_conference_about_that_child() -> None:
    case = asked(sussex(), JANUARY, concern())
    (key,) = [k for k in case.duties if k.startswith("further-initial-conference/")]
    assert case.duties[key].child == TWO
    assert case.duties[key].due.silent == "not-set"
    assert "further-initial-conference" not in str(sussex().duties)


def test_a_concern_of_which_the_manager_later_requires_no_conference_ends() -> None:
    case = asked(sussex(), JANUARY, concern())
    (key,) = [k for k in case.duties if k.startswith("further-initial-conference/")]
    held_at = instant("Mon 2027-01-04 09:00Z")
    new = discussion(
        enquiry="enq-2", discussion="sd-2", held_at=held_at, children=(TWO,)
    )
    case = asked(case, JANUARY, new)
    case = asked(
        case, FEBRUARY, not_required(FEBRUARY, enquiry="enq-2", children=(TWO,))
    )
    assert settled(case, key).lapsed == "not-required"
