"""After a conference: who of the family is told what it decided, and by whom."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.record.participation import Attending, Takes
from domain.record.safety import Document, Sharing, SharingDecision
from rulebook.schema import Force
from tests.dates import day
from tests.domain.builders import a_child
from tests.domain.requesting import asked, refused
from tests.practice.household import (
    BEFORE,
    CHAIR,
    EVENING,
    FATHER,
    LATER,
    MOTHER,
    ONE,
    TWO,
    UNBORN,
    WORKER,
    household,
)
from tests.practice.outcomes import CONF, booked, considered, held, plan_outcome
from tests.practice.recording import about, was_held
from tests.practice.telling import (
    TELL,
    abuse,
    give,
    tell,
    ungated,
    waiting,
    with_people,
)


@pytest.mark.rule("CS-64", "CS-65")
def test_the_social_worker_tells_each_child_judged_and_each_parent() -> None:
    case = was_held()(abuse())
    rule = case.terms.rule("tell-the-outcome")

    assert rule is not None
    assert (rule.owner, rule.ids, rule.allowance) == (
        "social-worker",
        ("CS-64", "CS-65"),
        None,
    )
    assert waiting(case) == {ONE, MOTHER, FATHER}
    assert case.duties[f"{TELL}/{ONE}"].due.silent == "not-set"


@pytest.mark.rule("CS-64")
def test_who_was_not_there_is_told_in_whichever_way() -> None:
    case = was_held(present=(MOTHER, WORKER))(abuse())

    told = asked(case, LATER, tell(FATHER, how="by-telephone"))

    assert told.settled[f"{TELL}/{FATHER}"].met_at == LATER
    assert waiting(told) == {ONE, MOTHER}


@pytest.mark.rule("CS-65")
def test_who_was_there_can_talk_it_over_before_that_is_done() -> None:
    case = was_held(present=(MOTHER, WORKER))(abuse())

    said = asked(case, LATER, tell(MOTHER))
    discussed = asked(said, LATER, tell(MOTHER, discussed=True))

    assert MOTHER in waiting(said)
    assert MOTHER not in waiting(discussed)


@pytest.mark.rule("CS-64", "CS-65")
def test_whoever_is_of_concern_is_not_simply_told() -> None:
    father = {FATHER: {"of_concern_about": (ONE,)}}
    about_another = {FATHER: {"of_concern_about": (TWO,)}}

    assert FATHER not in waiting(was_held(make=with_people(father))(abuse()))
    assert FATHER in waiting(was_held(make=with_people(about_another))(abuse()))


def test_a_relative_who_came_is_told_and_one_who_died_is_not() -> None:
    died = with_people({FATHER: {"died_at": BEFORE}})
    case = was_held(make=died, present=(MOTHER, "aunt", WORKER))(ungated("york"))

    assert waiting(case) == {ONE, MOTHER, "aunt"}


def attending(case: Case, child: str, wish: Takes | None) -> Case:
    """What was decided about the child's being there, and what the child wished."""
    said = Attending(
        child=child, decided_at=BEFORE, appropriate=False, takes=Takes.NONE, wish=wish
    )
    changed = (c.model_copy(update={"attending": (said,)}) for c in case.conferences)
    return case.model_copy(update={"conferences": tuple(changed)})


def test_a_child_too_young_to_have_a_wish_is_not_told() -> None:
    for wish, told in ((None, False), (Takes.NONE, True)):
        case = attending(booked(ungated("york")), ONE, wish)
        after = asked(case, EVENING, held(plan_outcome(ONE), considered(TWO)))
        assert (ONE in waiting(after)) is told


def test_an_unborn_child_is_told_nothing() -> None:
    unborn = a_child(UNBORN, expected=day("Tue 2027-06-01"), parents=(MOTHER,))
    case = asked(
        household(terms=ungated("york"), children=(unborn,)),
        EVENING,
        about(UNBORN),
        held(plan_outcome(UNBORN)),
    )

    assert waiting(case) == {MOTHER}


def decision(document: Document, shares: Sharing) -> dict[str, Any]:
    shared = SharingDecision(
        person=FATHER,
        document=document,
        about=CONF,
        shares=shares,
        decided_at=BEFORE,
        by=CHAIR,
    )
    return {"sharing": (shared,)}


def test_what_is_withheld_by_a_decision_is_not_due_to_that_person() -> None:
    for shares, due in ((Sharing.WITHHELD, False), (Sharing.PART, True)):
        update = decision(Document.OUTCOME, shares)
        case = booked(ungated("york")).model_copy(update=update)
        after = asked(case, EVENING, held(plan_outcome(ONE), considered(TWO)))
        assert (FATHER in waiting(after)) is due


@pytest.mark.parametrize("book", ["pan-sussex", "wales", "guernsey"])
def test_elsewhere_telling_is_shown_as_good_practice(book: str) -> None:
    case = was_held()(ungated(book))
    rule = case.terms.rule("tell-the-outcome")

    assert rule is not None
    assert rule.force is Force.PRACTICE
    assert waiting(case) == {ONE, MOTHER, FATHER}


REFUSED = (
    (tell(MOTHER, conference="conf-9"), "unknown-conference", "conference"),
    (tell(MOTHER, told_at=BEFORE), "out-of-order", "told_at"),
    (tell(WORKER), "not-of-the-family", "person"),
    (tell("nobody"), "unknown-person", "person"),
    (tell(MOTHER, told_by="nobody"), "unknown-person", "told_by"),
    (tell(MOTHER, told_by=MOTHER), "told-by-themselves", "told_by"),
    (give(WORKER), "not-of-the-family", "person"),
    (give(given_at=BEFORE), "out-of-order", "given_at"),
)


@pytest.mark.parametrize(("request_", "code", "where"), REFUSED)
def test_what_cannot_have_been_so_is_refused(
    request_: Any, code: str, where: str
) -> None:
    refusal = refused(was_held()(ungated("york")), request_, LATER)

    assert (refusal.code, refusal.where) == (code, where)


def test_nobody_is_told_of_a_conference_that_was_not_held() -> None:
    case = booked(ungated("york"))

    assert refused(case, tell(MOTHER), LATER).code == "conference-not-held"
