"""Which agencies count for a child: present, in direct contact, each once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.gates.quorum import counted
from domain.record.conferences import Decided, Outcome
from domain.record.invitations import Capacity
from domain.record.orders import Proceedings
from domain.record.people import RoleHeld
from domain.record.the_day import Attendance, Grouping
from domain.roles import Role
from domain.terms import Terms
from domain.views import case_view
from tests.domain.builders import OPENED, a_person, practice, terms
from tests.domain.requesting import asked, refused
from tests.practice.counting import ALL, EVERYBODY, agencies, as_, met
from tests.practice.holding import a_day, booking, came, held, the_day
from tests.practice.household import (
    BOOKED,
    CHAIR,
    EVENING,
    GUARDIAN,
    MANAGER,
    MIDWIFE,
    MOTHER,
    OFFICER,
    ONE,
    PAEDIATRICIAN,
    STARTS,
    TEACHER,
    TWO,
    VISITOR,
    WORKER,
    household,
    only,
)


@pytest.mark.rule("WA-49")
@pytest.mark.parametrize(
    ("there", "count"),
    [
        (came(WORKER, TEACHER, VISITOR), ("health", "school", "social-work")),
        (came(WORKER, MANAGER), ("social-work",)),
        (came(TEACHER, "head"), ("school",)),
        (came(VISITOR, PAEDIATRICIAN), ("health",)),
        (came(WORKER, "minder"), ("social-work",)),
        (came(MOTHER, WORKER), ("social-work",)),
        ((), ()),
    ],
)
def test_an_agency_counts_once_and_all_of_health_as_one(
    there: tuple[Attendance, ...], count: tuple[str, ...]
) -> None:
    assert agencies(met(*there)) == count


@pytest.mark.rule("WA-51")
def test_who_has_no_direct_contact_with_the_child_does_not_count() -> None:
    case = met(*came(WORKER, TEACHER, PAEDIATRICIAN, MIDWIFE))

    assert agencies(case, ONE) == ("health", "school", "social-work")
    assert agencies(case, TWO) == ("social-work",)


@pytest.mark.rule("WA-49")
def test_who_was_there_for_another_child_alone_does_not_count() -> None:
    part = Attendance(person=OFFICER, children=(TWO,))
    case = met(*came(WORKER, VISITOR), part)

    assert agencies(case, ONE) == ("health", "social-work")
    assert agencies(case, TWO) == ("health", "police", "social-work")


@pytest.mark.rule("WA-45")
@pytest.mark.parametrize(
    "there",
    [
        as_(GUARDIAN, Capacity.OBSERVER),
        as_(GUARDIAN, Capacity.PARTICIPANT),
        as_(OFFICER, Capacity.OBSERVER),
        as_(OFFICER, Capacity.RECORD_TAKER),
        as_(OFFICER, Capacity.LEGAL_ADVISER),
        as_(OFFICER, Capacity.ADVOCATE),
        as_(OFFICER, Capacity.SUPPORTER),
        as_(OFFICER, Capacity.INTERPRETER),
        as_("voice", Capacity.PARTICIPANT),
        as_("clerk", Capacity.PARTICIPANT),
    ],
)
def test_who_observes_or_helps_never_counts_whatever_they_know(
    there: Attendance,
) -> None:
    """The clerk takes the record by role, whatever the attendance says."""
    roles = household().roles
    clerk = RoleHeld(role=Role.RECORD_TAKER, person="clerk", since=OPENED)
    case = met(*came(WORKER), there, roles=(*roles, clerk))

    assert agencies(case) == ("social-work",)


@pytest.mark.rule("WA-45")
def test_the_guardian_of_the_proceedings_counts_under_no_relation() -> None:
    guardian = a_person("gina", relation="officer", agency="court-service", **ALL)
    started = Proceedings(started_at=OPENED, guardian="gina")
    fields: dict[str, Any] = {"people": (*EVERYBODY, guardian)}

    assert agencies(met(*came("gina"), **fields)) == ("court-service",)
    assert agencies(met(*came("gina"), **fields, proceedings=started)) == ()


@pytest.mark.rule("WA-49")
def test_the_chair_does_not_count_however_well_they_know_the_child() -> None:
    chair = a_person("both", relation="manager", agency="police", **ALL)
    at = as_("both", Capacity.PARTICIPANT)
    case = met(*came(WORKER), at, people=(*EVERYBODY, chair))
    (conference,) = case.conferences
    assert conference.day is not None
    chaired = conference.model_copy(
        update={"day": conference.day.model_copy(update={"chair": "both"})}
    )

    assert counted(case, conference, ONE) == ("police", "social-work")
    assert counted(case, chaired, ONE) == ("social-work",)


@pytest.mark.rule("WA-49")
def test_only_the_chair_counts_health_apart_with_a_reason() -> None:
    apart = Grouping(person=PAEDIATRICIAN, as_agency="hospital", why="Sees her alone.")
    joined = Grouping(person="head", as_agency="education", why="Another school.")
    both = came(VISITOR, PAEDIATRICIAN)

    assert agencies(met(*both, groupings=(apart,))) == ("health", "hospital")
    assert agencies(met(*came(TEACHER, "head"), groupings=(joined,))) == (
        "education",
        "school",
    )
    nobody = the_day(a_day(attendance=both, absences=(), groupings=(joined,)))
    assert refused(met(*both), nobody, EVENING).code == "grouping-does-not-fit"


@pytest.mark.parametrize("book", ["york", "pan-sussex", "guernsey", "wales"])
def test_the_count_is_shown_everywhere_and_not_in_a_first_edition(book: str) -> None:
    left = Outcome(child=ONE, decided=Decided.NOT_DECIDED, protection="The aunt.")

    def shown(own: Terms) -> dict[str, tuple[str, ...]]:
        case = asked(household(terms=own), BOOKED, booking(invite=()))
        there = a_day(attendance=came(WORKER, MANAGER, TEACHER, CHAIR), absences=())
        case = asked(case, EVENING, held(left, day=there))
        (conference,) = case_view(case, EVENING).conferences
        return conference.agencies

    assert shown(only(practice(book), "times-recorded")) == {
        ONE: ("school", "social-work")
    }
    assert shown(terms(book)) == {}


@pytest.mark.rule("WA-49")
def test_who_takes_the_record_when_it_is_held_does_not_count() -> None:
    """It began an hour late; the officer took the record from half past."""
    late = STARTS + timedelta(hours=1)
    writes = RoleHeld(
        role=Role.RECORD_TAKER, person=OFFICER, since=STARTS + timedelta(minutes=30)
    )
    case = met(*came(WORKER, OFFICER))
    (conference,) = case.conferences
    began_late = conference.model_copy(update={"held_at": late})
    serving = case.model_copy(update={"roles": (*case.roles, writes)})

    assert counted(serving, conference, ONE) == ("police", "social-work")
    assert counted(serving, began_late, ONE) == ("social-work",)
