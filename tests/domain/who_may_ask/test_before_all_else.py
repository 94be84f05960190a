"""Who asks is judged before anything is said of the case, and only in newer cases."""

from __future__ import annotations

import pytest

from domain.asking import AT_ONCE
from domain.case import Case
from domain.decide import WHEN_CLOSED, decide, respond
from domain.errors import Refused
from domain.requests.base import By
from domain.roles import Role
from tests.domain.builders import practice, terms, with_roles
from tests.domain.requesting import asked
from tests.domain.who_may_ask.household import (
    MODELS,
    answer,
    asking,
    by,
    case,
    closed,
    named,
)
from tests.practice.household import AUNT, BOOKED, MOTHER

WORKER, MANAGER = Role.SOCIAL_WORKER, Role.FIRST_LINE_MANAGER
STRANGER = By(person="stranger", role=WORKER)
SEALED = closed(sealed=True)


@pytest.mark.parametrize("found", [case(), closed(), SEALED], ids=["open", "c", "s"])
@pytest.mark.parametrize(
    ("kind", "who", "said"),
    [
        ("record-visit", by(Role.AUDITOR), "not-yours-to-ask"),
        ("record-visit", STRANGER, "role-held-by-another"),
        ("record-visit", by(WORKER, MOTHER), "cannot-act-here"),
        ("reopen-case", by(WORKER), "not-yours-to-ask"),
        ("hold-letters", by(WORKER, AUNT), "cannot-act-here"),
        ("approve-delay", by(Role.AUDITOR), "nobody-may-agree"),
    ],
)
def test_a_stranger_learns_nothing_of_the_state_of_a_case(
    found: Case, kind: str, who: By, said: str
) -> None:
    assert answer(found, asking(kind, who)) == said


def test_a_stranger_learns_nothing_of_what_is_in_a_case() -> None:
    known = asking("record-visit", STRANGER, child="child-1")
    unknown = asking("record-visit", STRANGER, child="nobody-here")

    assert answer(case(), known) == answer(case(), unknown) == "role-held-by-another"


@pytest.mark.parametrize(
    ("kind", "who", "in_closed", "in_sealed"),
    [
        ("record-visit", by(WORKER), "case-closed", "case-closed"),
        ("add-child", by(MANAGER), "case-closed", "case-closed"),
        ("record-protective-action", by(WORKER), "accepted", "accepted"),
        ("record-protective-action", STRANGER, "accepted", "accepted"),
        ("hold-letters", by(Role.OUT_OF_HOURS_TEAM), "accepted", "accepted"),
    ],
)
def test_who_may_ask_is_then_told_what_a_closed_case_takes(
    kind: str, who: By, in_closed: str, in_sealed: str
) -> None:
    assert answer(closed(), asking(kind, who)) == in_closed
    assert answer(SEALED, asking(kind, who)) == in_sealed


def test_a_case_closed_in_error_is_reopened_by_a_manager_until_it_is_sealed() -> None:
    seconded = asking(
        "reopen-case", by(MANAGER), seconded_by="deputy", reopened_at=BOOKED
    )

    assert answer(closed(), seconded) == "accepted"
    assert answer(SEALED, seconded) == "case-sealed"


def test_what_may_be_asked_of_a_closed_case_is_somebodys_to_ask() -> None:
    for kind in WHEN_CLOSED:
        assert with_roles("york").may_ask[kind]


def test_what_was_accepted_is_answered_again_though_the_role_is_over() -> None:
    first = asking("add-child", by(WORKER))
    found = asked(case(), BOOKED, first)
    again = first.model_copy(update={"id": f"tests/{found.facts}"})
    same = first.model_copy(update={"id": f"tests/{case().facts}"})

    assert decide(found, same, BOOKED) == ()
    assert answer(found, again) == "reference-in-use"


@pytest.mark.parametrize("kind", sorted(MODELS))
def test_a_refusal_names_nobody_and_repeats_nothing(kind: str) -> None:
    with pytest.raises(Refused) as caught:
        decide(case(), asking(kind, by(Role.AUDITOR, "stranger")), BOOKED)
    said = caught.value.message

    assert said.endswith(".")
    assert "stranger" not in said
    assert all(named(role) not in said for role in Role)


@pytest.mark.parametrize("older", [practice("york"), terms("york")])
def test_a_case_under_terms_that_do_not_say_who_may_ask_is_as_it_was(
    older: object,
) -> None:
    found = case(older)  # type: ignore[arg-type]

    assert answer(found, asking("add-child", by(Role.AUDITOR))) == "accepted"
    assert answer(found, asking("add-child", by(WORKER, MOTHER))) == "accepted"


def test_nobody_leaves_these_rules_by_going_over_to_terms_from_before() -> None:
    service = by(Role.SERVICE_MANAGER)
    back = asking("adopt-terms", service, terms=practice("york"))
    over = asking("adopt-terms", service, terms=with_roles("wales"))

    assert answer(case(), back) == "terms-without-roles"
    assert answer(case(), over) == "accepted"
    assert answer(case(), over.model_copy(update={"by": by(WORKER)})) == (
        "not-yours-to-ask"
    )


def test_a_case_that_goes_over_to_them_is_under_them_from_then_on() -> None:
    found = case(practice("york"))
    over = asking("adopt-terms", by(WORKER), terms=with_roles("york"))

    after = asked(found, BOOKED, over)

    assert answer(found, asking("add-child", by(Role.AUDITOR))) == "accepted"
    assert answer(after, asking("add-child", by(Role.AUDITOR))) == "not-yours-to-ask"


def test_a_refusal_leaves_no_trace_and_time_passes_all_the_same() -> None:
    found = case()
    with pytest.raises(Refused):
        respond(found, asking("add-child", by(Role.AUDITOR)), BOOKED)

    assert respond(found, asking("add-child", by(WORKER)), BOOKED)


def test_what_is_taken_at_once_can_only_protect() -> None:
    in_any_state = {"record-protective-action", "hold-letters"}
    begins_a_date = {
        "record-emergency-order",
        "record-assessment-order",
        "record-sibling-concern",
    }
    assert in_any_state | begins_a_date == AT_ONCE
    assert in_any_state == AT_ONCE & WHEN_CLOSED
