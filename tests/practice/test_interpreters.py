"""Interpreters: whether one is needed, that one is sure to come, and what if not."""

from __future__ import annotations

import pytest

from domain.case import Case
from domain.decide import respond
from domain.duties.reckoning import reckon
from domain.errors import NotYet
from domain.record.invitations import Invitee
from domain.requests.children import ChangeChild
from domain.requests.invitations import InviteToConference
from domain.terms import Terms
from tests.domain.builders import practice
from tests.domain.requesting import asked, refused
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.household import (
    AS_COORDINATOR,
    BEFORE,
    BOOKED,
    MOTHER,
    ONE,
    SETTLED,
    TEACHER,
    asking,
    household,
    only,
)
from tests.practice.participating import (
    CONF,
    booking,
    case_of,
    needs,
    polish,
)


def without_list(terms: Terms) -> Case:
    """The conference is booked; who is invited is not settled yet."""
    return asked(household(terms=terms, people=polish()), BOOKED, booking(()))


def planned(terms: Terms) -> Case:
    return asked(without_list(terms), SETTLED, needs(needed=False, at=SETTLED))


INVITING = InviteToConference(
    **asking(AS_COORDINATOR, "list"),
    conference=CONF,
    settled_at=SETTLED,
    invitees=(Invitee(person=MOTHER), Invitee(person=TEACHER)),
)
ROWS = (
    Row(
        rule="YK-52",
        gate="interpreter-settled",
        books=("york",),
        case=without_list,
        lawful=planned,
        now=SETTLED,
        breaks=INVITING,
        keeps=INVITING,
        about=(MOTHER,),
    ),
)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_refuses_what_is_missing(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_lets_the_nearest_lawful_case_by(row: Row) -> None:
    lets_by(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_without_its_entry_nothing_is_refused(row: Row) -> None:
    needs_its_entry(row)


@pytest.mark.rule("YK-52")
def test_where_it_is_known_that_they_need_one_nothing_is_asked() -> None:
    row = ROWS[0]

    def known(terms: Terms) -> Case:
        needing = polish(interpreter=True)
        return asked(household(terms=terms, people=needing), BOOKED, booking(()))

    lets_by(row._replace(lawful=known))


@pytest.mark.rule("YK-52")
def test_the_need_is_planned_with_whoever_speaks_another_language() -> None:
    case = case_of("york", people=polish())
    key = f"plan-interpreter/{CONF}/{MOTHER}"
    rule = case.terms.rule("plan-interpreter")
    assert rule is not None
    assert (rule.owner, rule.ids, rule.force) == (
        "social-worker",
        ("YK-52",),
        "statutory",
    )
    assert [k for k in case.duties if k.startswith("plan-")] == [key]

    done = asked(case, BEFORE, needs())
    assert done.settled[key].met_at == BEFORE
    assert reckon(done, BEFORE, thorough=True) == ()


@pytest.mark.rule("YK-52")
def test_a_child_s_language_counts_and_can_be_put_right() -> None:
    case = case_of("york")
    key = f"plan-interpreter/{CONF}/{ONE}"
    assert key not in case.duties

    speaks = ChangeChild(**asking(), child=ONE, since=BEFORE, language="pl")
    asked_now = asked(case, BEFORE, speaks)
    assert key in asked_now.duties
    assert key in asked(asked_now, BEFORE, needs(ONE)).settled


def test_where_a_place_says_nothing_the_question_is_shown_and_refuses_nobody() -> None:
    wales, york = (
        without_list(only(practice(book), "interpreter-settled"))
        for book in ("wales", "york")
    )

    assert respond(wales, INVITING, SETTLED)
    with pytest.raises(NotYet):
        respond(york, INVITING, SETTLED)


def test_what_is_recorded_of_a_child_is_changed_only_where_it_differs() -> None:
    case = case_of("york")
    same = ChangeChild(**asking(), child=ONE, since=BEFORE, language="en")
    assert refused(case, same, BEFORE).code == "nothing-changes"

    signed = ChangeChild(**asking(), child=ONE, since=BEFORE, format="signed-video")
    child = asked(case, BEFORE, signed).child(ONE)
    assert child is not None
    assert (child.format, child.language, child.interpreter) == (
        "signed-video",
        "en",
        False,
    )
