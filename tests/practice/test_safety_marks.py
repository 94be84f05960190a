"""That somebody is kept away, told with who they are, is put on record."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.duties.reckoning import reckon
from domain.intake import Intake, Opening, SexualAbuseConcern
from domain.opening import open_case
from domain.readings.kept_away import barred_from
from domain.record.children import ChildGiven
from domain.record.people import PersonGiven
from domain.requests.children import RecordBirth
from domain.requests.people import AddPerson
from domain.roles import Role
from domain.terms import Terms
from tests.dates import day, instant
from tests.domain.builders import a_child, a_person, practice, terms
from tests.domain.requesting import asked, facts_of
from tests.practice.household import (
    AS_WORKER,
    BEFORE,
    BOTH,
    EVENING,
    FATHER,
    ONE,
    UNBORN,
    asking,
    household,
)
from tests.practice.inviting import booked
from tests.practice.keeping_away import (
    AGAIN,
    KEPT,
    free,
    looking_again,
    no_longer,
    of_concern,
    person,
    with_person,
)
from tests.practice.test_safety_reviews import LOOK, REVIEW, REVIEW_BOOKED


def marked(case: Case) -> Case:
    return with_person(case, FATHER, of_concern_about=(ONE,))


def test_a_mark_from_before_becomes_a_record_when_it_is_looked_at() -> None:
    case = asked(marked(booked()(free())), REVIEW_BOOKED, REVIEW)
    assert LOOK in case.duties

    case = asked(case, AGAIN, looking_again())

    (concern,) = case.adult_concerns
    assert (concern.decided_at, concern.reviews) == (case.opened_at, (AGAIN,))
    assert case.settled[LOOK].met_at == AGAIN
    assert reckon(case, AGAIN, thorough=True) == ()


def test_a_mark_from_before_can_be_lifted() -> None:
    case = asked(marked(booked()(free())), AGAIN, no_longer())

    assert person(case, FATHER).of_concern_about == ()


def test_somebody_added_as_of_concern_has_that_on_record() -> None:
    uncle = a_person("uncle", kind="family", of_concern_about=(ONE,))
    given = uncle.model_dump(exclude={"revision", "died_at"})
    add = AddPerson(**asking(AS_WORKER, "uncle"), person=given, added_at=KEPT)

    case = asked(household(), EVENING, add)

    (concern,) = case.adult_concerns
    assert (concern.person, concern.children, concern.decided_at) == (
        "uncle",
        (ONE,),
        KEPT,
    )


def with_uncle(**fields: Any) -> AddPerson:
    given = PersonGiven(
        ref="uncle", name="An uncle", kind="family", relation="uncle", **fields
    )
    return AddPerson(**asking(AS_WORKER, "uncle"), person=given, added_at=KEPT)


def test_somebody_added_as_excluded_has_their_exclusion_on_record() -> None:
    case = asked(household(), BEFORE, with_uncle(excluded=True))

    (exclusion,) = case.exclusions
    assert (exclusion.person, exclusion.at, exclusion.by_role) == (
        "uncle",
        KEPT,
        Role.INTAKE,
    )
    assert "plan-excluded-views/exclusion-1/uncle" in case.duties


def test_under_terms_without_gates_adding_somebody_excluded_says_no_more() -> None:
    old = household(terms=free())

    (added,) = facts_of(old, with_uncle(excluded=True), BEFORE)
    assert added.kind == "person-added"


# Told with the referral.


REFERRED = instant("Tue 2027-01-12 09:00Z")


def referred(terms: Terms, **of_father: Any) -> Case:
    """A referral of that household, which says this of the father."""
    case = household()
    concern = SexualAbuseConcern(children=(ONE,), about=(FATHER,))
    given = [p.model_dump(exclude={"revision", "died_at"}) for p in case.people]
    told = [p | of_father if p["ref"] == FATHER else p for p in given]
    intake = Intake(
        rulebook="york",
        team_inbox="team@council.example",
        children=tuple(ChildGiven(ref=ref, born=day("Wed 2018-03-14")) for ref in BOTH),
        people=told,
        sexual_abuse_concern=None if of_father else concern,
    )
    opening = Opening(ref="CP-1", sent_at=REFERRED, intake=intake, terms=terms)
    return open_case(opening, REFERRED)


@pytest.mark.rule("CS-48")
def test_a_concern_told_with_the_referral_is_on_record_from_the_first_moment() -> None:
    case = referred(practice("york", "csa-pathway"))

    (concern,) = case.adult_concerns
    assert (concern.person, concern.children) == (FATHER, (ONE,))
    assert concern.decided_at == REFERRED
    assert person(case, FATHER).of_concern_about == (ONE,)


def test_an_exclusion_told_with_the_referral_is_on_record_and_asks_for_its_plans() -> (
    None
):
    case = referred(practice("york"), excluded=True)

    assert [e.person for e in case.exclusions] == [FATHER]
    assert f"plan-excluded-views/exclusion-1/{FATHER}" in case.duties


def test_under_a_first_edition_a_referral_puts_nothing_more_on_record() -> None:
    case = referred(terms("york", "csa-pathway"))

    assert (case.adult_concerns, case.exclusions) == ((), ())
    assert person(case, FATHER).of_concern_about == (ONE,)
    kinds = [row.kind for row in case.unrecorded]
    assert "adult-concern-decided" not in kinds


# Twins.


@pytest.mark.rule("CS-48")
def test_whoever_is_of_concern_to_one_twin_is_kept_from_the_other_s_part_too() -> None:
    unborn = a_child(UNBORN, expected=day("Mon 2027-02-01"), expected_babies=2)
    case = household(terms=free(), children=(unborn,))
    case = asked(case, BEFORE, of_concern(children=(UNBORN,)))

    on = day("Fri 2027-01-29")
    babies = ({"ref": UNBORN, "born": on}, {"ref": "baby-2", "born": on})
    born = RecordBirth(
        **asking(AS_WORKER, "birth"), expected=UNBORN, born=babies, told_at=EVENING
    )
    case = asked(case, EVENING, born)

    here = {child.ref for child in case.present()}
    assert here <= barred_from(case, person(case, FATHER), EVENING)
