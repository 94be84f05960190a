"""A conference's date: booked, moved, put off, adjourned. The source's date runs on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from domain.case import Case
from domain.decide import respond
from domain.duty import Standing
from domain.facts.duties import DeadlineMissed
from domain.record.conferences import Decided, Kind
from domain.requests import Request
from domain.requests.conferences import (
    AdjournChildren,
    BringConferenceForward,
    PostponeConference,
    RecordConferenceNotHeld,
)
from tests.dates import day, instant
from tests.domain.conferring import (
    A_PLAN,
    BOOKED,
    BOTH,
    CHAIR,
    DISCUSSED,
    DUE,
    EVENING,
    IN_CONFERENCE,
    JANUARY,
    NO_PLAN,
    ONE,
    STARTS,
    T1,
    T1_OF_TWO,
    TWO,
    book,
    booked,
    conclude,
    decide_on,
    enquired,
    held,
    household,
    how,
    later,
    move,
    not_required,
    open_rules,
    outcome,
    planned,
    settled,
)
from tests.domain.requesting import asked, facts_of, refused

TUESDAY = instant("Tue 2026-12-15 10:00Z")
WEDNESDAY = instant("Wed 2026-12-16 10:00Z")
THURSDAY = instant("Thu 2026-12-17 10:00Z")
FRIDAY = instant("Fri 2026-12-18 10:00Z")
REARRANGE = "rearrange-conference/conf-1/household"
REARRANGE_TWO = f"rearrange-conference/conf-1-{TWO}/household"
Start = Callable[[], Case]


def forward(at: Any = WEDNESDAY, to: Any = FRIDAY) -> BringConferenceForward:
    given = {"moved_at": at, "starts_at": to, "reason": "risk-rises"}
    return BringConferenceForward(**(IN_CONFERENCE | given))


def postpone(at: Any = FRIDAY, **fields: Any) -> PostponeConference:
    given = {
        "by": CHAIR,
        "postponed_at": at,
        "exceptional_reason": "The interpreter was taken ill.",
        "children_protected": "The children stay with their aunt.",
    }
    return PostponeConference(**(IN_CONFERENCE | given | fields))


def not_held(at: Any = STARTS, **fields: Any) -> RecordConferenceNotHeld:
    given = {"at": at, "reason": "chair-ill"}
    return RecordConferenceNotHeld(**(IN_CONFERENCE | given | fields))


def adjourn(*children: str, at: Any = STARTS, **fields: Any) -> AdjournChildren:
    given = {"at": at, "children": children or (TWO,), "reason": "parent-unwell"}
    return AdjournChildren(**(IN_CONFERENCE | given | fields))


def off(rulebook: str = "pan-sussex") -> Case:
    return asked(booked(rulebook), EVENING, not_held())


EARLIER = instant("Tue 2026-12-08 09:59Z")


@pytest.mark.parametrize(
    ("start", "wrong", "code", "where", "right"),
    [
        (enquired, book(booked_at=JANUARY), "in-the-future", "booked_at", book()),
        (enquired, book(starts_at=EARLIER), "out-of-order", "starts_at", book()),
        (
            booked,
            book(),
            "reference-in-use",
            "conference",
            book(conference="conf-2"),
        ),
        (
            enquired,
            book(children=("child-9",)),
            "unknown-child",
            "children",
            book(),
        ),
        (
            enquired,
            book(invite=("nobody-known",)),
            "unknown-person",
            "invite",
            book(invite=()),
        ),
        (
            enquired,
            move(THURSDAY, JANUARY),
            "unknown-conference",
            "conference",
            book(),
        ),
        (
            planned,
            move(EVENING, JANUARY),
            "conference-was-held",
            "conference",
            book(conference="conf-2", meeting=Kind.REVIEW, starts_at=JANUARY),
        ),
        (
            booked,
            move(EARLIER, JANUARY),
            "out-of-order",
            "moved_at",
            move(BOOKED, JANUARY),
        ),
        (
            booked,
            move(THURSDAY, WEDNESDAY),
            "out-of-order",
            "starts_at",
            move(THURSDAY, THURSDAY),
        ),
        (
            booked,
            move(THURSDAY, STARTS),
            "same-date",
            "starts_at",
            move(THURSDAY, JANUARY),
        ),
        (booked, forward(to=JANUARY), "not-earlier", "starts_at", forward()),
        (
            booked,
            not_held(EARLIER),
            "out-of-order",
            "at",
            not_held(BOOKED),
        ),
        (off, not_held(EVENING), "already-off", "conference", move(EVENING, JANUARY)),
        (
            booked,
            not_held(FRIDAY, new_starts_at=THURSDAY),
            "out-of-order",
            "new_starts_at",
            not_held(FRIDAY, new_starts_at=JANUARY),
        ),
        (
            planned,
            not_held(),
            "conference-was-held",
            "conference",
            book(conference="conf-2", booked_at=EVENING, starts_at=JANUARY),
        ),
        (booked, adjourn(at=EARLIER), "out-of-order", "at", adjourn()),
        (
            booked,
            adjourn("child-9"),
            "child-not-in-conference",
            "children",
            adjourn(*BOTH),
        ),
        (
            lambda: asked(booked(), EVENING, adjourn(TWO)),
            adjourn(TWO),
            "child-not-in-conference",
            "children",
            adjourn(ONE),
        ),
        (
            lambda: asked(booked(), EVENING, held(A_PLAN)),
            adjourn(ONE),
            "child-decided",
            "children",
            adjourn(TWO),
        ),
    ],
)
def test_what_cannot_be_so_of_a_date_is_refused_and_its_nearest_twin_is_not(
    start: Start, wrong: Request, code: str, where: str, right: Request
) -> None:
    refusal = refused(start(), wrong, EVENING)

    assert (refusal.code, refusal.where) == (code, where)
    assert facts_of(start(), right, EVENING) != ()


@pytest.mark.rule("WA-18")
@pytest.mark.parametrize(
    ("start", "wrong", "code", "where", "rules"),
    [
        (booked, postpone(), "no-postponement", "kind", ()),
        (lambda: booked("york"), postpone(), "no-postponement", "kind", ()),
        (
            lambda: booked("wales"),
            postpone(by=IN_CONFERENCE["by"]),
            "chairs-decision",
            "by.role",
            ("WA-18",),
        ),
        (
            lambda: booked("wales"),
            postpone(EARLIER),
            "out-of-order",
            "postponed_at",
            (),
        ),
        (lambda: off("wales"), postpone(EVENING), "already-off", "conference", ()),
    ],
)
def test_only_the_chair_in_wales_postpones_a_conference_that_is_on(
    start: Start, wrong: Request, code: str, where: str, rules: tuple[str, ...]
) -> None:
    refusal = refused(start(), wrong, EVENING)
    assert (refusal.code, refusal.where, refusal.rules) == (code, where, rules)


@pytest.mark.rule("WA-19")
def test_a_postponement_says_what_protects_the_children_meanwhile() -> None:
    with pytest.raises(ValidationError):
        postpone(children_protected="   ")
    called_off, *_ = facts_of(booked("wales"), postpone(), EVENING)
    assert "The children stay with their aunt." in called_off.model_dump_json()


@pytest.mark.rule("WA-20")
def test_a_postponement_without_a_new_date_leaves_rearranging_open() -> None:
    case = asked(booked("wales"), EVENING, postpone())

    assert case.duties[T1].due.due_on == DUE
    assert how(case, REARRANGE) is Standing.OPEN
    moved = asked(case, EVENING, move(EVENING, JANUARY))
    assert how(moved, REARRANGE) is Standing.MET
    assert moved.duties[T1].due.due_on == DUE


@pytest.mark.rule("WA-20")
def test_a_postponement_with_a_new_date_leaves_only_the_source_s_date() -> None:
    case = asked(booked("wales"), EVENING, postpone(new_starts_at=JANUARY))

    assert how(case, REARRANGE) is Standing.MET
    assert case.duties[T1].due.due_on == DUE
    late = later(case, instant("Thu 2026-12-31 00:00Z"))
    assert how(late, T1) is Standing.MISSED_OPEN


@pytest.mark.parametrize("rulebook", ["pan-sussex", "york", "wales", "guernsey"])
def test_a_conference_that_did_not_go_ahead_is_to_be_rearranged(rulebook: str) -> None:
    case = off(rulebook)
    assert case.duties[REARRANGE].due.silent == "not-set"
    again = book(conference="conf-2", booked_at=EVENING, starts_at=JANUARY)
    assert how(asked(case, EVENING, again), REARRANGE) is Standing.MET


def test_one_of_many_that_did_not_go_ahead_is_to_be_rearranged_too() -> None:
    case = booked()
    for number in (2, 3, 4):
        more = book(conference=f"conf-{number}", starts_at=JANUARY)
        case = asked(case, BOOKED, more)
    later_on = asked(case, EVENING, not_held(EVENING))
    assert REARRANGE in later_on.duties or REARRANGE in later_on.settled


def test_one_booked_since_for_some_of_its_children_does_not_rearrange_it() -> None:
    again = book(
        conference="conf-2", booked_at=EVENING, starts_at=JANUARY, children=(ONE,)
    )
    assert how(asked(off(), EVENING, again), REARRANGE) is Standing.OPEN


def test_a_conference_called_off_twice_is_rearranged_twice() -> None:
    moved = asked(off(), EVENING, move(EVENING, JANUARY))
    case = asked(moved, JANUARY, not_held(JANUARY))
    assert how(case, REARRANGE) is Standing.MET
    assert how(case, "rearrange-conference/conf-1-2/household") is Standing.OPEN


def test_a_conference_that_no_enquiry_requires_any_more_need_not_be_rearranged() -> (
    None
):
    after = asked(off(), EVENING, not_required(EVENING))
    assert settled(after, REARRANGE).lapsed == "not-required"
    before = asked(booked(), FRIDAY, not_required(FRIDAY))
    assert REARRANGE not in asked(before, EVENING, not_held()).duties


def test_it_is_still_to_be_rearranged_while_one_child_s_conference_is_required() -> (
    None
):
    case = asked(off(), EVENING, not_required(EVENING, children=(ONE,)))
    assert how(case, REARRANGE) is Standing.OPEN


def test_an_adjourned_child_s_date_runs_on_and_a_sitting_is_to_be_arranged() -> None:
    case = asked(booked(), EVENING, adjourn(TWO), held(A_PLAN))

    assert how(case, T1) is Standing.MET
    assert case.duties[T1_OF_TWO].due.due_on == DUE
    assert how(case, REARRANGE_TWO) is Standing.OPEN
    assert f"rearrange-conference/conf-1-{ONE}/household" not in case.duties

    further = book(
        conference="conf-2", booked_at=EVENING, starts_at=EVENING, children=(TWO,)
    )
    case = asked(case, EVENING, further)
    assert how(case, REARRANGE_TWO) is Standing.MET
    done = held(NO_PLAN, conference="conf-2", held_at=EVENING)
    assert how(asked(case, EVENING, done), T1_OF_TWO) is Standing.MET


@pytest.mark.rule("WA-53")
def test_a_child_not_decided_is_due_as_before_and_needs_a_further_sitting() -> None:
    undecided = outcome(TWO, Decided.NOT_DECIDED, protection="Seen each day.")
    case = asked(booked("wales"), EVENING, held(A_PLAN, undecided))

    assert case.duties[T1_OF_TWO].due.due_on == DUE
    assert how(case, REARRANGE_TWO) is Standing.OPEN
    further = book(
        conference="conf-2", booked_at=EVENING, starts_at=EVENING, children=(TWO,)
    )
    assert how(asked(case, EVENING, further), REARRANGE_TWO) is Standing.MET


@pytest.mark.rule("T4-20")
def test_report_steps_past_when_a_conference_is_brought_forward_are_told_at_once() -> (
    None
):
    sooner = forward(TUESDAY, THURSDAY)
    facts = respond(booked("guernsey"), sooner, TUESDAY)

    missed = {f.key.split("/")[0]: f for f in facts if isinstance(f, DeadlineMissed)}
    assert {rule: fact.due_on for rule, fact in missed.items()} == {
        "complete-report": day("Fri 2026-12-11"),
        "countersign-report": day("Mon 2026-12-14"),
    }
    assert all(f.at == TUESDAY and f.already_past for f in missed.values())
    shared = asked(booked("guernsey"), TUESDAY, sooner)
    step = shared.duties["share-report/conf-1/mother"]
    assert (step.due.due_on, step.missed) == (day("Tue 2026-12-15"), False)


@pytest.mark.rule("T4-20")
def test_a_conference_put_off_takes_its_report_steps_with_it() -> None:
    case = asked(booked("guernsey"), FRIDAY, move(WEDNESDAY, JANUARY))
    step = case.duties["report-to-chair/conf-1/social-work"]
    assert step.due.due_on == day("Thu 2026-12-31")
    assert not step.missed


@pytest.mark.rule("SX-21")
def test_moving_a_conference_never_moves_the_date_it_is_due() -> None:
    case = asked(booked(), THURSDAY, move(THURSDAY, JANUARY))
    assert case.duties[T1].due.due_on == DUE


@pytest.mark.rule("T4-15")
def test_booking_an_initial_conference_for_every_child_meets_the_decision() -> None:
    key = "book-conference/dec-1/household"
    case = asked(enquired("guernsey"), DISCUSSED, conclude(DISCUSSED))
    case = asked(case, DISCUSSED, decide_on(DISCUSSED))
    assert case.duties[key].due.due_on == day("Tue 2026-12-08")

    assert how(asked(case, BOOKED, book(children=(ONE,))), key) is Standing.OPEN
    review = book(meeting=Kind.REVIEW)
    assert how(asked(case, BOOKED, review), key) is Standing.OPEN
    assert how(asked(case, BOOKED, book()), key) is Standing.MET


def test_a_report_is_due_from_social_work_and_each_agency_once() -> None:
    booking, *_ = facts_of(
        household("guernsey"), book(invite=("teacher", "mother", "teacher")), EVENING
    )
    assert booking.model_dump()["reports_from"] == ("social-work", "school")
    assert booking.model_dump()["invited"] == ("teacher", "mother")


@pytest.mark.rule("CS-31")
def test_reports_are_due_again_for_a_review() -> None:
    review = book(
        conference="rev-1", meeting=Kind.REVIEW, booked_at=EVENING, starts_at=JANUARY
    )
    case = asked(planned("york"), EVENING, review)
    assert "share-report/rev-1/social-work" in case.duties
    assert "share-report" in open_rules(case, None)
