"""What an invitation asks of its reader, and whom else it names: never too much."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.correspondence import letter_for
from domain.effects import EffectKind
from domain.evolve.changes import changed
from domain.letters import Letter
from domain.record.invitations import Invitee
from domain.terms import Terms
from tests.domain.builders import practice, terms
from tests.domain.family import said
from tests.domain.requesting import asked
from tests.practice.household import (
    AUNT,
    CHAIR,
    FATHER,
    MOTHER,
    OFFICER,
    ONE,
    SETTLED,
    TEACHER,
    TWO,
    VISITOR,
)
from tests.practice.inviting import booked, listing, owed, sent
from tests.practice.reading import read

EVERYBODY = tuple(
    Invitee(person=person) for person in (TEACHER, CHAIR, MOTHER, FATHER, VISITOR)
)


def invited(
    under: Terms,
    *invitees: Invitee,
    people: dict[str, dict[str, Any]] | None = None,
    **fields: Any,
) -> Case:
    """A list settled under these terms, with something else so of these `people`."""
    case = booked()(under.model_copy(update={"gates": ()}))
    others = people or {}
    known = tuple(changed(p, **others.get(p.ref, {})) for p in case.people)
    case = changed(case, people=known)
    return asked(case, SETTLED, listing(*(invitees or EVERYBODY), **fields))


def letter(case: Case, to: str) -> Letter:
    (effect,) = (e for e in owed(case, EffectKind.INVITATION) if e.to == to)
    return letter_for(case, effect, SETTLED)


def others(case: Case, to: str) -> list[str]:
    """Whom else the invitation names, as it names them."""
    named = said(letter(case, to), "also-invited")
    return [f"{who['who']} {who['agency']}".strip() for who in named]


def body(case: Case, to: str) -> str:
    return read(letter(case, to))


@pytest.mark.rule("YK-13")
def test_in_york_a_professional_is_told_that_everybody_invited_is_expected() -> None:
    case = invited(practice("york"))

    assert said(letter(case, TEACHER), "expected") == [{"how": "expected"}]
    assert "is expected to come" in body(case, TEACHER)
    assert said(letter(case, MOTHER), "expected") == []
    assert "expected" not in body(case, MOTHER)


@pytest.mark.rule("WA-42")
def test_in_wales_a_professional_is_asked_to_put_it_before_other_work() -> None:
    case = invited(practice("wales"))

    assert said(letter(case, VISITOR), "expected") == [{"how": "priority"}]
    assert "put this conference before other work" in body(case, VISITOR)
    assert "other work" not in body(case, MOTHER)


def test_a_first_edition_says_in_its_letters_what_it_always_did() -> None:
    case = invited(terms("wales"))

    codes = [line.code for line in letter(case, TEACHER).lines]

    assert codes == ["reader", "invitation"]


@pytest.mark.rule("YK-27")
def test_the_template_is_named_to_whoever_owes_a_report() -> None:
    observer = Invitee(person=OFFICER, capacity="observer")
    case = invited(practice("york"), *EVERYBODY, observer, template="template-3")

    assert said(letter(case, TEACHER), "report-template") == [
        {"template": "template-3"}
    ]
    assert "on the report template template-3" in body(case, TEACHER)
    for nobody in (OFFICER, MOTHER):
        assert said(letter(case, nobody), "report-template") == []


@pytest.mark.rule("YK-30")
def test_the_invitation_of_a_settled_list_gives_both_dates_of_the_report() -> None:
    """The conference is on Fri 2027-01-29; the guide dates the sharing alone."""
    case = invited(practice("york"))

    dates = {d["what"]: d for d in said(letter(case, TEACHER), "report-date")}

    assert dates["share-report"]["due"] == "Thursday 28 January 2027"
    assert dates["submit-report"]["silent"] == "not-set"
    assert dates["circulate-reports"]["silent"] == "not-set"
    assert "not set by the procedures" in body(case, TEACHER)


@pytest.mark.rule("WA-43")
def test_in_wales_the_others_are_named_by_role_and_agency_relatives_first() -> None:
    case = invited(practice("wales"))

    assert others(case, MOTHER) == [
        "father",
        "teacher school",
        "chair safeguarding",
        "health-visitor health",
    ]
    assert others(case, TEACHER)[:2] == ["mother", "father"]
    text, names = body(case, MOTHER), [p.name for p in case.people if p.ref != MOTHER]
    assert "Also invited\n\n- father\n- teacher (school)" in text
    assert names
    assert not [name for name in names if name in text]


@pytest.mark.rule("WA-43")
@pytest.mark.parametrize("reader", [MOTHER, TEACHER])
def test_whoever_it_is_unsafe_to_tell_is_told_of_nobody(reader: str) -> None:
    case = invited(practice("wales"), not_named_to=(reader,))

    assert others(case, reader) == []
    assert others(case, VISITOR) != []


@pytest.mark.rule("WA-43")
def test_nothing_is_said_of_anybody_whose_address_is_secret() -> None:
    """And no relative is told of an agency that could give the place away."""
    hidden = {MOTHER: {"address_secret": True}}
    case = invited(practice("wales"), people=hidden)

    assert "mother" not in others(case, TEACHER)
    assert others(case, FATHER) == []
    assert "father" in others(case, MOTHER)


@pytest.mark.rule("WA-43")
def test_nothing_is_said_of_a_worker_whose_place_is_secret() -> None:
    hidden = {VISITOR: {"address_secret": True}}
    case = invited(practice("wales"), people=hidden)

    assert others(case, TEACHER) == ["mother", "father", "chair safeguarding"]
    assert others(case, MOTHER) == []


@pytest.mark.rule("WA-43")
@pytest.mark.parametrize(
    "kept_away", [{"of_concern_about": (ONE,)}, {"excluded": True}]
)
def test_who_is_kept_away_is_neither_named_nor_told(kept_away: Any) -> None:
    case = invited(practice("wales"), people={FATHER: kept_away})

    assert "father" not in others(case, MOTHER)
    letters = [e.to for e in owed(case, EffectKind.INVITATION)]
    assert FATHER not in letters


@pytest.mark.rule("WA-43")
def test_who_comes_for_another_child_alone_is_not_named() -> None:
    """Siblings with different fathers: each hears of what is his own child's."""
    parts = (
        Invitee(person=FATHER, children=(ONE,)),
        Invitee(person=AUNT, children=(TWO,)),
        Invitee(person=MOTHER),
    )
    case = invited(practice("wales"), *parts)

    assert others(case, FATHER) == ["mother"]
    assert others(case, AUNT) == ["mother"]
    assert others(case, MOTHER) == ["father", "aunt"]


@pytest.mark.rule("WA-43")
def test_where_the_procedures_do_not_ask_for_it_nobody_else_is_named() -> None:
    assert others(invited(practice("york")), MOTHER) == []


def struck_off(person: str) -> Case:
    """The case once this person had an invitation, and the list went on without."""
    case = sent(invited(practice("wales")))
    kept = (i for i in EVERYBODY if i.person != person)
    return asked(case, SETTLED, listing(*kept))


def test_a_withdrawn_invitation_says_what_is_off_for_whom_and_no_reason() -> None:
    (effect,) = owed(case := struck_off(TEACHER), EffectKind.CANCELLATION)

    text = read(letter_for(case, effect, SETTLED))

    assert (
        "You are no longer asked to come to the initial child protection conference "
        "on Friday 29 January 2027 at 10:00 in case CP-1."
    ) in text
    assert "will not be held" not in text


def test_somebody_is_asked_to_tell_a_relative_and_how() -> None:
    (effect,) = owed(case := struck_off(MOTHER), EffectKind.TASK)

    text = read(letter_for(case, effect, SETTLED))

    assert "mother is no longer invited to conf-1" in text
    assert "somebody tells them safely" in text
