"""The register: nobody stands on it before being born."""

from __future__ import annotations

import pytest
from hypothesis import given

from commands.births import before_births, on_register
from domain.case import Case
from domain.readings.register import Entry, State, entry
from domain.record.children import Left
from domain.requests.children import Newborn, RecordBirth, RecordPregnancyEnded
from domain.requests.conferences import BookConference
from domain.views import case_view
from tests.dates import day, instant
from tests.domain.builders import practice, terms
from tests.domain.plausible.life import Life, begun, lived
from tests.domain.requesting import asked
from tests.domain.strategies import LIVES, lives
from tests.practice.household import (
    AS_WORKER,
    EVENING,
    LATER,
    ONE,
    STARTS,
    TWO,
    UNBORN,
    asking,
    only,
)
from tests.practice.outcomes import (
    booked,
    end_outcome,
    held,
    no_plan_outcome,
    of_one_unborn,
    plan_outcome,
)

TWIN = "unborn-2"
BORN, TOLD = "Mon 2027-05-24", instant("Wed 2027-05-26 09:00Z")
CONFERENCE_DAY = day("Fri 2027-01-29")
SUMMER = instant("Mon 2027-07-05 10:00Z")


def planned() -> Case:
    """In Wales; a conference on Fri 2027-01-29 made a plan for a child not yet born."""
    case = of_one_unborn(only(practice("wales")))
    return asked(case, EVENING, held(plan_outcome(UNBORN)))


def birth(on: str = BORN, *others: str) -> RecordBirth:
    babies = tuple(Newborn(ref=ref, born=day(on)) for ref in (UNBORN, *others))
    return RecordBirth(**asking(), expected=UNBORN, born=babies, told_at=TOLD)


def ends(case: Case) -> Case:
    """A review on Mon 2027-07-05 ends the plan."""
    review = BookConference(
        **asking(AS_WORKER),
        conference="rev-1",
        meeting="review",
        booked_at=TOLD,
        starts_at=SUMMER,
        children=(UNBORN,),
    )
    over = held(end_outcome(UNBORN), conference="rev-1", held_at=SUMMER)
    return asked(asked(case, TOLD, review), SUMMER, over)


@pytest.mark.rule("WA-75")
def test_a_child_not_yet_born_waits_for_the_register_without_a_day() -> None:
    assert entry(planned(), UNBORN) == Entry(
        child=UNBORN, state=State.PENDING_BIRTH, known_at=STARTS
    )


@pytest.mark.rule("WA-75")
def test_birth_registers_from_its_own_day_known_from_when_we_were_told() -> None:
    assert entry(asked(planned(), TOLD, birth()), UNBORN) == Entry(
        child=UNBORN, state=State.REGISTERED, since=day(BORN), known_at=TOLD
    )


@pytest.mark.rule("WA-75")
def test_each_of_several_babies_is_registered() -> None:
    case = asked(planned(), TOLD, birth(BORN, TWIN))

    found = [entry(case, ref) for ref in (UNBORN, TWIN)]
    assert [e.since for e in found if e is not None] == [day(BORN), day(BORN)]


@pytest.mark.rule("WA-75")
def test_a_child_born_already_when_the_plan_was_made_is_registered_from_the_plan() -> (
    None
):
    early = asked(planned(), TOLD, birth("Wed 2027-01-27"))

    found = entry(early, UNBORN)
    assert found is not None
    assert found.since == CONFERENCE_DAY
    born = asked(booked(only(practice("wales"))), EVENING, held(plan_outcome(ONE)))
    assert entry(born, ONE) == Entry(
        child=ONE, state=State.REGISTERED, since=CONFERENCE_DAY, known_at=STARTS
    )


@pytest.mark.rule("WA-75")
def test_a_name_comes_off_when_the_plan_ends() -> None:
    case = ends(asked(planned(), TOLD, birth()))

    found = entry(case, UNBORN)
    assert found is not None
    assert (found.state, found.since, found.until) == (
        State.REMOVED,
        day(BORN),
        day("Mon 2027-07-05"),
    )


@pytest.mark.rule("WA-75")
def test_a_plan_that_ended_before_the_birth_never_was_on_the_register() -> None:
    """The review ended it on Mon 2027-07-05; the child came the day after."""
    case = ends(planned())
    told = instant("Thu 2027-07-08 09:00Z")
    late = birth("Tue 2027-07-06").model_copy(update={"told_at": told})

    assert entry(case, UNBORN) is None
    assert entry(asked(case, told, late), UNBORN) is None


@pytest.mark.rule("WA-75")
def test_a_pregnancy_that_ended_leaves_no_entry() -> None:
    ended = RecordPregnancyEnded(**asking(), child=UNBORN, ended_at=LATER)
    case = asked(planned(), LATER, ended)

    assert case.children[0].left is not None
    assert case.children[0].left.why is Left.PREGNANCY_ENDED
    assert entry(case, UNBORN) is None


@pytest.mark.rule("WA-75")
def test_a_child_without_a_plan_or_unknown_has_no_entry() -> None:
    case = booked(only(practice("wales")))
    case = asked(case, EVENING, held(plan_outcome(ONE), no_plan_outcome(TWO)))

    assert entry(case, TWO) is None
    assert entry(case, "nobody") is None


@pytest.mark.rule("WA-75")
@pytest.mark.parametrize("book", ["york", "pan-sussex", "guernsey"])
def test_no_other_place_keeps_a_register(book: str) -> None:
    case = booked(only(practice(book)))
    case = asked(case, EVENING, held(plan_outcome(ONE)))

    assert case.plan_of(ONE) is not None
    assert entry(case, ONE) is None
    (one, _) = case_view(case, EVENING).children
    assert one.register_entry is None


@pytest.mark.rule("WA-75")
def test_the_entry_is_shown_with_the_child_and_said_in_words() -> None:
    waiting, born = planned(), asked(planned(), TOLD, birth())
    said = []
    for case, now in ((waiting, LATER), (born, TOLD), (ends(born), SUMMER)):
        (child,) = case_view(case, now).children
        assert child.register_entry == entry(case, UNBORN)
        said.append(on_register(child.register_entry))

    assert said == [
        "; will be registered at birth",
        "; on the register since Mon 24 May 2027",
        "; off the register since Mon 5 Jul 2027",
    ]
    assert on_register(None) == ""


@pytest.mark.rule("WA-72")
def test_how_long_a_conference_leaves_before_a_birth_is_said_until_it_is_held() -> None:
    ahead = of_one_unborn(practice("wales"))

    assert list(before_births(case_view(ahead, LATER))) == [
        "conf-1 is 123 days before unborn-1 is expected."
    ]
    assert list(before_births(case_view(planned(), LATER))) == []
    assert terms("wales").provision("time-before-the-birth") == "not-set"


@pytest.mark.rule("WA-75")
@LIVES
@given(lives(rulebooks=("wales", "wales+timescales")))
def test_no_child_is_on_the_register_before_birth_in_any_life(life: Life) -> None:
    assert_nobody_too_early(begun(life))
    for step in lived(life):
        assert_nobody_too_early(step.after)


def assert_nobody_too_early(case: Case) -> None:
    for child in case.children:
        found = entry(case, child.ref)
        if found is None:
            continue
        if child.unborn:
            assert found.state is State.PENDING_BIRTH
            assert found.since is None
        else:
            assert child.born is not None
            assert found.since is not None
            assert found.since >= child.born
