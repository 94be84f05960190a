"""A child or an adult dies: what was due ends, what is unsent stops, nobody is told."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.decide.children import decide_children
from domain.duty import Settled, Standing, standing
from domain.effects import EffectKind
from domain.facts.children import ChildLeft
from domain.facts.people import PersonDied, RoleEnded
from domain.record.children import Leaving, Left
from domain.record.people import RoleHeld
from domain.requests.children import RecordDeath
from tests.dates import day, instant
from tests.domain.asking import ask
from tests.domain.builders import OPENED, a_case, a_child, a_person, after, waited
from tests.domain.family import (
    BOOKED,
    MANAGER,
    MOTHER,
    VISITOR,
    WORKER,
    a_family,
    booked,
    decided,
)
from tests.domain.living import discussed
from tests.domain.requesting import refused

NOW = instant("Wed 2026-12-09 10:00Z")
LATER = instant("Wed 2027-01-13 09:00Z")


def dies(case: Case, who: str, died_at: str = "Wed 2026-12-09 07:30Z") -> Any:
    return case, ask(RecordDeath, who=who, died_at=instant(died_at)), NOW


def test_a_childs_death_ends_what_was_due_for_the_child_from_that_instant() -> None:
    case = discussed(a_family(), "child-1", "child-2")
    at = instant("Wed 2026-12-09 07:30Z")

    facts = decide_children(*dies(case, "child-1"))
    case = after(case, NOW, *facts)

    leaving = Leaving(why=Left.DIED, at=at)
    assert facts == (ChildLeft(at=at, child="child-1", leaving=leaving),)
    ended = case.settled["initial-conference/enq-1/child-1"]
    assert (ended.lapsed, ended.lapsed_at) == ("died", at)
    assert standing(ended) is Standing.NOT_APPLICABLE
    assert "initial-conference/enq-1/child-2" in case.duties


def test_a_death_told_late_withdraws_a_miss_that_came_after_it() -> None:
    case = waited(discussed(a_case(), "child-1"), LATER)
    due = "initial-conference/enq-1/child-1"
    died = ask(RecordDeath, who="child-1", died_at=instant("Wed 2026-12-30 20:00Z"))

    told = after(case, LATER, *decide_children(case, died, LATER))

    assert case.duties[due].missed_at == instant("Thu 2026-12-31 00:00Z")
    assert standing(case.duties[due]) is Standing.MISSED_OPEN
    assert standing(told.settled[due]) is Standing.NOT_APPLICABLE
    assert told.settled[due].miss_withdrawn


def test_a_miss_before_a_childs_death_stays_a_miss() -> None:
    case = waited(discussed(a_case(), "child-1"), LATER)
    died = ask(RecordDeath, who="child-1", died_at=instant("Thu 2026-12-31 00:00Z"))

    case = after(case, LATER, *decide_children(case, died, LATER))

    (ended,) = case.settled.values()
    assert (ended.lapsed, standing(ended)) == ("died", Standing.MISSED)


def test_after_a_childs_death_every_unsent_letter_about_the_child_is_withdrawn() -> (
    None
):
    case = decided(booked(a_family(), children=("child-1",)))
    copies = [e for e in case.outbox.values() if e.kind is EffectKind.PLAN_COPY]
    died = ask(RecordDeath, who="child-1", died_at=LATER)

    case = after(case, LATER, *decide_children(case, died, LATER))

    assert {e.to for e in copies} == {MOTHER, VISITOR}
    assert [e for e in case.outbox.values() if e.child == "child-1"] == []


def test_an_invitation_to_a_conference_about_that_child_alone_is_withdrawn() -> None:
    alone = booked(a_family(), children=("child-1",))
    both = booked(a_family())

    facts = decide_children(
        alone, ask(RecordDeath, who="child-1", died_at=BOOKED), BOOKED
    )

    assert len(alone.outbox) == len(both.outbox) == 2
    assert after(alone, BOOKED, *facts).outbox == {}
    assert after(both, BOOKED, *facts).outbox == both.outbox


def test_a_death_asks_nothing_of_anybody_by_itself() -> None:
    case = discussed(a_family(), "child-1", "child-2")

    told = after(case, NOW, *decide_children(*dies(case, "child-1")))

    assert (told.outbox, told.waiting) == (case.outbox, case.waiting)


def test_an_unborn_child_is_not_recorded_as_having_died() -> None:
    case = a_case(children=(a_child(expected=day("Sat 2026-12-19")),))

    answer = refused(*dies(case, "child-1"))

    assert (answer.code, answer.where) == ("unborn-cannot-die", "who")
    assert "record-pregnancy-ended" in answer.message
    assert "record-birth" in answer.message


def test_a_baby_may_die_on_the_day_of_its_birth_and_not_before_it() -> None:
    case = a_case(children=(a_child(born=day("Wed 2026-12-09")),))

    answer = refused(*dies(case, "child-1", "Tue 2026-12-08 23:59Z"))
    (fact,) = decide_children(*dies(case, "child-1", "Wed 2026-12-09 00:00Z"))

    assert (answer.code, answer.where) == ("out-of-order", "died_at")
    assert fact.at == instant("Wed 2026-12-09 00:00Z")


@pytest.mark.parametrize(
    ("who", "code"), [("child-1", "death-recorded"), ("p-mother", "death-recorded")]
)
def test_a_death_is_recorded_once(who: str, code: str) -> None:
    case = after(a_family(), NOW, *decide_children(*dies(a_family(), who)))

    answer = refused(*dies(case, who))

    assert (answer.code, answer.where) == (code, "who")


def test_a_death_of_somebody_the_case_does_not_know_is_refused() -> None:
    answer = refused(*dies(a_family(), "p-nobody"))

    assert (answer.code, answer.where) == ("unknown-person", "who")


def test_a_death_after_a_child_left_otherwise_still_stops_letters_about_it() -> None:
    case = decided(booked(a_family(), children=("child-1",)))
    gone = Leaving(why=Left.TRANSFERRED, at=LATER)
    case = after(case, LATER, ChildLeft(at=LATER, child="child-1", leaving=gone))
    died = ask(RecordDeath, who="child-1", died_at=LATER)

    died_too = after(case, LATER, *decide_children(case, died, LATER))

    assert [e for e in case.outbox.values() if e.child == "child-1"] != []
    assert [e for e in died_too.outbox.values() if e.child == "child-1"] == []
    assert died_too.settled == case.settled


def test_after_an_adults_death_nothing_goes_to_them_and_their_roles_are_open() -> None:
    case = booked(a_family(), invited=(MOTHER, MANAGER))
    at = instant("Mon 2026-12-14 08:00Z")
    died = ask(RecordDeath, who=MANAGER, died_at=at)

    facts = decide_children(case, died, BOOKED)
    case = after(case, BOOKED, *facts)

    assert facts == (
        PersonDied(at=at, person=MANAGER),
        RoleEnded(at=at, role="first-line-manager", person=MANAGER),
    )
    assert [e.to for e in case.outbox.values()] == [MOTHER]
    assert case.holder("first-line-manager", BOOKED) is None
    assert case.holder("social-worker", BOOKED) == WORKER


def test_a_role_that_ended_before_a_death_is_not_ended_again() -> None:
    ended = RoleHeld(
        role="chair",
        person=VISITOR,
        since=OPENED,
        until=instant("Tue 2026-12-08 09:00Z"),
    )
    case = a_family(roles=(ended,))

    facts = decide_children(*dies(case, VISITOR))

    assert facts == (PersonDied(at=instant("Wed 2026-12-09 07:30Z"), person=VISITOR),)


def test_a_parent_who_is_a_child_dies_as_both() -> None:
    case = a_family(
        children=(a_child("young-mother"),), people=(a_person("young-mother"),)
    )

    facts = decide_children(*dies(case, "young-mother"))

    assert [type(fact) for fact in facts] == [ChildLeft, PersonDied]


def test_an_adult_does_not_die_before_their_birth() -> None:
    case = a_family(people=(a_person(MOTHER, born=day("Fri 1998-05-01")),))

    answer = refused(*dies(case, MOTHER, "Thu 1998-04-30 12:00Z"))
    (fact,) = decide_children(*dies(case, MOTHER))

    assert answer.where == "died_at"
    assert isinstance(fact, PersonDied)


def test_what_is_settled_for_a_dead_child_is_never_called_met() -> None:
    case = discussed(a_case(), "child-1")

    case = after(case, NOW, *decide_children(*dies(case, "child-1")))

    lines = [line for line in case.settled.values() if isinstance(line, Settled)]
    assert [(line.met_at, line.lapsed) for line in lines] == [(None, "died")]
