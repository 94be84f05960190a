"""Gates: all that is missing is said at once, by whom and under which rule."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.calendars import load_calendar
from adapters.rulebooks import load_local, load_rulebook
from domain.case import Case
from domain.decide import respond
from domain.errors import NotYet
from domain.freezing import freeze
from domain.gates import FINDINGS, IN_WORDS, lacks
from domain.gates.subject import CONDITIONS, Subject, applies
from domain.record.conferences import Kind
from domain.record.invitations import Invitee
from domain.requests.conferences import BookConference
from domain.requests.invitations import InviteToConference
from domain.terms import Gate, sealed
from rulebook.schema import Asks, Before, GateRule, Rulebook, When
from tests.dates import day
from tests.domain.builders import a_child, terms
from tests.domain.requesting import asked, refused
from tests.practice.household import (
    AS_CHAIR,
    BOOKED,
    BOTH,
    FATHER,
    MOTHER,
    ONE,
    SETTLED,
    STARTS,
    TEACHER,
    UNBORN,
    asking,
    household,
)

ASSESSMENT: dict[str, Any] = {
    "key": "family-from-the-assessment",
    "ids": ("YK-06",),
    "before": "invite",
    "asks": "family-from-assessment",
    "who": ("social-worker",),
    "force": "statutory",
    "book": "york",
}
SUPPORT: dict[str, Any] = ASSESSMENT | {
    "key": "support-of-each-relative",
    "ids": ("YK-07",),
    "asks": "support-of-each-relative",
    "who": ("social-worker", "coordinator"),
}


def booked(*gates: dict[str, Any]) -> Case:
    """A conference about both children, under the first edition and these gates."""
    own = terms("york").model_copy(update={"gates": tuple(Gate(**g) for g in gates)})
    book = BookConference(
        **asking(),
        conference="conf-1",
        meeting=Kind.INITIAL,
        booked_at=BOOKED,
        starts_at=STARTS,
        children=BOTH,
    )
    return asked(household("york", terms=sealed(own)), BOOKED, book)


INVITE = InviteToConference(
    **asking(AS_CHAIR, "2"),
    conference="conf-1",
    settled_at=SETTLED,
    invitees=(Invitee(person=MOTHER), Invitee(person=TEACHER)),
)


def test_everything_a_gate_may_ask_has_something_that_finds_what_is_missing() -> None:
    assert set(FINDINGS) == set(Asks)
    assert set(CONDITIONS) == set(When)
    assert set(IN_WORDS) == set(Before)


def test_a_case_of_a_first_edition_knows_no_gates() -> None:
    assert terms("york").gates == ()
    assert respond(booked(), INVITE, SETTLED)


def test_all_that_is_missing_is_said_at_once_with_who_can_do_it_and_the_rule() -> None:
    with pytest.raises(NotYet) as caught:
        respond(booked(ASSESSMENT, SUPPORT), INVITE, SETTLED)

    assert caught.value.code == "not-yet"
    assert caught.value.rules == ("YK-06", "YK-07")
    assert caught.value.message == (
        "Before the invitations can go, this must be so: family from the assessment, "
        "from the social worker [YK-06]; support of each relative (mother), from the "
        "social worker or coordinator [YK-07]."
    )
    first, second = caught.value.lacks
    assert (first.about, second.about) == (("",), (MOTHER,))
    assert first.conference == second.conference == "conf-1"


def test_what_is_only_asked_for_is_shown_and_refuses_nobody() -> None:
    case = booked(ASSESSMENT | {"refuses": False})

    assert respond(case, INVITE, SETTLED)
    (lack,) = lacks(case, Before.INVITE, Subject(case.conference("conf-1")))
    assert (lack.gate, lack.refuses) == ("family-from-the-assessment", False)


def test_a_gate_stands_only_before_its_own_step() -> None:
    case = booked(ASSESSMENT | {"before": "hold"})

    assert respond(case, INVITE, SETTLED)
    assert not list(lacks(case, Before.INVITE, Subject(case.conference("conf-1"))))


@pytest.mark.parametrize(
    ("when", "applied"),
    [
        ("initial-conference", True),
        ("review-conference", False),
        ("unborn-child", False),
        ("born-child", True),
        ("several-children", True),
        ("child-has-plan-after", False),
        ("child-has-no-plan-after", False),
        ("child-was-judged", False),
        ("sexual-abuse-concern", False),
    ],
)
def test_a_gate_applies_only_where_its_conditions_are_so(
    when: str, applied: bool
) -> None:
    case = booked(ASSESSMENT | {"when": (when,)})
    subject = Subject(case.conference("conf-1"), child=ONE)

    assert applies(case, (When(when),), subject) is applied
    assert bool(list(lacks(case, Before.INVITE, subject))) is applied


def test_an_unborn_child_is_asked_about_as_one() -> None:
    unborn = a_child(UNBORN, expected=day("Tue 2027-06-01"))
    case = booked().model_copy(update={"children": (unborn,)})

    assert applies(case, (When.UNBORN,), Subject(child=UNBORN))
    assert not applies(case, (When.BORN,), Subject(child=UNBORN))


def with_gate(book: Rulebook, **gate: Any) -> Rulebook:
    rule = GateRule(citation="Ours", says="Ours.", **gate)
    return book.model_copy(update={"gates": (*book.gates, rule)})


def test_a_gate_of_two_books_is_the_base_s_and_names_the_rules_of_both() -> None:
    common = {"key": "asked-by-both", "before": "close", "asks": "record-sections"}
    base = with_gate(
        load_rulebook("york@2014"), **common, ids=("YK-25",), who=("chair",)
    )
    over = with_gate(
        load_rulebook("csa-pathway@2026-11"),
        **common,
        ids=("CS-08",),
        who=("record-taker",),
    )

    made = freeze(base, (over,), load_local("default"), load_calendar(base.calendar))

    (gate,) = made.gates
    assert (gate.book, gate.who) == ("york", ("chair",))
    assert gate.ids == ("YK-25", "CS-08")


def test_a_gate_names_roles_that_exist() -> None:
    with pytest.raises(ValueError, match="name one of the roles"):
        Gate(**(ASSESSMENT | {"who": ("nobody-we-know",)}))


def test_what_somebody_typed_is_never_said_again() -> None:
    typed = INVITE.model_copy(update={"large_because": "Half the street came."})
    with pytest.raises(NotYet) as caught:
        respond(booked(SUPPORT), typed, SETTLED)

    assert "street" not in caught.value.message
    assert all("street" not in part for part in caught.value.lacks[0].about)


def test_one_child_alone_is_not_several_and_no_child_is_none() -> None:
    case = booked().model_copy(update={"children": (a_child(ONE),)})
    subject = Subject(case.conference("conf-1"))

    assert not applies(case, (When.SEVERAL_CHILDREN,), subject)
    assert not applies(case, (When.BORN,), Subject())


def test_a_gate_that_does_not_apply_does_not_hide_the_next() -> None:
    case = booked(ASSESSMENT | {"when": ("review-conference",)}, SUPPORT)

    with pytest.raises(NotYet) as caught:
        respond(case, INVITE, SETTLED)
    assert [lack.gate for lack in caught.value.lacks] == [SUPPORT["key"]]


def test_several_people_and_rules_are_said_with_commas_and_none_as_nothing() -> None:
    two = INVITE.model_copy(
        update={"invitees": (Invitee(person=MOTHER), Invitee(person=FATHER))}
    )

    def said(*ids: str) -> str:
        return refused(booked(SUPPORT | {"ids": ids}), two, SETTLED).message

    who = "support of each relative (mother, father), from the social worker or"
    assert said("YK-07", "YK-08").endswith(f"{who} coordinator [YK-07, YK-08].")
    assert said().endswith(f"{who} coordinator.")
