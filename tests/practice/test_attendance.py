"""Who was at a conference, at whose part: everybody known, and copies follow it."""

from __future__ import annotations

import pytest

from domain.facts.conferences import ChildDecided
from domain.record.conferences import Decided, Outcome
from domain.record.invitations import Capacity
from domain.record.the_day import Absence, TheDay
from domain.requests.conferences import RecordOutcome
from domain.requests.corrections import Correct, OutcomePutRight
from tests.dates import instant
from tests.domain.builders import a_child, practice, terms
from tests.domain.requesting import asked, facts_of, refused
from tests.practice.holding import (
    CAME,
    CLOSE,
    CONF,
    a_day,
    after,
    booked,
    came,
    held,
    the_day,
    there,
)
from tests.practice.household import (
    AS_CHAIR,
    BOTH,
    CHAIR,
    EVENING,
    FATHER,
    LAWYER,
    MOTHER,
    ONE,
    STARTS,
    TEACHER,
    TWO,
    WORKER,
    asking,
    only,
)

UNDECIDED = tuple(
    Outcome(child=child, decided=Decided.NOT_DECIDED, protection="Seen each day.")
    for child in BOTH
)
A_PLAN = Outcome(child=ONE, decided=Decided.PLAN, key_worker=WORKER)


@pytest.mark.parametrize(
    ("day", "code", "right"),
    [
        (a_day(chair="nobody-known"), "unknown-person", a_day()),
        (
            a_day(attendance=came(*CAME, "nobody-known")),
            "unknown-person",
            a_day(attendance=(*came(*CAME), there(ONE, children=(ONE,)))),
        ),
        (
            a_day(absences=(Absence(person=TEACHER, why="ill"),)),
            "named-twice",
            a_day(absences=(Absence(person=FATHER, why="ill"),)),
        ),
        (
            a_day(attendance=(*came(*CAME), there(FATHER, children=("child-9",)))),
            "child-not-in-conference",
            a_day(attendance=(*came(*CAME), there(FATHER, children=(TWO,)))),
        ),
        (
            a_day(ended_at=instant("Fri 2027-01-29 09:59Z")),
            "out-of-order",
            a_day(ended_at=STARTS),
        ),
        (
            a_day(ended_at=instant("Fri 2027-01-29 17:01Z")),
            "in-the-future",
            a_day(ended_at=EVENING),
        ),
        (
            a_day(started_at=instant("Thu 2027-01-28 10:00Z")),
            "another-day",
            a_day(started_at=instant("Fri 2027-01-29 00:00Z")),
        ),
    ],
)
def test_what_cannot_have_been_so_is_refused(
    day: TheDay, code: str, right: TheDay
) -> None:
    case = booked(terms("york"))

    assert refused(case, held(day=day), EVENING).code == code
    assert asked(case, EVENING, held(day=right)).conferences[0].day == right


def test_who_was_present_follows_from_the_attendance_and_never_contradicts_it() -> None:
    case = booked(terms("york"))
    at_part = a_day(attendance=(*came(*CAME), there(ONE, children=(ONE,))))
    same = {"present": tuple(reversed(CAME)), "day": at_part}

    assert asked(case, EVENING, held(day=at_part)).conferences[0].present == CAME
    assert asked(case, EVENING, held(**same)).conferences[0].held_at == STARTS
    wrong = refused(case, held(present=(MOTHER,)), EVENING)
    assert (wrong.code, wrong.where) == ("present-differs", "present")


@pytest.mark.rule("YK-48")
def test_a_plan_goes_to_those_who_took_part_when_that_child_was_considered() -> None:
    elsewhere = (
        there(FATHER, children=(TWO,)),
        there(LAWYER, capacity=Capacity.INTERPRETER),
    )
    day = a_day(attendance=(*came(MOTHER, TEACHER, CHAIR), *elsewhere))
    child = a_child(ONE, parents=(MOTHER,))
    case = booked(terms("york"), children=(child, a_child(TWO)))
    told = facts_of(case, held(A_PLAN, day=day), EVENING)
    (decided,) = [fact for fact in told if isinstance(fact, ChildDecided)]

    assert [copy.person for copy in decided.copies] == [MOTHER, TEACHER, CHAIR]


def test_the_day_may_be_told_of_late_and_never_before_it_was_held() -> None:
    case = booked(terms("york"))
    later = asked(case, EVENING, held(day=None, present=CAME))

    assert refused(case, the_day(a_day()), EVENING).code == "conference-not-held"
    assert asked(later, EVENING, the_day(a_day())).conferences[0].day == a_day()


def test_who_had_a_copy_is_not_changed_behind_them() -> None:
    case = asked(booked(terms("york")), EVENING, held(A_PLAN))
    without = the_day(a_day(attendance=came(*CAME[:-1])))
    undo = Correct(
        **asking(AS_CHAIR),
        put_right=OutcomePutRight(conference=CONF, child=ONE),
        corrected_at=EVENING,
        reason="The chair was not there.",
    )
    again = RecordOutcome(**asking(AS_CHAIR), conference=CONF, outcome=A_PLAN)

    assert refused(case, without, EVENING).code == "copies-went-by-attendance"
    right = asked(case, EVENING, undo, without, again).conferences[0]
    assert CHAIR not in [copy.person for copy in right.copies]
    assert asked(case, EVENING, the_day(a_day(long_because="Late.")))


def test_what_was_asked_before_it_was_held_is_not_taken_away_afterwards() -> None:
    own = only(practice("wales"), "enough-information-on-the-day")
    case = after(own, *UNDECIDED)
    emptied = the_day(a_day(enough_information=None))
    otherwise = a_day(enough_information=False, goes_on_because="It cannot wait.")
    wrong = refused(case, emptied, EVENING)

    assert (wrong.code, wrong.rules) == ("takes-away-what-was-asked", ("WA-47",))
    assert asked(case, EVENING, the_day(otherwise)).conferences[0].day == otherwise


def test_the_day_of_a_closed_conference_is_not_written_again() -> None:
    case = asked(booked(only(practice("york"))), EVENING, held(*UNDECIDED))
    closed = asked(case, EVENING, CLOSE)

    assert refused(closed, the_day(a_day()), EVENING).code == "conference-closed"
    assert asked(case, EVENING, the_day(a_day())).conferences[0].day == a_day()
