"""A secret that somebody typed stops the letter, whatever it was typed into."""

from __future__ import annotations

from typing import Any

import pytest

from domain.clearance.bare import gives_away
from domain.correspondence import NotCleared, letter_for
from domain.documents.kinds import DocumentKind
from domain.effects import EffectKind
from domain.evolve.changes import changed
from domain.letters import Letter
from domain.record.invitations import InvitationList
from domain.record.people import RoleHeld
from domain.terms import sealed
from tests.domain.builders import OPENED, practice
from tests.domain.canaries import followed
from tests.domain.canary_letters import to
from tests.domain.clearing import (
    ADDRESS,
    FATHER,
    FLED,
    MOTHER,
    NOW,
    STEP,
    VISITOR,
    WORKER,
    at_a_conference,
    family,
    secrets_from,
)
from tests.domain.family import decided

YORK = practice("york").rulebook


def plan_saying(words: str, reader: str = VISITOR, **people: Any) -> Letter:
    case = decided(
        at_a_conference(family(**people), MOTHER, FATHER, VISITOR), outcomes=(words,)
    )
    case = changed(case, outbox={})
    return letter_for(case, to(DocumentKind.PLAN, "conf-1", reader, "child-1"), NOW)


@pytest.mark.parametrize(
    "typed",
    [
        "She is at 7 LARKSPUR YARD now.",
        "Near Larkspur.",
        "po33  2ab",
        "Ring 0 7 7 0 0 9 0 0 1 2 3.",
        "Ring +44 7700 900123.",
        "Write to me @ harbour . example",
        "The \uff28arbour-Refuge knows.",
        "Ask Odile.",
    ],
)
def test_a_secret_that_somebody_typed_stops_the_letter(typed: str) -> None:
    people: dict[str, Any] = {
        "mother": {**FLED, "email": "me@harbour.example"},
        "helper": {"agency": "harbour-refuge"},
    }

    with pytest.raises(NotCleared, match="not-cleared"):
        plan_saying(typed, **people)
    assert plan_saying("All is calm.", **people).document == DocumentKind.PLAN
    assert plan_saying(typed, MOTHER, **people).to == MOTHER


def test_professionals_may_read_how_to_reach_a_parent_and_relatives_may_not() -> None:
    assert plan_saying("Ring 07700 900123.", VISITOR).to == VISITOR
    with pytest.raises(NotCleared):
        plan_saying("Ring 07700 900123.", FATHER)


def test_what_readers_know_of_themselves_is_no_secret_from_them() -> None:
    home = {"post": ADDRESS}

    assert plan_saying("At 7 Larkspur Yard.", FATHER, father=home).to == FATHER
    with pytest.raises(NotCleared):
        plan_saying("At 7 Larkspur Yard.", FATHER)


def test_another_childs_name_in_a_plan_stops_the_copy_of_who_may_not_know_it() -> None:
    with pytest.raises(NotCleared):
        plan_saying("Tobias helps her.", FATHER)
    assert plan_saying("Tobias helps her.", MOTHER).to == MOTHER


def test_what_a_role_may_not_see_goes_to_the_team_so_that_it_is_not_lost() -> None:
    case = family(mother=FLED, helper={"agency": "harbour-refuge"})
    desk = RoleHeld(role="partner-agency", person=VISITOR, since=OPENED)
    case = changed(case, roles=(*case.roles, desk))
    about = to(DocumentKind.TASK, "harbour-refuge", "partner-agency")
    effect = about.model_copy(
        update={"kind": EffectKind.TASK, "role": True, "document": None}
    )
    item = {"about": "harbour-refuge", "code": "tell-by-hand"}
    effect = effect.model_validate(effect.model_dump() | {"items": (item,)})

    assert letter_for(case, effect, NOW).to == "team-inbox"


def test_what_is_withheld_goes_with_the_letter_and_is_not_said_twice() -> None:
    letter = plan_saying("All is calm.", FATHER, mother=FLED)

    assert "larkspuryard" in letter.withheld
    assert list(letter.withheld) == sorted(set(letter.withheld))
    assert plan_saying("All is calm.", WORKER).withheld == ()


def test_an_older_case_says_nothing_of_readers() -> None:
    older = sealed(followed().model_copy(update={"letters": None}))
    case = at_a_conference(changed(family(), terms=older), MOTHER, VISITOR)
    effect = next(e for e in case.outbox.values() if e.to == VISITOR)

    letter = letter_for(case, effect, OPENED)

    assert (letter.readers, letter.document, letter.withheld) == ((), None, ())


def test_the_name_of_the_area_and_of_its_procedures_is_no_secret() -> None:
    """Every letter in York may say York, though somebody hides there."""
    case = at_a_conference(
        family(mother=FLED | {"post": "7 Larkspur Yard, York, YO1 7AB"}), VISITOR
    )
    there = sealed(case.terms.model_copy(update={"rulebook": YORK}))

    assert " york " in secrets_from(case, (VISITOR,))
    assert " york " not in secrets_from(changed(case, terms=there), (VISITOR,))
    assert "larkspuryard" in secrets_from(changed(case, terms=there), (VISITOR,))


@pytest.mark.parametrize(
    ("name", "whole_name_too"), [("Leilani Sol", True), ("Leilani", False)]
)
def test_a_name_that_a_professional_has_too_is_no_secret_by_itself(
    name: str, whole_name_too: bool
) -> None:
    case = family(visitor={"name": "Leilani Roe"})
    child = case.children[0]
    case = changed(case, children=(changed(child, name=name), *case.children[1:]))

    secrets = secrets_from(case, (STEP,))

    assert not gives_away("Leilani Roe comes.", secrets)
    assert gives_away("Leilani Sol sleeps.", secrets) == whole_name_too


def test_a_child_with_the_beginning_of_another_s_name_is_still_looked_for() -> None:
    case = family(visitor={"name": "Danielle Roe"})
    child = changed(case.children[0], name="Daniel")
    case = changed(case, children=(child, *case.children[1:]))

    secrets = secrets_from(case, (STEP,))

    assert gives_away("Daniel sleeps.", secrets)
    assert not gives_away("Danielle comes.", secrets)


def test_whom_it_is_unsafe_to_name_the_others_to_is_not_told_them_in_words() -> None:
    case = at_a_conference(family(), FATHER, VISITOR, WORKER)
    (settled,) = case.conferences
    listed = InvitationList(settled_at=OPENED, invitees=(), not_named_to=(FATHER,))
    case = changed(case, conferences=(changed(settled, invitation=listed),))
    (visitor,) = (p for p in case.people if p.ref == VISITOR)

    assert gives_away(visitor.name, secrets_from(case, (FATHER,)))
    assert not gives_away(visitor.name, secrets_from(case, (MOTHER,)))
