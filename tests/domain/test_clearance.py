"""For each rule of who may see what: what it refuses, and the nearest it lets pass."""

from __future__ import annotations

from typing import Any

import pytest

from domain.clearance.clearing import NotSeen
from domain.clearance.readers import readers_of
from domain.clearance.rules import MAY_SEE, NEVER
from domain.clearance.subject import What
from domain.documents.kinds import DocumentKind
from domain.evolve.changes import changed
from domain.letters import Channel
from domain.record.safety import Document, Sharing
from domain.terms import sealed
from tests.domain.clearing import (
    ADDRESS,
    FATHER,
    FLED,
    GRAN,
    HELPER,
    MOTHER,
    NOW,
    OF_CONCERN,
    STEP,
    TEACHER,
    VISITOR,
    WORKER,
    a_plan,
    at_a_conference,
    clearing,
    family,
    sharing,
    shown,
)


def test_every_rule_says_why() -> None:
    rules = [*NEVER, *(rule for each in MAY_SEE.values() for rule in each)]

    assert set(MAY_SEE) == set(What)
    assert all(len(rule.because.split()) >= 4 for rule in rules)


@pytest.mark.parametrize(
    ("reader", "name"),
    [(FATHER, "Leilani"), (WORKER, "Leilani"), (STEP, "child-1"), (GRAN, "child-1")],
)
def test_a_childs_name_is_for_its_parents_and_staff_and_no_other_childs_relatives(
    reader: str, name: str
) -> None:
    assert shown(clearing(family(), reader).child("child-1")) == name


def test_a_childs_name_is_for_who_comes_to_that_childs_part() -> None:
    case = at_a_conference(family(), GRAN, VISITOR)

    assert shown(clearing(case, VISITOR).child("child-1")) == "Leilani"
    assert shown(clearing(case, TEACHER).child("child-1")) == "child-1"


def test_where_it_is_is_for_who_is_invited_and_nobody_else() -> None:
    case = at_a_conference(family(), MOTHER, VISITOR)

    assert shown(clearing(case, VISITOR).venue()) == "Guildhall"
    assert shown(clearing(case, GRAN).venue()) == ""


def test_where_it_is_is_not_for_who_is_kept_away_unless_it_was_decided() -> None:
    case = at_a_conference(family(step=OF_CONCERN), MOTHER, STEP)

    assert shown(clearing(case, STEP).venue()) == ""
    decided_so = changed(case, sharing=(sharing(Document.INVITATION),))
    assert shown(clearing(decided_so, STEP).venue()) == "Guildhall"


@pytest.mark.parametrize("place", ["Harbour Refuge", "Larkspur Yard", "larkspur  yard"])
def test_a_venue_that_gives_away_a_secret_place_is_for_those_who_know_it(
    place: str,
) -> None:
    case = at_a_conference(family(mother=FLED), MOTHER, FATHER, VISITOR, place=place)

    assert shown(clearing(case, FATHER).venue()) == ""
    assert shown(clearing(case, VISITOR).venue()) == ""
    assert shown(clearing(case, MOTHER).venue()) == place
    assert shown(clearing(case, WORKER).venue()) == place


def test_any_other_venue_is_said_though_somebody_hides() -> None:
    case = at_a_conference(family(mother=FLED), MOTHER, FATHER, place="Guildhall, Ryde")

    assert shown(clearing(case, FATHER).venue()) == "Guildhall, Ryde"


@pytest.mark.parametrize(
    "leads",
    [
        {"agency": "harbour-refuge"},
        {"email": "odile@harbour.example"},
        {"post": ADDRESS.upper()},
    ],
)
def test_whoever_works_at_a_secret_place_is_not_named(leads: dict[str, Any]) -> None:
    hidden = {**FLED, "email": "me@harbour.example"}
    case = at_a_conference(family(mother=hidden, helper=leads), MOTHER, FATHER, HELPER)
    (helper,) = (p for p in case.people if p.ref == HELPER)

    assert clearing(case, FATHER).name(HELPER) == ""
    assert clearing(case, FATHER).agency(helper) == ""
    assert shown(clearing(case, MOTHER).name(HELPER)) == "Odile Brandt"
    assert shown(clearing(case, HELPER).agency(helper)) == helper.agency


def test_who_works_elsewhere_is_named_though_somebody_hides() -> None:
    case = at_a_conference(family(mother=FLED), MOTHER, FATHER, HELPER)

    assert shown(clearing(case, FATHER).name(HELPER)) == "Odile Brandt"


def test_a_mail_domain_that_everybody_has_leads_to_nobody() -> None:
    mail = {"email": "odile@gmail.com"}
    hidden = {**FLED, "email": "me@gmail.com"}
    case = at_a_conference(family(mother=hidden, helper=mail), MOTHER, FATHER, HELPER)

    assert shown(clearing(case, FATHER).name(HELPER)) == "Odile Brandt"


def test_somebody_who_hides_is_still_named_to_who_takes_part_with_them() -> None:
    case = at_a_conference(family(mother=FLED), MOTHER, VISITOR)

    assert shown(clearing(case, VISITOR).name(MOTHER)) == f"Name of {MOTHER}"


def test_the_school_of_a_child_who_hides_with_a_parent_is_hidden_too() -> None:
    there = at_a_conference(family(), MOTHER, VISITOR, TEACHER)
    hidden = at_a_conference(family(mother=FLED), MOTHER, VISITOR, TEACHER)
    (teacher,) = (p for p in there.people if p.ref == TEACHER)

    assert shown(clearing(there, VISITOR).agency(teacher)) == "elmtree-school"
    assert clearing(hidden, VISITOR).agency(teacher) == ""
    assert shown(clearing(hidden, MOTHER).agency(teacher)) == "elmtree-school"


def test_words_about_a_child_are_for_whom_its_plan_goes_to() -> None:
    case = a_plan(family())

    with pytest.raises(NotSeen):
        clearing(case, GRAN, DocumentKind.PLAN).words("child-1", "She sleeps.")
    told = clearing(case, VISITOR, DocumentKind.PLAN).words("child-1", "She sleeps.")
    assert shown(told) == "She sleeps."


def test_words_are_for_nobody_kept_away_who_reads_along() -> None:
    case = a_plan(family(father={"of_concern_about": ("child-1",)}))
    along = clearing(case, MOTHER, DocumentKind.PLAN, (MOTHER, FATHER))

    with pytest.raises(NotSeen):
        along.words("child-1", "She sleeps.")
    alone = clearing(case, MOTHER, DocumentKind.PLAN)
    assert shown(alone.words("child-1", "She sleeps.")) == "She sleeps."


def test_who_reads_along_is_cleared_where_the_decision_knew_of_them() -> None:
    case = a_plan(family(step={"of_concern_about": ("child-2",)}))
    known = sharing(Document.PLAN, who=MOTHER)
    case = changed(case, sharing=(known,))
    of_two = clearing(case, MOTHER, DocumentKind.PLAN, (MOTHER, STEP))

    assert shown(of_two.words("child-2", "He sleeps.")) == "He sleeps."
    unknown = changed(case, sharing=(changed(known, barred=()),))
    with pytest.raises(NotSeen):
        clearing(unknown, MOTHER, DocumentKind.PLAN, (MOTHER, STEP)).words(
            "child-2", "He sleeps."
        )


@pytest.mark.parametrize("shares", [Sharing.WITHHELD, Sharing.PART])
def test_what_was_withheld_from_somebody_is_not_shown_through_another(
    shares: Sharing,
) -> None:
    case = a_plan(family())
    withheld = changed(case, sharing=(sharing(Document.PLAN, shares, FATHER),))
    both = (MOTHER, FATHER)

    shown_to_both = clearing(case, MOTHER, DocumentKind.PLAN, both)
    assert shown(shown_to_both.words("child-1", "She sleeps.")) == "She sleeps."
    with pytest.raises(NotSeen):
        clearing(withheld, MOTHER, DocumentKind.PLAN, both).words("child-1", "She.")


def test_nothing_is_for_the_dead() -> None:
    case = at_a_conference(family(visitor={"died_at": NOW}), MOTHER, VISITOR, HELPER)

    assert clearing(case, VISITOR).venue() == ""
    assert shown(clearing(case, HELPER).venue()) == "Guildhall"


@pytest.mark.parametrize(
    ("fields", "channel", "reads"),
    [
        ({"email": "P-MOTHER@home.example"}, Channel.EMAIL, True),
        ({"shares_mailbox_with": (MOTHER,)}, Channel.EMAIL, True),
        ({"phone": "+44 7700 900123"}, Channel.TEXT, True),
        ({"phone": "+44 7700 900123"}, Channel.EMAIL, False),
        ({"post": "7, Larkspur Yard; Ryde PO33 2AB"}, Channel.POST, True),
        ({"email": "P-MOTHER@home.example", "died_at": NOW}, Channel.EMAIL, False),
    ],
)
def test_who_reads_with_somebody_is_known_by_the_way_that_it_goes(
    fields: dict[str, Any], channel: Channel, reads: bool
) -> None:
    found = readers_of(family(step=fields), MOTHER, channel)

    assert found == ((MOTHER, STEP) if reads else (MOTHER,))


def test_one_home_is_one_mailbox_only_where_the_terms_say_so() -> None:
    case = family(step={"post": ADDRESS})
    kept = {k: v for k, v in case.terms.provisions.items() if k != "shared-homes"}
    silent = sealed(case.terms.model_copy(update={"provisions": kept}))

    assert readers_of(case, MOTHER, Channel.POST) == (MOTHER, STEP)
    assert readers_of(changed(case, terms=silent), MOTHER, Channel.POST) == (MOTHER,)
