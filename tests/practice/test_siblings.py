"""One conference for all the children of a household, or several, with a reason."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.facts.the_day import SiblingGroupsDecided
from domain.gates import lacks
from domain.gates.subject import Subject
from domain.record.afterwards import SetAside
from domain.record.conferences import Decided, Outcome
from domain.record.invitations import Invitee
from domain.record.the_day import SiblingGroups
from domain.requests.invitations import InviteToConference
from domain.requests.the_day import DecideSiblingGroups
from domain.terms import Terms
from rulebook.schema import Before
from tests.dates import instant
from tests.domain.builders import a_child, practice
from tests.domain.requesting import asked, facts_of, refused
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.holding import CONF, booked, booking, held
from tests.practice.household import (
    AS_CHAIR,
    AS_MANAGER,
    AS_WORKER,
    BOOKED,
    BOTH,
    EVENING,
    MOTHER,
    ONE,
    SETTLED,
    TEACHER,
    TWO,
    WORKER,
    asking,
    household,
    only,
)

TOGETHER: tuple[tuple[str, ...], ...] = (BOTH,)
APART = ((ONE,), (TWO,))
SECOND = "conf-2"


def group(*groups: tuple[str, ...], **fields: Any) -> DecideSiblingGroups:
    given: dict[str, Any] = {
        "groups": groups,
        "decided_at": BOOKED,
        "reason": "They live in two homes.",
    }
    return DecideSiblingGroups(**(asking(AS_CHAIR, "group") | given | fields))


def no_plan(child: str) -> Outcome:
    return Outcome(child=child, decided=Decided.NO_PLAN, ends_with="early-help")


NEXT_WEEK = instant("Fri 2027-02-05 10:00Z")


def considered(child: str) -> Outcome:
    return Outcome(child=child, decided=Decided.CONSIDERED)


def grouped(*groups: tuple[str, ...]) -> Any:
    """The conference about both children, once they are grouped so."""
    return lambda own: asked(booked(own), EVENING, group(*groups))


def two_conferences(own: Terms) -> Case:
    """One about the first child alone, and one about both, of which one was held."""
    case = asked(household(terms=own), BOOKED, group(*APART))
    alone = booking(children=(ONE,), invite=())
    both = booking(conference=SECOND, invite=())
    return asked(asked(case, BOOKED, alone, both), EVENING, held(no_plan(ONE)))


SECOND_HELD = held(no_plan(ONE), no_plan(TWO), conference=SECOND)
ROWS = (
    Row(
        rule="WA-62",
        gate="siblings-grouped",
        books=("wales",),
        case=booked,
        now=EVENING,
        breaks=held(),
        keeps=held(),
        lawful=grouped(*TOGETHER),
    ),
    Row(
        rule="WA-63",
        gate="siblings-grouped",
        books=("wales",),
        case=lambda own: asked(
            household(
                terms=own,
                sibling_groups=SiblingGroups(groups=TOGETHER, decided_at=BOOKED),
            ),
            BOOKED,
            booking(children=(ONE,), invite=()),
        ),
        now=EVENING,
        breaks=held(),
        keeps=held(),
        about=(ONE,),
        lawful=grouped(*APART),
    ),
    Row(
        rule="WA-63",
        gate="each-child-in-one-conference",
        books=("wales",),
        case=two_conferences,
        now=EVENING,
        breaks=SECOND_HELD,
        keeps=held(considered(ONE), no_plan(TWO), conference=SECOND),
        about=(ONE,),
    ),
)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_refuses_what_it_must_and_says_what_is_missing(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_lets_the_nearest_lawful_case_by(row: Row) -> None:
    assert lets_by(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_without_its_entry_nothing_is_refused(row: Row) -> None:
    needs_its_entry(row)


@pytest.mark.rule("WA-62")
def test_a_child_who_comes_later_is_in_no_group_until_they_are_decided_anew() -> None:
    own = only(practice("wales"), "siblings-grouped")
    case = asked(booked(own), EVENING, group(*TOGETHER))
    baby = a_child("child-3")
    larger = case.model_copy(update={"children": (*case.children, baby)})
    again = group(BOTH, ("child-3",), decided_at=EVENING)

    assert "child-3" in refused(larger, held(), EVENING).message
    assert asked(larger, EVENING, again, held()).conferences[0].held_at


@pytest.mark.rule("WA-62", "WA-63")
@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (group((ONE,)), "child-left-out"),
        (group(BOTH, (TWO,)), "child-in-two-groups"),
        (group(BOTH, by=AS_WORKER), "chairs-or-managers-decision"),
        (group((*BOTH, "child-9")), "unknown-child"),
        (group(BOTH, decided_at=EVENING), "in-the-future"),
    ],
)
def test_every_child_is_in_one_group_by_a_chairs_or_managers_decision(
    wrong: DecideSiblingGroups, code: str
) -> None:
    case = household("wales")
    right = group(*APART, by=AS_MANAGER)
    (decided,) = facts_of(case, right, BOOKED)

    assert refused(case, wrong, BOOKED).code == code
    assert isinstance(decided, SiblingGroupsDecided)
    assert (decided.groups.groups, decided.reason) == (APART, right.reason)


@pytest.mark.rule("WA-63")
def test_a_child_of_another_group_is_judged_by_the_conference_of_its_own() -> None:
    own = only(practice("wales"), "each-child-in-one-conference")
    case = asked(two_conferences(own), EVENING, group(*TOGETHER))

    assert refused(case, SECOND_HELD, EVENING).rules == ("WA-63",)
    newer = asked(case, EVENING, group(*TOGETHER, decided_at=EVENING))
    assert asked(newer, EVENING, SECOND_HELD).conferences[1].held_at


@pytest.mark.rule("WA-63")
def test_a_decision_that_was_set_aside_is_made_again() -> None:
    own = only(practice("wales"), "each-child-in-one-conference")
    aside = SetAside(conference=CONF, child=ONE, at=EVENING)
    case = two_conferences(own)
    after = case.model_copy(update={"set_aside": (aside,)})

    assert refused(case, SECOND_HELD, EVENING).rules == ("WA-63",)
    assert (
        asked(after, EVENING, group(BOTH, decided_at=BOOKED), SECOND_HELD)
        .conferences[1]
        .outcome(ONE)
    )


@pytest.mark.parametrize("book", ["york", "pan-sussex", "guernsey"])
def test_elsewhere_a_conference_that_leaves_children_out_needs_a_reason(
    book: str,
) -> None:
    own = only(practice(book), "siblings-grouped")
    all_of_them = asked(booked(own), EVENING, held())
    alone = booking(children=(ONE,), invite=())
    one_of_two = asked(household(terms=own), BOOKED, alone)

    assert all_of_them.conferences[0].held_at
    refusal = refused(one_of_two, held(), EVENING)
    assert (refusal.code, TWO in refusal.message) == ("not-yet", True)
    assert asked(one_of_two, EVENING, group(*APART), held()).conferences[0].held_at


@pytest.mark.rule("WA-48")
def test_so_many_at_a_sibling_groups_conference_are_asked_about_and_come() -> None:
    own = only(practice("wales"), "size-of-the-conference")
    invite = InviteToConference(
        **asking(AS_WORKER),
        conference=CONF,
        settled_at=SETTLED,
        invitees=tuple(Invitee(person=ref) for ref in (MOTHER, TEACHER, WORKER)),
    )
    why = invite.model_copy(update={"large_because": "Each child has a school."})
    start = asked(household(terms=own), BOOKED, booking(invite=()))

    def lacking(request: InviteToConference) -> list[bool]:
        case = asked(start, SETTLED, request)
        subject = Subject(case.conference(CONF))
        return [lack.refuses for lack in lacks(case, Before.INVITE, subject)]

    assert lacking(invite) == [False]
    assert lacking(why) == []


@pytest.mark.rule("WA-62", "WA-63")
def test_a_further_sitting_for_one_child_needs_no_grouping_anew() -> None:
    own = only(practice("wales"), "siblings-grouped", "each-child-in-one-conference")
    case = asked(booked(own), BOOKED, group(*TOGETHER))
    left = Outcome(child=TWO, decided=Decided.NOT_DECIDED, protection="The aunt stays.")
    case = asked(case, EVENING, held(no_plan(ONE), left))
    later = {"booked_at": EVENING, "starts_at": NEXT_WEEK, "invite": ()}
    again = booking(conference=SECOND, children=(TWO,), **later)
    case = asked(case, EVENING, again)
    sitting = held(no_plan(TWO), conference=SECOND, held_at=NEXT_WEEK, day=None)

    assert asked(case, NEXT_WEEK, sitting).conferences[-1].outcome(TWO) is not None
