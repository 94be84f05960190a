"""The agencies' agreement on what is decided, and who has no say in it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.advance import advance
from domain.case import Case
from domain.decide import respond
from domain.errors import NotYet
from domain.record.conferences import Conference, Outcome
from domain.record.invitations import Capacity, InvitationList, Invitee
from domain.record.judgements import Agreed
from domain.record.orders import Proceedings
from domain.record.people import RoleHeld
from domain.record.the_day import Attendance, TheDay
from domain.roles import Role
from domain.terms import Terms
from tests.domain.builders import practice
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.household import (
    BOOKED,
    CHAIR,
    COORDINATOR,
    EVENING,
    GUARDIAN,
    MANAGER,
    ONE,
    SETTLED,
    STARTS,
    TEACHER,
    TWO,
    VISITOR,
    WORKER,
    only,
)
from tests.practice.outcomes import AGREE, CONF, booked, held, plan_outcome

PATHWAY = ("pan-sussex", "csa-pathway")
AGREED_GATE, OBSERVERS = "agencies-agreed", "observers-have-no-say"
OF_TWO = tuple(each for each in AGREE if each.person in (WORKER, VISITOR))
GUARDIAN_AGREES = plan_outcome(agreed=(*AGREE, Agreed(person=GUARDIAN, agrees=True)))


def dissents(why: str | None) -> tuple[Agreed, ...]:
    return (*OF_TWO, Agreed(person=TEACHER, agrees=False, why=why))


def guarded(terms: Terms) -> Case:
    """Proceedings run and the guardian was invited to observe."""
    ongoing = Proceedings(started_at=BOOKED, appointed_at=BOOKED, guardian=GUARDIAN)
    return booked(terms, proceedings=ongoing)


ROWS = (
    Row(
        rule="CS-55",
        gate=AGREED_GATE,
        books=PATHWAY,
        case=booked,
        now=EVENING,
        breaks=held(plan_outcome(agreed=OF_TWO)),
        keeps=held(plan_outcome(agreed=dissents("The school sees no neglect."))),
        about=(f"{ONE}: school",),
    ),
    Row(
        rule="WA-45",
        gate=OBSERVERS,
        books=("wales",),
        case=guarded,
        now=EVENING,
        breaks=held(GUARDIAN_AGREES),
        keeps=held(plan_outcome()),
        about=(f"{ONE}: {GUARDIAN}",),
    ),
)


@pytest.mark.parametrize("each", params(ROWS))
def test_a_child_is_not_decided_so(each: Row) -> None:
    proves(each)


@pytest.mark.parametrize("each", params(ROWS))
def test_a_child_is_decided_when_all_was_said_by_those_who_have_a_say(
    each: Row,
) -> None:
    assert outcome_of(lets_by(each)).child == ONE


@pytest.mark.parametrize("each", params(ROWS))
def test_nothing_is_asked_that_the_rulebook_does_not_ask(each: Row) -> None:
    needs_its_entry(each)


def conference_of(case: Case) -> Conference:
    found = case.conference(CONF)
    assert found is not None
    return found


def outcome_of(case: Case) -> Outcome:
    found = conference_of(case).outcome(ONE)
    assert found is not None
    return found


@pytest.mark.rule("CS-55")
def test_dissent_is_kept_with_its_reason_and_decides_nothing() -> None:
    case = booked(only(practice(*PATHWAY), AGREED_GATE))
    with pytest.raises(NotYet, match="CS-55"):
        respond(case, held(plan_outcome(agreed=dissents(None))), EVENING)

    told = held(plan_outcome(agreed=dissents("The school sees no neglect.")))
    after = advance(case, respond(case, told, EVENING), EVENING)
    kept = [a for a in outcome_of(after).agreed if not a.agrees]
    assert [(a.person, a.why) for a in kept] == [
        (TEACHER, "The school sees no neglect.")
    ]
    assert after.plan_of(ONE) is not None


@pytest.mark.rule("CS-55")
def test_an_agency_speaks_once_however_many_of_it_came() -> None:
    """The worker and the manager are of one agency, and either may speak for it."""
    case = booked(only(practice(*PATHWAY), AGREED_GATE))
    by_manager = (Agreed(person=MANAGER, agrees=True),)
    there = (WORKER, MANAGER, CHAIR, COORDINATOR)

    assert respond(case, held(plan_outcome(agreed=by_manager), present=there), EVENING)


@pytest.mark.rule("CS-55")
def test_who_took_part_is_taken_from_the_record_of_the_day_child_by_child() -> None:
    terms = only(practice(*PATHWAY), AGREED_GATE)
    day = TheDay(
        attendance=(
            Attendance(person=WORKER),
            Attendance(person=TEACHER, children=(TWO,)),
            Attendance(person=VISITOR, capacity=Capacity.OBSERVER),
        )
    )
    case = on_the_day(booked(terms), day)
    only_the_worker = plan_outcome(agreed=(Agreed(person=WORKER, agrees=True),))

    assert respond(case, held(only_the_worker), EVENING)
    of_the_other = held(only_the_worker.model_copy(update={"child": TWO}))
    with pytest.raises(NotYet, match=f"{TWO}: school"):
        respond(case, of_the_other, EVENING)


def on_the_day(case: Case, day: TheDay) -> Case:
    found = conference_of(case).model_copy(update={"day": day})
    return case.model_copy(update={"conferences": (found,)})


@pytest.mark.rule("WA-45")
def test_who_was_invited_or_came_to_observe_has_no_say() -> None:
    terms = only(practice("wales"), OBSERVERS)
    watches = Invitee(person=TEACHER, capacity=Capacity.OBSERVER)
    invited = InvitationList(settled_at=SETTLED, invitees=(watches,))
    case = booked(terms)
    found = conference_of(case).model_copy(update={"invitation": invited})
    case = case.model_copy(update={"conferences": (found,)})

    with pytest.raises(NotYet, match=f"{ONE}: {TEACHER}"):
        respond(case, held(plan_outcome()), EVENING)
    assert respond(case, held(plan_outcome(agreed=OF_TWO)), EVENING)
    came = TheDay(attendance=(Attendance(person=TEACHER), Attendance(person=WORKER)))
    assert respond(on_the_day(case, came), held(plan_outcome()), EVENING)


@pytest.mark.rule("CS-55")
def test_who_serves_a_conference_is_known_by_their_role_when_it_was_held() -> None:
    """It began an hour late; the teacher had come to coordinate it by then."""
    late = STARTS + timedelta(hours=1)
    took_over = RoleHeld(
        role=Role.COORDINATOR, person=TEACHER, since=STARTS + timedelta(minutes=30)
    )
    terms = only(practice(*PATHWAY), AGREED_GATE)
    case = booked(terms)
    serving = case.model_copy(update={"roles": (*case.roles, took_over)})
    decided = held(plan_outcome(agreed=OF_TWO), held_at=late)

    with pytest.raises(NotYet, match=f"{ONE}: school"):
        respond(case, decided, EVENING)
    assert respond(serving, decided, EVENING)


@pytest.mark.rule("CS-55")
def test_whoever_is_not_of_the_case_speaks_for_no_agency_of_it() -> None:
    case = booked(only(practice(*PATHWAY), AGREED_GATE))
    passer_by = Agreed(person="passer-by", agrees=True)

    with pytest.raises(NotYet, match=f"{ONE}: school"):
        respond(case, held(plan_outcome(agreed=(*OF_TWO, passer_by))), EVENING)


@pytest.mark.rule("WA-45")
def test_who_observed_one_child_s_part_has_no_say_about_that_child() -> None:
    watched = Attendance(person=TEACHER, capacity=Capacity.OBSERVER, children=(ONE,))
    case = on_the_day(
        booked(only(practice("wales"), OBSERVERS)),
        TheDay(attendance=(Attendance(person=WORKER), watched)),
    )

    with pytest.raises(NotYet, match=f"{ONE}: {TEACHER}"):
        respond(case, held(plan_outcome()), EVENING)
    assert respond(case, held(plan_outcome(TWO)), EVENING)
