"""Every line of a checklist is thought of; who may be left out without a word."""

from __future__ import annotations

from typing import Any

import pytest

from domain.decide import respond
from domain.errors import NotYet
from domain.record.invitations import Invitee
from domain.requests.invitations import InviteToConference
from domain.terms import Terms
from rulebook.schema import Listed
from tests.dates import day
from tests.domain.builders import a_child, practice
from tests.domain.requesting import asked, refused
from tests.practice.household import (
    BOOKED,
    BOTH,
    MOTHER,
    ONE,
    SETTLED,
    TEACHER,
    UNBORN,
    VISITOR,
    household,
    only,
)
from tests.practice.inviting import booked, booking, every_line, listing

CHECKLIST = "invitation-checklist-considered"


def lines_missing(base: str, request: InviteToConference) -> tuple[str, ...]:
    terms = only(practice(base), CHECKLIST)
    try:
        respond(booked(base)(terms), request, SETTLED)
    except NotYet as refusal:
        (lack,) = refusal.lacks
        return lack.about
    return ()


def without_line(base: str, line: str) -> InviteToConference:
    terms = practice(base)
    assert line in {item.key for item in terms.lists[Listed.INVITATION_CHECKLIST]}
    return listing(considered=every_line(terms, but=line))


@pytest.mark.rule("YK-09")
@pytest.mark.parametrize(
    "line",
    [
        "invite-carers",
        "invite-midwives",
        "invite-social-workers",
        "invite-schools",
        "invite-mental-health-workers",
        "invite-housing",
        "invite-police",
        "invite-gps",
        "invite-probation",
        "invite-drug-and-alcohol-support",
    ],
)
def test_york_asks_for_each_of_ten_kinds_of_professional(line: str) -> None:
    assert lines_missing("york", without_line("york", line)) == (line,)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("invite-family-and-supporters", marks=pytest.mark.rule("WA-24")),
        pytest.param("invite-social-services", marks=pytest.mark.rule("WA-25")),
        pytest.param("invite-police", marks=pytest.mark.rule("WA-26")),
        pytest.param("invite-school", marks=pytest.mark.rule("WA-27")),
        pytest.param("invite-other-education-staff", marks=pytest.mark.rule("WA-28")),
        pytest.param("invite-paediatrician", marks=pytest.mark.rule("WA-29")),
        pytest.param("invite-gp", marks=pytest.mark.rule("WA-30")),
        pytest.param("invite-health-practitioners", marks=pytest.mark.rule("WA-31")),
        pytest.param("invite-child-mental-health", marks=pytest.mark.rule("WA-32")),
        pytest.param("invite-probation", marks=pytest.mark.rule("WA-33")),
        pytest.param("invite-youth-offending", marks=pytest.mark.rule("WA-34")),
        pytest.param("invite-legal-services", marks=pytest.mark.rule("WA-36")),
        pytest.param("invite-adult-services", marks=pytest.mark.rule("WA-37")),
        pytest.param("invite-family-support", marks=pytest.mark.rule("WA-38")),
        pytest.param("invite-voluntary-organisations", marks=pytest.mark.rule("WA-39")),
    ],
)
def test_wales_asks_for_each_line_that_stands_in_every_case(line: str) -> None:
    assert lines_missing("wales", without_line("wales", line)) == (line,)


@pytest.mark.parametrize(
    ("base", "line"),
    [
        pytest.param("york", "invite-other-support", marks=pytest.mark.rule("YK-10")),
        pytest.param("wales", "invite-nspcc", marks=pytest.mark.rule("WA-35")),
        pytest.param("wales", "invite-armed-services", marks=pytest.mark.rule("WA-40")),
    ],
)
def test_what_stands_only_in_some_cases_may_be_left_out_or_answered(
    base: str, line: str
) -> None:
    terms = practice(base)
    answered = {"line": line, "invited": (TEACHER,)}
    lines: Any = (*every_line(terms, but=line), answered)

    assert lines_missing(base, without_line(base, line)) == ()
    assert lines_missing(base, listing(considered=lines)) == ()


@pytest.mark.rule("WA-23")
def test_the_welsh_checklist_has_17_lines() -> None:
    lines = practice("wales").lists[Listed.INVITATION_CHECKLIST]

    assert [line.ids for line in lines] == [(f"WA-{n}",) for n in range(24, 41)]
    assert lines_missing("wales", listing())[0] == "invite-family-and-supporters"


@pytest.mark.rule("WA-27", "WA-28")
def test_no_school_is_asked_for_where_every_child_is_yet_to_be_born() -> None:
    terms = only(practice("wales"), CHECKLIST)
    unborn = a_child(UNBORN, expected=day("Tue 2027-06-01"), parents=(MOTHER,))
    case = household("wales", terms=terms, children=(unborn,))
    case = asked(case, BOOKED, booking(children=(UNBORN,)))
    schools = ("invite-school", "invite-other-education-staff")
    kept = tuple(c for c in every_line(terms) if c["line"] not in schools)

    assert respond(case, listing(considered=kept), SETTLED)


def thought_of(terms: Terms, **answer: Any) -> InviteToConference:
    """Every line answered, and the first of them in this way."""
    first, *others = every_line(terms)
    return listing(
        Invitee(person=TEACHER),
        considered=({"line": first["line"], **answer}, *others),
    )


@pytest.mark.rule("YK-09")
def test_a_line_is_answered_by_somebody_on_the_list_or_by_a_child() -> None:
    terms = only(practice("york"), CHECKLIST)
    case = booked()(terms)

    for who in ((TEACHER,), (ONE,), BOTH):
        assert respond(case, thought_of(terms, invited=who), SETTLED)
    refusal = refused(case, thought_of(terms, invited=(VISITOR,)), SETTLED)
    assert (refusal.code, refusal.where) == ("not-on-the-list", "considered")


@pytest.mark.rule("YK-09")
def test_a_line_with_no_answer_is_not_thought_of() -> None:
    terms = practice("york")

    assert lines_missing("york", thought_of(terms)) == ("invite-carers",)


@pytest.mark.rule("YK-10")
def test_a_line_that_is_not_on_the_checklist_is_refused() -> None:
    terms = only(practice("york"))
    unknown = ({"line": "invite-the-press", "not_because": "not-involved"},)

    refusal = refused(booked()(terms), listing(considered=unknown), SETTLED)

    assert refusal.code == "unknown-line"
