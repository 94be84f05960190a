"""Two agencies: the chair alone may go on, and the record says why."""

from __future__ import annotations

import pytest

from domain.record.conferences import Decided, Outcome
from domain.record.the_day import GoingOn
from domain.requests.conferences import RecordOutcome
from tests.dates import day
from tests.domain.builders import a_child, a_person, practice
from tests.domain.requesting import asked, refused
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.holding import (
    CONF,
    GOES_ON,
    NO_PLAN,
    a_day,
    booked,
    booking,
    came,
    held,
    the_day,
    with_,
)
from tests.practice.household import (
    AS_COORDINATOR,
    BOOKED,
    CHAIR,
    EVENING,
    MOTHER,
    OFFICER,
    ONE,
    VISITOR,
    WORKER,
    asking,
    household,
    only,
)

QUORUM, OF_TWO = "quorum", "quorum-of-two"


def of_two(rule: str) -> Row:
    """With two agencies, unless the chair goes on and says why."""
    two = came(WORKER, VISITOR)
    return Row(
        rule=rule,
        gate=OF_TWO,
        books=("wales",),
        case=booked,
        now=EVENING,
        breaks=with_(*two),
        keeps=with_(*two, going_on=(GOES_ON,)),
        about=(ONE,),
    )


ROWS = tuple(of_two(rule) for rule in ("WA-54", "WA-55", "WA-56"))


@pytest.mark.parametrize("row", params(ROWS))
def test_it_refuses_what_it_must_and_says_what_is_missing(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_lets_the_nearest_lawful_case_by(row: Row) -> None:
    assert lets_by(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_without_its_entry_nothing_is_refused(row: Row) -> None:
    needs_its_entry(row)


@pytest.mark.rule("WA-54")
def test_only_the_chair_goes_on_with_two_or_counts_one_agency_as_two() -> None:
    own = only(practice("wales"), OF_TWO)
    two = with_(*came(WORKER, VISITOR), going_on=(GOES_ON,))
    others = two.model_copy(update={"by": AS_COORDINATOR})
    wrong = refused(booked(own), others, EVENING)

    assert (wrong.code, wrong.rules) == ("chairs-decision", ("WA-54",))
    assert asked(booked(own), EVENING, two).conferences[0].held_at


@pytest.mark.rule("WA-54")
def test_the_chair_may_say_so_afterwards_and_somebody_else_record_the_outcome() -> None:
    own = only(practice("wales"), QUORUM, OF_TWO)
    two = a_day(attendance=came(WORKER, VISITOR), absences=())
    by = {"by": AS_COORDINATOR}
    case = asked(booked(own), EVENING, held(day=two, **by))
    later = RecordOutcome(**asking(AS_COORDINATOR), conference=CONF, outcome=NO_PLAN)
    said = the_day(two.model_copy(update={"going_on": (GOES_ON,)}))
    noted = said.day.model_copy(update={"long_because": "The baby was fed."})

    assert refused(case, later, EVENING).where == QUORUM
    done = asked(case, EVENING, said, later, the_day(noted, **by))
    assert done.conferences[0].outcome(ONE) == NO_PLAN
    gone = refused(done, the_day(two), EVENING)
    assert gone.code == "takes-away-what-was-asked"


@pytest.mark.rule("WA-56")
def test_the_rationale_stands_in_the_record_of_the_conference() -> None:
    own = only(practice("wales"), QUORUM, OF_TWO)
    two = with_(*came(WORKER, VISITOR), going_on=(GOES_ON,))
    (conference,) = asked(booked(own), EVENING, two).conferences

    assert conference.day is not None
    assert conference.day.going_on == (GOES_ON,)
    with pytest.raises(ValueError, match="rationale"):
        GoingOn(child=ONE, information="It was there.", rationale="  ")


@pytest.mark.rule("WA-57")
def test_a_baby_known_to_two_services_alone_is_decided_when_the_chair_goes_on() -> None:
    """A baby of ten months, fed too little: no crime, and no officer could come."""
    baby = a_child("baby", born=day("Tue 2026-03-24"), parents=(MOTHER,))
    knows = {"direct_contact_with": ("baby",)}
    staff = (
        a_person(WORKER, agency="social-work", **knows),
        a_person(VISITOR, relation="health-visitor", agency="health", **knows),
        a_person(OFFICER, relation="police-officer", agency="police"),
        a_person(CHAIR, relation="reviewing-officer", agency="safeguarding"),
        a_person(MOTHER, kind="family", relation="mother"),
    )
    own = only(practice("wales"), QUORUM, OF_TWO, "attendance-accounted-for")
    case = household(terms=own, children=(baby,), people=staff)
    invite = booking(children=("baby",), invite=(WORKER, VISITOR, OFFICER, MOTHER))
    plan = Outcome(child="baby", decided=Decided.PLAN, key_worker=WORKER)
    goes_on = GOES_ON.model_copy(update={"child": "baby"})
    there = came(WORKER, VISITOR, MOTHER, CHAIR)
    ready = asked(case, BOOKED, invite)

    assert refused(ready, held(plan, day=a_day(attendance=there)), EVENING).rules
    decided = asked(
        ready, EVENING, held(plan, day=a_day(attendance=there, going_on=(goes_on,)))
    )
    assert decided.plan_of("baby") is not None
