"""The case itself: closed, reopened, judged by other terms, protected meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from adapters.calendars import load_calendar
from adapters.rulebooks import load_local, load_rulebook
from domain.case import Case
from domain.clock import next_wake
from domain.decide import respond
from domain.duty import Standing
from domain.evolve import evolved
from domain.facts.duties import DutyRedated, RungFell
from domain.facts.keeping import ProtectiveActionTaken, TermsAdopted
from domain.facts.letters import LetterFailed
from domain.freezing import freeze
from domain.record.conferences import Decided
from domain.requests import Request
from domain.requests.children import RecordDeath
from domain.requests.keeping import (
    AdoptTerms,
    CloseCase,
    RecordProtectiveAction,
    ReopenCase,
)
from domain.terms import Terms
from domain.terms import sealed as sealed_terms
from rulebook.schema import Allowance, DayOff, Unit
from tests.dates import day, instant
from tests.domain.builders import FIRST_EDITIONS, a_child, after, terms
from tests.domain.conferring import (
    A_PLAN,
    BOOKED,
    DISCUSSED,
    DUE,
    EVENING,
    JANUARY,
    MISSED,
    NO_PLAN,
    OF,
    ONE,
    PLAN,
    SPRING,
    STARTS,
    T1,
    T1_OF_TWO,
    book,
    booked,
    conclude,
    decide_on,
    discussion,
    enquired,
    held,
    household,
    how,
    later,
    not_required,
    outcome,
    planned,
    reviewed,
    settled,
)
from tests.domain.requesting import asked, facts_of, refused

WEDNESDAY = instant("Wed 2026-12-16 10:00Z")
TUESDAY = instant("Tue 2026-12-29 10:00Z")
APRIL = instant("Mon 2027-04-19 10:00Z")
OCTOBER = instant("Mon 2027-10-04 10:00Z")
LATER = Allowance(count=400, unit=Unit.WORKING_DAYS)
Start = Callable[[], Case]


def close(at: Any, **fields: Any) -> CloseCase:
    return CloseCase(**(OF | {"closed_at": at, "reason": "stepped-down"} | fields))


def reopen(at: Any, **fields: Any) -> ReopenCase:
    given = {"reopened_at": at, "reason": "closed-in-error", "seconded_by": "manager"}
    return ReopenCase(**(OF | given | fields))


def protect(at: Any, *children: str) -> RecordProtectiveAction:
    given = {"taken_at": at, "children": children or (ONE,), "what": "Went to an aunt."}
    return RecordProtectiveAction(**(OF | given))


def adopt(new: Terms) -> AdoptTerms:
    return AdoptTerms(**OF, terms=new, authority="Announced by the government.")


def richer(rulebook: str = "pan-sussex", extra: str = "Mon 2026-12-14") -> Terms:
    """The same terms by a calendar in which one more day is not counted."""
    base = load_rulebook(FIRST_EDITIONS[rulebook])
    calendar = load_calendar("england-and-wales")
    added = DayOff(day=day(extra), name="Day of mourning", provenance=("proclaimed",))
    days = tuple(sorted((*calendar.days_off, added), key=lambda each: each.day))
    changes = {"days_off": days, "version": "2026-12"}
    others = (load_rulebook(FIRST_EDITIONS["common"]),)
    return freeze(
        base, others, load_local("default"), calendar.model_copy(update=changes)
    )


def lenient() -> Terms:
    """Terms whose first time was written over, under the digest they had."""
    new = richer()
    first = next(rule for rule in new.rules if rule.allowance is not None)
    later = first.model_copy(update={"allowance": LATER})
    rules = tuple(later if rule is first else rule for rule in new.rules)
    return new.model_copy(update={"rules": rules})


def with_no_days_off() -> Terms:
    """Terms whose calendar was emptied, under the digests they had."""
    new = richer()
    emptied = new.calendar.model_copy(update={"days": {}})
    return sealed_terms(new.model_copy(update={"calendar": emptied}))


def decided_without_plans() -> Case:
    both = (outcome(ONE, Decided.NO_PLAN), NO_PLAN)
    return asked(booked(), EVENING, held(*both))


def closed() -> Case:
    """Closed, in error as it turns out, on Tue 2026-12-29."""
    return asked(decided_without_plans(), TUESDAY, close(TUESDAY))


def sealed() -> Case:
    return later(closed(), OCTOBER)


def waiting_for_a_decision() -> Case:
    return asked(enquired("guernsey"), EVENING, conclude(WEDNESDAY))


def going_to_conference() -> Case:
    return asked(waiting_for_a_decision(), EVENING, decide_on(WEDNESDAY))


def spared() -> Case:
    return asked(enquired(), EVENING, not_required(EVENING))


@pytest.mark.parametrize(
    ("start", "wrong", "code", "where", "right"),
    [
        (spared, close(APRIL), "in-the-future", "closed_at", close(EVENING)),
        (enquired, close(SPRING), "children-not-out", "closed_at", protect(SPRING)),
        (planned, close(SPRING), "children-not-out", "closed_at", protect(SPRING)),
        (
            waiting_for_a_decision,
            close(SPRING),
            "children-not-out",
            "closed_at",
            not_required(SPRING),
        ),
        (
            going_to_conference,
            close(SPRING),
            "children-not-out",
            "closed_at",
            not_required(SPRING),
        ),
        (
            lambda: asked(spared(), EVENING, book()),
            close(EVENING),
            "conference-awaited",
            "closed_at",
            held(NO_PLAN),
        ),
        (
            decided_without_plans,
            close(WEDNESDAY),
            "out-of-order",
            "closed_at",
            close(STARTS),
        ),
        (closed, close(SPRING), "case-closed", "kind", reopen(SPRING)),
        (closed, discussion(), "case-closed", "kind", protect(SPRING)),
        (closed, reopen(APRIL), "in-the-future", "reopened_at", reopen(SPRING)),
        (
            closed,
            reopen(SPRING, seconded_by="worker"),
            "second-person-needed",
            "seconded_by",
            reopen(SPRING),
        ),
        (closed, reopen(EVENING), "out-of-order", "reopened_at", reopen(TUESDAY)),
        (spared, reopen(SPRING), "case-open", "kind", close(SPRING)),
        (
            enquired,
            adopt(terms("pan-sussex")),
            "same-terms",
            "terms",
            adopt(richer()),
        ),
        (
            enquired,
            adopt(richer().model_copy(update={"policy": 2})),
            "other-policy",
            "terms.policy",
            adopt(richer()),
        ),
        (
            enquired,
            adopt(lenient()),
            "terms-altered",
            "terms.digest",
            adopt(sealed_terms(lenient())),
        ),
        (
            enquired,
            adopt(with_no_days_off()),
            "terms-altered",
            "terms.calendar.digest",
            adopt(richer()),
        ),
        (enquired, protect(APRIL), "in-the-future", "taken_at", protect(SPRING)),
        (
            enquired,
            protect(SPRING, "child-9"),
            "unknown-child",
            "children",
            protect(SPRING, ONE),
        ),
    ],
)
def test_what_cannot_be_done_to_a_case_is_refused_and_its_nearest_twin_is_not(
    start: Start, wrong: Request, code: str, where: str, right: Request
) -> None:
    refusal = refused(start(), wrong, SPRING)

    assert (refusal.code, refusal.where) == (code, where)
    assert facts_of(start(), right, SPRING) != ()


def test_a_sealed_case_is_not_reopened_for_no_clock_would_run() -> None:
    assert sealed().sealed
    assert refused(sealed(), reopen(OCTOBER), OCTOBER).code == "case-sealed"
    in_time = instant("Mon 2027-06-28 10:00Z")
    assert next_wake(asked(closed(), in_time, reopen(in_time))) is not None


@pytest.mark.parametrize(
    "start", [household, enquired, planned, closed, sealed, going_to_conference]
)
def test_protective_action_is_recorded_in_every_state_of_a_case(start: Start) -> None:
    (fact,) = facts_of(start(), protect(TUESDAY), OCTOBER)
    assert fact == ProtectiveActionTaken(
        at=TUESDAY, children=(ONE,), what="Went to an aunt.", by="worker"
    )
    assert respond(start(), protect(TUESDAY), OCTOBER)


def test_protective_action_is_recorded_about_a_child_who_has_died() -> None:
    died = RecordDeath(**OF, who=ONE, died_at=STARTS)
    case = asked(enquired(), EVENING, died)
    assert facts_of(case, protect(STARTS), EVENING)


def test_a_case_closes_when_the_last_plan_was_ended() -> None:
    review = outcome(ONE, Decided.END, ends_with="child-in-need")
    case = asked(reviewed(planned(), SPRING, review), SPRING, close(SPRING))
    assert (case.closed_at, case.closed_because) == (SPRING, "stepped-down")
    assert case.duties == {}


def test_a_case_in_which_no_conference_is_required_of_anyone_closes() -> None:
    for case in (
        spared(),
        asked(going_to_conference(), EVENING, not_required(EVENING)),
    ):
        assert asked(case, SPRING, close(SPRING)).closed_at == SPRING


def undelivered() -> Case:
    """A letter that nobody could deliver is still to be settled by hand."""
    failed = LetterFailed(at=EVENING, key="letter", to="mother", why="refused")
    return after(decided_without_plans(), EVENING, failed)


def test_a_case_closed_by_error_owes_what_it_owed_and_at_its_true_time() -> None:
    key = "letter-not-delivered/letter-1/household"
    case = asked(undelivered(), TUESDAY, close(TUESDAY))
    assert settled(case, key).lapsed == "case-closed"

    facts = respond(case, reopen(SPRING), SPRING)
    case = asked(case, SPRING, reopen(SPRING))

    assert (case.closed_at, case.closed_because, case.ref) == (None, None, "CP-1")
    assert case.duties[key].due.since == EVENING
    rang = [fact.at for fact in facts if isinstance(fact, RungFell)]
    assert rang[0] == EVENING
    assert instant("Mon 2027-01-04 00:00Z") in rang


def test_a_child_who_grew_up_while_the_case_was_closed_did_so_on_the_birthday() -> None:
    nearly = a_child(ONE, born=day("Fri 2009-01-16"))
    case = asked(household(children=(nearly,)), TUESDAY, close(TUESDAY))
    case = asked(case, SPRING, reopen(SPRING))
    left = case.children[0].left
    assert left is not None
    assert left.at == instant("Sat 2027-01-16 00:00Z")


def test_what_a_case_knew_before_it_was_closed_it_knows_when_it_is_reopened() -> None:
    before = closed()
    case = asked(before, SPRING, reopen(SPRING))
    assert case.settled == before.settled
    assert case.children == before.children
    new = discussion(enquiry="enq-2", discussion="sd-2", held_at=TUESDAY)
    again = asked(case, SPRING, new)
    assert again.duties[f"initial-conference/enq-2/{ONE}"].due.due_on == day(
        "Wed 2027-01-20"
    )


def test_a_late_bank_holiday_moves_each_open_date_once_and_tells_nobody() -> None:
    before = later(enquired(), TUESDAY)
    assert before.duties[T1].due.due_on == DUE

    facts = respond(before, adopt(richer()), TUESDAY)
    case = asked(before, TUESDAY, adopt(richer()))

    redated = [fact.key for fact in facts if isinstance(fact, DutyRedated)]
    assert sorted(redated) == [T1, T1_OF_TWO]
    assert case.duties[T1].due.due_on == day("Thu 2026-12-31")
    assert not [fact for fact in facts if isinstance(fact, RungFell)]
    assert (case.outbox, case.waiting) == (before.outbox, before.waiting)
    late = later(case, JANUARY)
    assert late.duties[T1].missed_at == instant("Fri 2027-01-01 00:00Z")


def test_a_late_bank_holiday_leaves_what_was_met_or_missed_as_it_was_judged() -> None:
    case = asked(booked(), EVENING, held(A_PLAN))
    before = later(case, JANUARY)
    assert how(before, T1_OF_TWO) is Standing.MISSED_OPEN

    after = asked(before, JANUARY, adopt(richer()))

    assert after.duties[T1_OF_TWO] == before.duties[T1_OF_TWO]
    assert after.settled == before.settled
    assert after.duties[T1_OF_TWO].missed_at == MISSED


def test_a_late_bank_holiday_beyond_every_date_changes_nothing() -> None:
    facts = respond(enquired(), adopt(richer(extra="Fri 2028-03-03")), BOOKED)
    assert [fact.kind for fact in facts] == ["request-accepted", "terms-adopted"]


def test_other_procedures_adopted_mid_case_open_what_they_ask_for_from_then() -> None:
    before = planned("pan-sussex")
    assert before.duties[f"first-review/{PLAN}/{ONE}"].due.due_on is None

    case = asked(before, EVENING, adopt(terms("pan-sussex+reviews")))

    assert case.duties[f"first-review/{PLAN}/{ONE}"].due.due_on == day("Sun 2027-03-21")
    assert how(case, T1) is Standing.MET
    assert case.terms.rulebook.id == "pan-sussex+reviews"


def test_adopting_terms_says_which_and_by_whose_authority() -> None:
    (fact,) = facts_of(enquired(), adopt(richer()), EVENING)
    assert isinstance(fact, TermsAdopted)
    assert fact.authority == "Announced by the government."
    assert fact.was == fact.now
    assert fact.calendar_now.version == "2026-12"
    assert fact.calendar_was != fact.calendar_now
    assert fact.at == EVENING


def test_a_step_of_the_ladder_rings_once_though_the_calendar_changed_between() -> None:
    rung = later(enquired(), TUESDAY)
    changed = asked(rung, TUESDAY, adopt(richer()))
    facts = respond(changed, protect(TUESDAY), JANUARY)
    rungs = [f.rung for f in facts if isinstance(f, RungFell) and f.key == T1]
    assert rungs == ["on-the-day", "missed"]


def test_the_same_request_asked_again_is_answered_and_nothing_more() -> None:
    first = protect(DISCUSSED)
    case = later(enquired(), EVENING)
    once = respond(case, first, EVENING)
    assert once
    assert respond(evolved(case, once), first, EVENING) == ()
    other = first.model_copy(update={"what": "Went to a friend."})
    assert refused(evolved(case, once), other, EVENING).code == "id-reused"
