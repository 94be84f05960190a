"""A child who moves to another area stays ours until that area has taken over."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.decide.transfers import decide_transfers
from domain.duty import Standing, standing
from domain.facts.children import ChildLeft, ChildMovedOut, TransferNotified
from domain.facts.enquiries import DiscussionHeld
from domain.record.children import Leaving, Left, Move
from domain.record.enquiries import Discussion
from domain.requests.children import (
    AcceptTransfer,
    MoveOut,
    NotifyTransfer,
    RecordTransferConference,
)
from tests.dates import day, instant
from tests.domain.asking import ask
from tests.domain.builders import OPENED, a_case, a_child, after, waited
from tests.domain.requesting import refused

NOW = instant("Fri 2026-12-18 10:00Z")
MOVED = instant("Thu 2026-12-10 12:00Z")
TAKEN = instant("Thu 2026-12-17 09:00Z")


def household() -> Case:
    """Three children, one of them unborn, with an enquiry about all of them."""
    children = (
        a_child("child-1"),
        a_child("child-2", born=day("Tue 2020-09-01")),
        a_child("child-3", expected=day("Sun 2027-02-14")),
    )
    refs = tuple(child.ref for child in children)
    held = Discussion(ref="sd-1", held_at=OPENED, initiating=True)
    said = DiscussionHeld(at=OPENED, enquiry="enq-1", children=refs, discussion=held)
    return after(a_case(children=children), OPENED, said)


def leaves(child: str = "child-1", at: Any = MOVED, area: str = "leeds") -> MoveOut:
    return ask(MoveOut, child=child, moved_at=at, to_area=area)


def moved(*children: str) -> Case:
    case = household()
    for child in children:
        case = after(case, NOW, *decide_transfers(case, leaves(child), NOW))
    return case


def notified(*children: str, area: str = "leeds") -> NotifyTransfer:
    return ask(NotifyTransfer, children=children, notified_at=TAKEN, to_area=area)


def accepted(*children: str, at: Any = TAKEN, written: bool = True) -> AcceptTransfer:
    return ask(AcceptTransfer, children=children, accepted_at=at, written=written)


def conferred(*children: str, at: Any = TAKEN) -> RecordTransferConference:
    return ask(RecordTransferConference, children=children, held_at=at)


def test_moving_away_ends_nothing_that_is_due_here() -> None:
    case = household()

    facts = decide_transfers(case, leaves(), NOW)
    gone = after(case, NOW, *facts)

    assert facts == (ChildMovedOut(at=MOVED, child="child-1", to_area="leeds"),)
    assert gone.moves == (Move(child="child-1", moved_at=MOVED, to_area="leeds"),)
    assert (gone.duties, gone.settled) == (case.duties, case.settled)


def test_the_date_of_a_child_who_moved_away_is_still_missed_here() -> None:
    case = moved("child-1")
    told = after(case, NOW, *decide_transfers(case, notified("child-1"), NOW))

    # 15 working days after Mon 2026-12-07 end with Wed 2026-12-30.
    later = waited(told, instant("Thu 2026-12-31 00:00Z"))

    due = later.duties["initial-conference/enq-1/child-1"]
    assert standing(due) is Standing.MISSED_OPEN


def test_the_area_that_was_told_in_writing_is_remembered_with_the_move() -> None:
    case = moved("child-1", "child-2")

    facts = decide_transfers(case, notified("child-1", "child-1"), NOW)
    case = after(case, NOW, *facts)

    assert facts == (TransferNotified(at=TAKEN, child="child-1", to_area="leeds"),)
    assert [move.notified_at for move in case.moves] == [TAKEN, None]


@pytest.mark.parametrize(
    ("request_", "code", "where"),
    [
        (notified("child-1", area="hull"), "other-area", "to_area"),
        (notified("child-2"), "has-not-moved", "children"),
        (notified("child-9"), "unknown-child", "children"),
    ],
)
def test_only_the_area_where_the_child_is_can_be_notified(
    request_: NotifyTransfer, code: str, where: str
) -> None:
    answer = refused(moved("child-1"), request_, NOW)

    assert (answer.code, answer.where) == (code, where)


def test_an_area_is_notified_of_a_child_once() -> None:
    case = moved("child-1")
    case = after(case, NOW, *decide_transfers(case, notified("child-1"), NOW))

    answer = refused(case, notified("child-1"), NOW)

    assert (answer.code, answer.where) == ("notified-already", "children")


@pytest.mark.parametrize("request_", [accepted("child-1"), conferred("child-1")])
def test_when_the_other_area_takes_over_nothing_is_due_here_for_that_child(
    request_: Any,
) -> None:
    case = moved("child-1")

    facts = decide_transfers(case, request_, NOW)
    handed = after(case, NOW, *facts)

    leaving = Leaving(why=Left.TRANSFERRED, at=TAKEN)
    assert facts == (ChildLeft(at=TAKEN, child="child-1", leaving=leaving),)
    ended = handed.settled["initial-conference/enq-1/child-1"]
    assert (ended.lapsed, ended.lapsed_at) == ("transfer-accepted", TAKEN)
    assert {duty.child for duty in handed.duties.values()} == {"child-2", "child-3"}


def test_an_acceptance_that_is_not_in_writing_is_refused() -> None:
    case = moved("child-1")

    answer = refused(case, accepted("child-1", written=False), NOW)

    assert (answer.code, answer.where) == ("not-in-writing", "written")
    assert len(decide_transfers(case, accepted("child-1"), NOW)) == 1


def test_a_miss_before_the_other_area_took_over_stays_a_miss() -> None:
    at = instant("Mon 2027-01-04 09:00Z")
    case = waited(moved("child-1"), at)

    case = after(case, at, *decide_transfers(case, accepted("child-1", at=at), at))

    ended = case.settled["initial-conference/enq-1/child-1"]
    assert standing(ended) is Standing.MISSED


@pytest.mark.parametrize("takes_over", [accepted, conferred])
def test_what_was_taken_over_before_the_move_ends_with_the_move(
    takes_over: Any,
) -> None:
    early = instant("Wed 2026-12-09 12:00Z")

    (fact,) = decide_transfers(moved("child-1"), takes_over("child-1", at=early), NOW)

    assert fact.at == MOVED


@pytest.mark.parametrize("takes_over", [accepted, conferred])
@pytest.mark.parametrize(
    ("child", "code"),
    [("child-2", "has-not-moved"), ("child-9", "unknown-child")],
)
def test_nobody_is_handed_over_who_has_not_moved(
    takes_over: Any, child: str, code: str
) -> None:
    case = moved("child-1")

    answer = refused(case, takes_over("child-1", child), NOW)

    assert (answer.code, answer.where) == (code, "children")


@pytest.mark.parametrize(
    ("takes_over", "where"), [(accepted, "accepted_at"), (conferred, "held_at")]
)
def test_a_take_over_is_recorded_when_it_has_happened(
    takes_over: Any, where: str
) -> None:
    ahead = takes_over("child-1", at=instant("Fri 2026-12-18 10:01Z"))

    answer = refused(moved("child-1"), ahead, NOW)

    assert (answer.code, answer.where) == ("in-the-future", where)
    assert decide_transfers(moved("child-1"), takes_over("child-1", at=NOW), NOW)


def test_a_child_is_handed_over_once() -> None:
    case = moved("child-1")
    case = after(case, NOW, *decide_transfers(case, accepted("child-1"), NOW))

    answer = refused(case, conferred("child-1"), NOW)

    assert (answer.code, answer.where) == ("child-has-left", "children")


def test_several_children_are_handed_over_together_each_once() -> None:
    case = moved("child-1", "child-3")

    facts = decide_transfers(case, accepted("child-1", "child-3", "child-1"), NOW)

    assert [fact.child for fact in facts if isinstance(fact, ChildLeft)] == [
        "child-1",
        "child-3",
    ]


def test_a_child_may_move_on_before_anybody_took_over() -> None:
    case = moved("child-1")
    later = instant("Mon 2026-12-14 12:00Z")

    facts = decide_transfers(case, leaves(at=later, area="hull"), NOW)
    case = after(case, NOW, *facts)
    case = after(
        case, NOW, *decide_transfers(case, notified("child-1", area="hull"), NOW)
    )

    assert [(move.to_area, move.notified_at) for move in case.moves] == [
        ("leeds", None),
        ("hull", TAKEN),
    ]


@pytest.mark.parametrize(
    ("request_", "code", "where"),
    [
        (leaves(), "moved-already", "to_area"),
        (
            leaves(at=instant("Thu 2026-12-10 11:59Z"), area="hull"),
            "out-of-order",
            "moved_at",
        ),
        (
            leaves("child-2", instant("Fri 2026-12-18 10:01Z")),
            "in-the-future",
            "moved_at",
        ),
        (leaves("child-9"), "unknown-child", "child"),
    ],
)
def test_a_move_that_cannot_be_so_is_refused(
    request_: MoveOut, code: str, where: str
) -> None:
    answer = refused(moved("child-1"), request_, NOW)

    assert (answer.code, answer.where) == (code, where)
