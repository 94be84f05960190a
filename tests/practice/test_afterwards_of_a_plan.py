"""A plan after its conference: its copies, its versions, its core group, its end."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.rulebooks import load_rulebook
from domain.case import Case
from domain.duty import Standing
from domain.requests.afterwards import RecordPlanVersion, RecordVisit
from domain.requests.keeping import CloseCase
from domain.requests.plans import RecordCoreGroup, RecordPlanGiven, WithholdPlan
from rulebook.schema import How, Provision
from tests.dates import day, instant
from tests.domain.builders import a_child
from tests.domain.conferring import how
from tests.domain.requesting import asked, refused
from tests.practice.household import (
    AS_MANAGER,
    AS_WORKER,
    FATHER,
    LATER,
    MOTHER,
    ONE,
    STARTS,
    TWO,
    UNBORN,
    WORKER,
    asking,
)
from tests.practice.outcomes import CONF, THERE
from tests.practice.recording import was_held
from tests.practice.telling import ungated

SENT = f"plan-sent/{CONF}/{ONE}"
FIRST = f"first-core-group/{ONE}-plan-1/{ONE}"
MET_AGAIN = instant("Mon 2027-02-08 10:00Z")
GROUP = RecordCoreGroup(
    **asking(AS_WORKER, "group"), meeting="core-1", held_at=LATER, children=(ONE,)
)


def provision(book: str, key: str) -> Provision:
    """A choice of the newest edition."""
    (found,) = (p for p in load_rulebook(book).provisions if p.key == key)
    return found


def version(**fields: Any) -> RecordPlanVersion:
    given: dict[str, Any] = {
        "child": ONE,
        "version": "version-2",
        "made_at": MET_AGAIN,
        "meeting": "core-1",
    }
    return RecordPlanVersion(**asking(AS_WORKER, "version"), **(given | fields))


def planned() -> Case:
    """The first child has a plan; the conference was on Fri 2027-01-29."""
    return was_held()(ungated("york"))


def given(person: str) -> RecordPlanGiven:
    return RecordPlanGiven(
        **asking(AS_WORKER, f"given-{person}"),
        conference=CONF,
        child=ONE,
        person=person,
        given_at=LATER,
    )


@pytest.mark.rule("YK-47", "YK-48")
def test_the_plan_is_out_in_a_working_day_to_parents_and_all_who_took_part() -> None:
    case = planned()
    assert case.duties[SENT].due.due_on == day("Mon 2027-02-01")
    assert {c.person for c in case.conferences[0].copies} == {*THERE, FATHER}

    withheld = WithholdPlan(
        **asking(AS_MANAGER, "withheld"),
        conference=CONF,
        child=ONE,
        person=FATHER,
        decided_at=LATER,
        reason="not-safe",
    )
    nearly = asked(case, LATER, *map(given, THERE))
    assert SENT in nearly.duties
    assert how(asked(nearly, LATER, withheld), SENT) is Standing.MET


@pytest.mark.rule("YK-48")
def test_the_choice_of_recipients_is_kept_by_that_duty() -> None:
    choice = provision("york", "plan-sent-to")

    assert (choice.how, choice.names) == (How.DUTY, "plan-sent")


@pytest.mark.rule("YK-49")
def test_a_later_version_of_a_plan_is_its_core_group_s() -> None:
    met = asked(planned(), LATER, GROUP)

    (made,) = asked(met, MET_AGAIN, version()).plans[0].versions

    assert (made.ref, made.meeting, made.made_at) == ("version-2", "core-1", MET_AGAIN)
    assert provision("york", "plan-developed-by").how is How.GATE


@pytest.mark.rule("YK-49")
@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (version(meeting="core-9"), "not-by-the-core-group"),
        (version(meeting=CONF), "not-by-the-core-group"),
        (version(child=TWO), "no-plan"),
        (version(child="child-9"), "unknown-child"),
        (version(made_at=STARTS), "out-of-order"),
    ],
)
def test_nobody_else_makes_a_version(request_: RecordPlanVersion, code: str) -> None:
    met = asked(planned(), LATER, GROUP)

    assert refused(met, request_, MET_AGAIN).code == code


@pytest.mark.rule("YK-49")
def test_a_version_is_made_once() -> None:
    made = asked(asked(planned(), LATER, GROUP), MET_AGAIN, version())

    assert refused(made, version(), MET_AGAIN).code == "reference-in-use"


@pytest.mark.rule("T4-12", "CS-58")
@pytest.mark.parametrize(
    ("books", "due"),
    [
        (("guernsey",), None),
        (("guernsey", "csa-pathway"), None),
        (("york", "csa-pathway"), day("Fri 2027-02-12")),
    ],
)
def test_a_plan_begins_a_core_group_by_the_place_s_own_time_if_it_has_one(
    books: tuple[str, ...], due: Any
) -> None:
    case = was_held()(ungated(*books))

    assert case.duties[FIRST].due.due_on == due
    assert how(asked(case, LATER, GROUP), FIRST) is Standing.MET


@pytest.mark.rule("CS-58", "T4-12")
@pytest.mark.parametrize("book", ["csa-pathway", "guernsey"])
def test_neither_source_gives_the_core_group_a_time(book: str) -> None:
    (rule,) = (r for r in load_rulebook(book).duties if r.key == "first-core-group")

    assert rule.allowance is None
    assert set(rule.ids) in ({"CS-58"}, {"T4-12"})


@pytest.mark.rule("YK-40")
def test_a_case_stays_open_while_no_conference_has_ended_the_plan() -> None:
    close = CloseCase(**asking(AS_MANAGER, "done"), closed_at=LATER, reason="all-well")

    refusal = refused(planned(), close, LATER)

    assert refusal.code == "children-not-out"
    assert "A conference ends a plan" in refusal.message
    assert provision("york", "plan-ends-by").how is How.GATE


def visit(**fields: Any) -> RecordVisit:
    given: dict[str, Any] = {
        "child": ONE,
        "visited_at": LATER,
        "visited_by": WORKER,
        "seen": True,
    }
    return RecordVisit(**asking(AS_WORKER, "visit"), **(given | fields))


def test_the_last_visit_and_the_last_alone_are_kept() -> None:
    first = visit(seen_alone=True)
    second = visit(visited_at=MET_AGAIN)
    third = visit(visited_at=instant("Mon 2027-02-15 10:00Z"), seen=False)

    case = asked(planned(), third.visited_at, first, second, third)

    assert [(v.at, v.seen, v.seen_alone) for v in case.visits] == [
        (LATER, True, True),
        (third.visited_at, False, False),
    ]


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (visit(child="child-9"), "unknown-child"),
        (visit(visited_by="nobody"), "unknown-person"),
        (visit(seen=False, seen_alone=True), "seen-alone-but-not-seen"),
        (visit(child=UNBORN), "not-born-yet"),
        (visit(visited_at=MET_AGAIN), "in-the-future"),
    ],
)
def test_a_visit_that_cannot_have_been_is_refused(
    request_: RecordVisit, code: str
) -> None:
    case = planned()
    unborn = a_child(UNBORN, expected=day("Tue 2027-06-01"), parents=(MOTHER,))
    expecting = case.model_copy(update={"children": (*case.children, unborn)})

    assert refused(expecting, request_, LATER).code == code
