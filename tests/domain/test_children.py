"""Children join a household, live in it, and may die: what each makes true."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.decide.children import decide_children
from domain.duty import Settled, Standing, standing
from domain.effects import EffectKind
from domain.facts.children import ChildAdded, ChildLeft, HouseholdChanged
from domain.facts.enquiries import DiscussionHeld
from domain.facts.people import PersonDied, RoleEnded
from domain.record.children import ChildGiven, Leaving, Left, Residence
from domain.record.enquiries import Discussion
from domain.record.people import RoleHeld
from domain.requests.children import AddChild, ChangeHousehold, RecordDeath
from tests.dates import day, instant
from tests.domain.asking import ask
from tests.domain.builders import OPENED, a_case, a_child, a_person, after, waited
from tests.domain.family import (
    BOOKED,
    FATHER,
    MANAGER,
    MOTHER,
    VISITOR,
    WORKER,
    a_family,
    booked,
    decided,
)
from tests.domain.requesting import refused

NOW = instant("Wed 2026-12-09 10:00Z")
LATER = instant("Wed 2027-01-13 09:00Z")


def joins(case: Case, added_at: str = "Wed 2026-12-09 09:00Z", **given: Any) -> Any:
    known = "born" in given or "expected" in given
    born = {} if known else {"born": day("Tue 2020-09-01")}
    child = ChildGiven(**({"ref": "child-9"} | born | given))
    return case, ask(AddChild, child=child, added_at=instant(added_at)), NOW


def dies(case: Case, who: str, died_at: str = "Wed 2026-12-09 07:30Z") -> Any:
    return case, ask(RecordDeath, who=who, died_at=instant(died_at)), NOW


def moves(
    case: Case, household: str = "home-2", since: str = "Wed 2026-12-09", **fields: Any
) -> Any:
    request = ask(
        ChangeHousehold,
        child="child-1",
        household=household,
        since=day(since),
        **fields,
    )
    return case, request, NOW


def discussed(case: Case, *children: str) -> Case:
    held = Discussion(ref="sd-1", held_at=OPENED, initiating=True)
    said = DiscussionHeld(
        at=OPENED, enquiry="enq-1", children=children, discussion=held
    )
    return after(case, OPENED, said)


def lives(*homes: tuple[str, str]) -> Case:
    residences = tuple(Residence(household=h, since=day(since)) for h, since in homes)
    return a_case(children=(a_child(lives=residences),))


def homes(case: Case) -> list[str]:
    (child,) = case.children
    return [home.household for home in child.lives if home.until is None]


def test_a_child_who_joins_is_in_the_case_from_then_and_owes_it_no_duty_yet() -> None:
    at = instant("Tue 2026-12-08 15:00Z")

    facts = decide_children(*joins(a_case(), "Tue 2026-12-08 15:00Z"))

    child = a_child("child-9", born=day("Tue 2020-09-01"), since=at)
    assert facts == (ChildAdded(at=at, child=child),)
    case = after(a_case(), NOW, *facts)
    assert (case.child("child-9"), case.duties) == (child, {})


def test_a_discussion_names_the_new_child_and_only_then_is_a_conference_due() -> None:
    case = after(a_case(), NOW, *decide_children(*joins(a_case())))

    case = discussed(case, "child-1", "child-9")

    # Four days that week, five, four before Christmas, then Tuesday and Wednesday.
    due = case.duties["initial-conference/enq-1/child-9"].due.due_on
    assert due == day("Wed 2026-12-30")


@pytest.mark.parametrize(
    ("given", "code", "where"),
    [
        ({"ref": "child-1"}, "reference-in-use", "child.ref"),
        ({"ref": "c" * 33}, "reference-too-long", "child.ref"),
        ({"born": day("Thu 2026-12-10")}, "born-in-the-future", "child.born"),
        ({"born": day("Tue 2008-12-09")}, "already-eighteen", "child.born"),
        (
            {"expected": day("Thu 2027-09-30")},
            "impossible-expected-date",
            "child.expected",
        ),
        (
            {"expected": day("Tue 2026-02-17")},
            "impossible-expected-date",
            "child.expected",
        ),
        ({"parents": ("p-nobody",)}, "unknown-person", "child.parents"),
        ({"responsible": ("p-nobody",)}, "unknown-person", "child.responsible"),
        (
            {"lives": (Residence(household="home-1", since=day("Thu 2026-12-10")),)},
            "in-the-future",
            "child.lives",
        ),
    ],
)
def test_a_child_who_cannot_be_so_is_refused_with_the_field(
    given: dict[str, Any], code: str, where: str
) -> None:
    answer = refused(*joins(a_family(), **given))

    assert (answer.code, answer.where) == (code, where)


@pytest.mark.parametrize(
    "given",
    [
        {"ref": "c" * 32},
        {"born": day("Wed 2026-12-09"), "added_at": "Wed 2026-12-09 00:00Z"},
        {"born": day("Wed 2008-12-10")},
        {"expected": day("Wed 2027-09-29")},
        {"expected": day("Wed 2026-02-18")},
        {"parents": (MOTHER,), "responsible": (MOTHER, FATHER)},
        {"lives": (Residence(household="home-1", since=day("Wed 2026-12-09")),)},
    ],
)
def test_the_nearest_child_who_can_be_so_is_added(given: dict[str, Any]) -> None:
    (fact,) = decide_children(*joins(a_family(), **given))

    assert isinstance(fact, ChildAdded)
    told = {k: v for k, v in given.items() if k != "added_at"}
    assert {field: getattr(fact.child, field) for field in told} == told


@pytest.mark.parametrize(
    ("added_at", "code"),
    [
        ("Wed 2026-12-09 10:01Z", "in-the-future"),
        ("Mon 2020-08-31 22:59Z", "too-long-ago"),
    ],
)
def test_a_child_joins_when_it_has_happened_and_not_long_before_us(
    added_at: str, code: str
) -> None:
    answer = refused(*joins(a_case(), added_at))

    assert (answer.code, answer.where) == (code, "added_at")


def test_a_child_does_not_join_before_its_birth_by_the_local_clock() -> None:
    born = day("Mon 2026-06-01")

    early = refused(*joins(a_case(), "Sun 2026-05-31 22:59Z", born=born))
    (fact,) = decide_children(*joins(a_case(), "Sun 2026-05-31 23:00Z", born=born))

    assert (early.code, early.where) == ("out-of-order", "added_at")
    assert fact.at == instant("Sun 2026-05-31 23:00Z")


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


def test_a_child_moves_home_and_nothing_due_for_the_child_changes() -> None:
    case = discussed(lives(("home-1", "Mon 2026-03-02")), "child-1")

    facts = decide_children(*moves(case))
    moved = after(case, NOW, *facts)

    at = instant("Wed 2026-12-09 00:00Z")
    assert facts == (
        HouseholdChanged(
            at=at, child="child-1", household="home-2", since=day("Wed 2026-12-09")
        ),
    )
    assert homes(moved) == ["home-2"]
    assert moved.children[0].lives[0].until == day("Wed 2026-12-09")
    assert (moved.duties, moved.settled) == (case.duties, case.settled)


def test_a_child_may_live_in_two_homes_and_then_in_one_of_them_only() -> None:
    case = lives(("home-1", "Mon 2026-03-02"))

    case = after(case, NOW, *decide_children(*moves(case, also=True)))
    assert homes(case) == ["home-1", "home-2"]

    case = after(case, NOW, *decide_children(*moves(case, "home-1")))
    assert homes(case) == ["home-1"]
    assert case.children[0].lives[0].since == day("Mon 2026-03-02")


def test_a_child_who_went_back_home_lives_there_from_that_day_on() -> None:
    case = lives(("home-1", "Mon 2026-03-02"))
    case = after(case, NOW, *decide_children(*moves(case, since="Mon 2026-12-07")))

    case = after(case, NOW, *decide_children(*moves(case, "home-1")))

    assert homes(case) == ["home-1"]
    assert [home.since for home in case.children[0].lives] == [
        day("Mon 2026-03-02"),
        day("Mon 2026-12-07"),
        day("Wed 2026-12-09"),
    ]


@pytest.mark.parametrize(
    ("household", "since", "also", "code", "where"),
    [
        ("home-1", "Wed 2026-12-09", False, "lives-there", "household"),
        ("home-1", "Wed 2026-12-09", True, "lives-there", "household"),
        ("home-2", "Thu 2026-12-10", False, "in-the-future", "since"),
        ("home-2", "Fri 2026-05-29", False, "out-of-order", "since"),
    ],
)
def test_a_move_that_cannot_be_so_is_refused(
    household: str, since: str, also: bool, code: str, where: str
) -> None:
    case = lives(("home-1", "Mon 2026-06-01"))

    answer = refused(*moves(case, household, since, also=also))

    assert (answer.code, answer.where) == (code, where)


@pytest.mark.parametrize(
    ("since", "also"),
    [("Wed 2026-12-09", False), ("Mon 2026-06-01", False), ("Fri 2026-05-29", True)],
)
def test_the_nearest_move_that_can_be_so_is_recorded(since: str, also: bool) -> None:
    case = lives(("home-1", "Mon 2026-06-01"))

    facts = decide_children(*moves(case, "home-2", since, also=also))

    assert homes(after(case, NOW, *facts))[-1] == "home-2"


def test_a_child_lives_nowhere_before_birth_though_an_unborn_one_has_a_home() -> None:
    born = a_case(children=(a_child(born=day("Tue 2026-12-08")),))
    unborn = a_case(children=(a_child(expected=day("Sat 2026-12-19")),))

    answer = refused(*moves(born, since="Mon 2026-12-07"))

    assert (answer.code, answer.where) == ("out-of-order", "since")
    case = after(unborn, NOW, *decide_children(*moves(unborn, since="Mon 2026-12-07")))
    assert homes(case) == ["home-2"]


def test_a_child_who_left_the_case_moves_no_more() -> None:
    left = Leaving(why=Left.TRANSFERRED, at=OPENED)
    case = a_case(children=(a_child(left=left),))

    answer = refused(*moves(case))

    assert (answer.code, answer.where) == ("child-has-left", "child")


def test_what_is_settled_for_a_dead_child_is_never_called_met() -> None:
    case = discussed(a_case(), "child-1")

    case = after(case, NOW, *decide_children(*dies(case, "child-1")))

    lines = [line for line in case.settled.values() if isinstance(line, Settled)]
    assert [(line.met_at, line.lapsed) for line in lines] == [(None, "died")]
