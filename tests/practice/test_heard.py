"""How what a child says comes to a conference: as it was said, by whichever way."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from domain.errors import NotYet
from domain.gates import lacks
from domain.gates.subject import Subject
from domain.record.participation import Heard
from domain.record.the_day import Absence, TheDay
from rulebook.schema import Before
from tests.domain.builders import practice
from tests.domain.requesting import asked, refused
from tests.practice.household import (
    BEFORE,
    EVENING,
    FATHER,
    LATER,
    MOTHER,
    ONE,
    TEACHER,
    TWO,
    WORKER,
    only,
)
from tests.practice.participating import (
    CONF,
    attends,
    case_of,
    close,
    closing,
    holding,
    says,
    says_nothing,
    stays_away,
    under,
)


@pytest.mark.rule("CS-17")
def test_a_child_s_own_words_are_read_back_or_it_is_shown_that_they_were_not() -> None:
    case = case_of("york", "csa-pathway", gates=("own-words-read-back",))
    taken_down = asked(case, BEFORE, says(own_words=True))
    read_back = asked(case, BEFORE, says(own_words=True, read_back=True))

    (shown,) = lacks(taken_down, Before.CLOSE, Subject(taken_down.conferences[0]))
    assert (shown.about, shown.refuses) == ((ONE,), False)
    assert not list(lacks(read_back, Before.CLOSE, Subject(read_back.conferences[0])))


@pytest.mark.rule("CS-52")
@pytest.mark.parametrize("how", Heard)
def test_a_child_may_be_heard_in_any_of_five_ways(how: Heard) -> None:
    case = asked(case_of("york", "csa-pathway"), BEFORE, says(how=how))

    (views,) = case.conferences[0].views
    assert (views.whose, views.how) == (ONE, how)
    assert len(Heard) == 5


@pytest.mark.rule("CS-52")
def test_no_other_way_of_being_heard_is_known() -> None:
    with pytest.raises(ValidationError):
        says(how="guessed")


def test_views_are_given_or_it_is_said_why_there_are_none() -> None:
    case = case_of("york")

    assert refused(case, says(words=None), BEFORE).code == "views-or-why-none"
    both = says(not_because="did-not-wish")
    assert refused(case, both, BEFORE).code == "views-or-why-none"
    assert asked(case, BEFORE, says_nothing(ONE, "did-not-wish")).conferences[0].views


@pytest.mark.rule("YK-12")
def test_a_child_who_was_to_come_and_did_not_has_their_views_brought() -> None:
    booked = case_of("york", gates=("views-of-absent-child",))
    case = asked(booked, BEFORE, attends(), attends(TWO))
    here = case.conferences[0]
    away = TheDay(absences=(Absence(person=ONE, why="overslept"),))
    gone = here.model_copy(update={"day": away})

    assert not list(lacks(case, Before.CLOSE, Subject(here)))
    (lack,) = lacks(case, Before.CLOSE, Subject(gone))
    assert lack.about == (ONE,)


def test_a_relative_s_views_may_be_recorded_too() -> None:
    case = asked(case_of("york"), BEFORE, says(FATHER, presented_by=WORKER))
    assert case.conferences[0].views[0].whose == FATHER
    assert MOTHER not in {v.whose for v in case.conferences[0].views}
    assert case.conferences[0].ref == CONF


@pytest.mark.rule("CS-14")
def test_that_one_child_stays_away_does_not_hide_the_sister_who_comes() -> None:
    own = only(practice("york", "csa-pathway"), "trusted-person-named")
    alone = under(stays_away(ONE), attends(TWO))(own)
    with_her_teacher = under(stays_away(ONE), attends(TWO, supporter=TEACHER))(own)

    refusal = refused(alone, holding(), EVENING)

    assert isinstance(refusal, NotYet)
    assert refusal.lacks[0].about == (TWO,)
    assert asked(with_her_teacher, EVENING, holding()).conferences[0].held_at


@pytest.mark.rule("YK-12")
def test_that_one_child_comes_does_not_hide_the_brother_who_does_not() -> None:
    own = only(practice("york"), "views-of-absent-child")
    one_came = closing(attends(ONE), stays_away(TWO))

    refusal = refused(one_came(own), close(), LATER)

    assert isinstance(refusal, NotYet)
    assert refusal.lacks[0].about == (TWO,)
