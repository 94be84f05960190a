"""An interpreter is sure to come on the day; when one does not, another is owed."""

from __future__ import annotations

from typing import Any

import pytest

from commands.telling import Telling, told
from commands.words import Place
from domain.case import Case
from domain.duties.reckoning import reckon
from domain.gates import lacks
from domain.gates.subject import Subject
from domain.requests.conferences import MoveConference, RecordConferenceNotHeld
from domain.requests.people import ChangePerson
from rulebook.schema import Before
from tests.dates import instant
from tests.domain.requesting import asked, refused
from tests.practice.household import (
    BEFORE,
    BOOKED,
    EVENING,
    FATHER,
    LATER,
    MOTHER,
    ONE,
    STARTS,
    TWO,
    asking,
)
from tests.practice.participating import (
    CONF,
    arranges,
    attends,
    case_of,
    confirms,
    holding,
    misses,
    needs,
    polish,
    says,
    stays_away,
)

KEY = f"interpreter-for-conference/{CONF}/{MOTHER}"
TUESDAY = instant("Tue 2027-01-26 09:00Z")
WEDNESDAY = instant("Wed 2027-01-27 09:00Z")


@pytest.mark.parametrize("book", ["york", "pan-sussex", "wales", "guernsey"])
def test_an_interpreter_is_owed_in_every_place(book: str) -> None:
    case = asked(case_of(book, people=polish()), BEFORE, needs())
    rule = case.terms.rule("interpreter-for-conference")
    assert rule is not None
    assert (rule.owner, rule.force, rule.allowance) == (
        "social-worker",
        "practice",
        None,
    )

    assert KEY in case.duties
    sure = asked(case, TUESDAY, arranges(), confirms(at=TUESDAY))
    assert sure.settled[KEY].met_at == TUESDAY
    assert reckon(sure, TUESDAY, thorough=True) == ()


def needing() -> Case:
    return asked(case_of("york", people=polish()), BEFORE, needs(), arranges())


def test_an_interpreter_who_is_only_arranged_is_not_sure_to_come() -> None:
    assert KEY in needing().duties


def test_when_the_interpreter_will_not_come_another_is_owed() -> None:
    sure = asked(needing(), TUESDAY, confirms(at=TUESDAY))
    gone = asked(sure, WEDNESDAY, misses(at=WEDNESDAY))
    again = f"interpreter-for-conference/{CONF}+2/{MOTHER}"

    assert gone.settled[KEY].met_at == TUESDAY
    assert gone.duties[again].due.since == WEDNESDAY
    assert reckon(gone, WEDNESDAY, thorough=True) == ()

    there = asked(gone, WEDNESDAY, arranges(at=WEDNESDAY), confirms(at=WEDNESDAY))
    assert there.settled[again].met_at == WEDNESDAY
    assert len(there.conferences[0].interpreting) == 2


def test_for_another_day_an_interpreter_is_confirmed_anew() -> None:
    sure = asked(needing(), TUESDAY, confirms(at=TUESDAY))
    move = MoveConference(
        **asking(),
        conference=CONF,
        moved_at=TUESDAY,
        starts_at=LATER,
        reason="room-not-free",
    )
    moved = asked(sure, TUESDAY, move)
    again = f"interpreter-for-conference/{CONF}+2/{MOTHER}"

    assert again in moved.duties
    assert reckon(moved, TUESDAY, thorough=True) == ()
    assert again in asked(moved, WEDNESDAY, confirms(at=WEDNESDAY)).settled


def test_when_a_conference_is_off_it_is_owed_no_more_until_it_is_on_again() -> None:
    off = RecordConferenceNotHeld(
        **asking(), conference=CONF, at=TUESDAY, reason="chair-ill"
    )
    called_off = asked(needing(), TUESDAY, off)
    assert called_off.settled[KEY].lapsed == "conference-called-off"
    assert (
        refused(called_off, confirms(at=TUESDAY), TUESDAY).code == "conference-is-off"
    )

    on = MoveConference(
        **asking(),
        conference=CONF,
        moved_at=WEDNESDAY,
        starts_at=LATER,
        reason="new-date",
    )
    again = asked(called_off, WEDNESDAY, on)
    assert f"interpreter-for-conference/{CONF}+2/{MOTHER}" in again.duties
    assert reckon(again, WEDNESDAY, thorough=True) == ()


def test_what_is_still_open_when_the_conference_is_held_ends_with_it() -> None:
    held = asked(needing(), EVENING, holding())
    assert held.settled[KEY].lapsed == "conference-held"

    told = asked(held, EVENING, misses(at=STARTS))
    assert told.conferences[0].interpreting[0].absent_at == STARTS
    assert reckon(told, EVENING, thorough=True) == ()


def test_a_child_who_is_not_to_be_there_needs_nobody_to_interpret() -> None:
    case = asked(case_of("york"), BEFORE, needs(ONE), needs(TWO))
    key = f"interpreter-for-conference/{CONF}/{ONE}"
    assert key in case.duties

    away = asked(case, BEFORE, stays_away(), attends(TWO))
    assert key not in away.duties
    assert f"interpreter-for-conference/{CONF}/{TWO}" in away.duties
    assert reckon(away, BEFORE, thorough=True) == ()


def test_that_nobody_is_sure_to_interpret_is_shown_and_stops_no_conference() -> None:
    case = case_of("york", gates=("interpreter-sure-to-come",), people=polish())
    wanting = asked(case, BEFORE, needs(), arranges())
    (shown,) = lacks(wanting, Before.HOLD, Subject(wanting.conferences[0]))
    assert (shown.about, shown.refuses) == ((MOTHER,), False)

    sure = asked(wanting, TUESDAY, confirms(at=TUESDAY))
    assert not list(lacks(sure, Before.HOLD, Subject(sure.conferences[0])))
    assert asked(wanting, EVENING, holding())


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        (needs("nobody"), "unknown-person"),
        (needs(MOTHER), "nothing-changes"),
        (needs(FATHER, False), None),
        (needs(at=LATER), "in-the-future"),
        (arranges(FATHER), "need-not-decided"),
        (confirms(FATHER), "no-interpreter-arranged"),
        (misses(FATHER, BEFORE), "no-interpreter-arranged"),
        (confirms(at=BOOKED), "out-of-order"),
        (misses(at=BOOKED), "out-of-order"),
    ],
)
def test_what_cannot_be_so_is_refused(ask: Any, code: str | None) -> None:
    if code is None:
        assert asked(needing(), BEFORE, ask).interpreters
    else:
        assert refused(needing(), ask, BEFORE).code == code


def test_one_who_said_that_they_will_come_is_not_replaced_in_passing() -> None:
    sure = asked(needing(), TUESDAY, confirms(at=TUESDAY))

    assert refused(sure, arranges(at=TUESDAY), TUESDAY).code == "interpreter-confirmed"
    assert refused(sure, confirms(at=TUESDAY), TUESDAY).code == "nothing-changes"


def test_somebody_recorded_as_needing_one_is_not_decided_out_of_it() -> None:
    case = case_of("york", people=polish(interpreter=True))
    assert KEY in case.duties
    refusal = refused(case, needs(needed=False), BEFORE)
    assert refusal.code == "recorded-as-needing-one"

    change = ChangePerson(**asking(), person=MOTHER, since=BEFORE, interpreter=False)
    put_right = asked(case, BEFORE, change, needs(needed=False))
    assert KEY not in put_right.duties
    assert reckon(put_right, BEFORE, thorough=True) == ()


def test_the_history_says_of_whom_each_thing_was_recorded() -> None:
    case = asked(case_of("york", people=polish()), BEFORE, needs(), arranges(), says())
    place = Telling(Place("york"), "Europe/London")

    said = [told(place, row) for row in case.unrecorded]
    assert f"Whether {MOTHER} needs an interpreter was decided." in said
    assert f"{MOTHER} is to have an interpreter at {CONF}." in said
    assert f"What {ONE} wishes {CONF} to know was recorded." in said
