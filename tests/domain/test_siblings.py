"""What is due for a child never changes because a sibling has left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.case import Case
from domain.duty import Duty, Settled
from domain.facts import Fact
from domain.facts.conferences import ChildDecided, ConferenceBooked, ConferenceHeld
from domain.facts.enquiries import ConferenceDecidedOn, DiscussionHeld, EnquiryConcluded
from domain.facts.plans import CoreGroupHeld
from domain.record.conferences import CopyDue, Kind, Outcome
from domain.record.enquiries import Discussion
from domain.requests import Request
from domain.requests.children import (
    AcceptTransfer,
    MoveOut,
    RecordDeath,
    RecordPregnancyEnded,
)
from tests.dates import day, instant
from tests.domain.asking import ask
from tests.domain.builders import OPENED, a_case, a_child, a_person, after, waited
from tests.domain.requesting import asked

RULEBOOKS = ("pan-sussex", "pan-sussex+reviews", "york", "wales", "guernsey")
LEFT_AT = instant("Mon 2027-02-01 10:00Z")
HELD_AT = instant("Mon 2026-12-21 10:00Z")
HALF_A_YEAR_ON = instant("Mon 2027-08-02 10:00Z")


class Household(NamedTuple):
    """What a case may be like, somewhere between its first discussion and its third
    core group: which of two to five children are unborn, which have a plan."""

    rulebook: str
    unborn: list[bool]
    plans: set[int]
    core_groups: int


HOUSEHOLDS = st.builds(
    Household,
    rulebook=st.sampled_from(RULEBOOKS),
    unborn=st.lists(st.booleans(), min_size=2, max_size=5),
    plans=st.sets(st.integers(0, 4)),
    core_groups=st.integers(0, 2),
)


def the_case(household: Household) -> Case:
    children = tuple(
        a_child(f"child-{number}", responsible=("p-mother",), **_life(unborn))
        for number, unborn in enumerate(household.unborn)
    )
    mother = a_person("p-mother", kind="family", relation="mother")
    case = a_case(household.rulebook, children=children, people=(mother,))
    refs = tuple(child.ref for child in children)
    decided = tuple(refs[n] for n in sorted(household.plans) if n < len(refs))
    groups = (
        _core_group(number, decided)
        for number in range(household.core_groups if decided else 0)
    )
    return after(case, HELD_AT, *_enquired(refs), *_decided(refs, decided), *groups)


def _life(unborn: bool) -> dict[str, object]:
    """Unborn: expected on Sun 2027-03-14. Born: on Wed 2018-03-14."""
    return {"expected": day("Sun 2027-03-14")} if unborn else {}


def _enquired(refs: tuple[str, ...]) -> Iterator[Fact]:
    yield DiscussionHeld(
        at=OPENED,
        enquiry="enq-1",
        children=refs,
        discussion=Discussion(ref="sd-1", held_at=OPENED, initiating=True),
    )
    yield EnquiryConcluded(at=OPENED, enquiry="enq-1", at_risk=refs)
    yield ConferenceDecidedOn(
        at=OPENED, enquiry="enq-1", decision="dec-1", children=refs
    )


def _decided(refs: tuple[str, ...], with_plan: tuple[str, ...]) -> Iterator[Fact]:
    yield ConferenceBooked(
        at=OPENED,
        conference="conf-1",
        meeting=Kind.INITIAL,
        children=refs,
        starts_at=HELD_AT,
        reports_from=("social-work", "health"),
    )
    if with_plan:
        yield ConferenceHeld(at=HELD_AT, conference="conf-1", present=("p-mother",))
    for child in with_plan:
        yield ChildDecided(
            at=HELD_AT,
            conference="conf-1",
            outcome=Outcome(child=child, decided="plan"),
            plan=f"{child}-plan-1",
            copies=(CopyDue(child=child, person="p-mother"),),
        )


def _core_group(number: int, children: tuple[str, ...]) -> Fact:
    at = HELD_AT + timedelta(days=7 * (number + 1))
    return CoreGroupHeld(at=at, meeting=f"cg-{number}", children=children)


def leaves(case: Case, ref: str, taken_over: bool) -> Case:
    """The case after one child's part in it ended, in a way open to that child."""
    child = case.child(ref)
    assert child is not None
    requests: tuple[Request, ...] = (ask(RecordDeath, who=ref, died_at=LEFT_AT),)
    if taken_over:
        requests = (
            ask(MoveOut, child=ref, moved_at=LEFT_AT, to_area="leeds"),
            ask(AcceptTransfer, children=(ref,), accepted_at=LEFT_AT, written=True),
        )
    elif child.unborn:
        requests = (ask(RecordPregnancyEnded, child=ref, ended_at=LEFT_AT),)
    return asked(case, LEFT_AT, *requests)


def of_others(case: Case, gone: str) -> dict[str, Duty | Settled]:
    """What is and was due for the others, and for the household as a whole."""
    every: dict[str, Duty | Settled] = {**case.duties, **case.settled}
    return {key: duty for key, duty in every.items() if duty.child != gone}


@given(HOUSEHOLDS, st.integers(0, 4), st.booleans())
@settings(max_examples=50, deadline=None)
def test_ending_one_childs_part_leaves_all_that_is_due_for_the_others(
    household: Household, number: int, taken_over: bool
) -> None:
    case = the_case(household)
    gone = case.children[number % len(case.children)].ref

    left = leaves(case, gone, taken_over)

    assert of_others(left, gone) == of_others(waited(case, LEFT_AT), gone)
    assert all(duty.child != gone for duty in left.duties.values())


@given(HOUSEHOLDS, st.integers(0, 4), st.booleans())
@settings(max_examples=15, deadline=None)
def test_the_clock_rings_for_the_others_as_if_nobody_had_left(
    household: Household, number: int, taken_over: bool
) -> None:
    case = the_case(household)
    gone = case.children[number % len(case.children)].ref

    left = waited(leaves(case, gone, taken_over), HALF_A_YEAR_ON)
    stayed = waited(waited(case, LEFT_AT), HALF_A_YEAR_ON)

    assert of_others(left, gone) == of_others(stayed, gone)


@given(HOUSEHOLDS)
@settings(max_examples=15, deadline=None)
def test_once_all_have_left_nothing_is_due_for_any_child(household: Household) -> None:
    case = the_case(household)
    for child in case.children:
        case = leaves(case, child.ref, taken_over=False)

    assert [duty for duty in case.duties.values() if duty.child is not None] == []
    assert [plan for plan in case.plans if plan.ended is None] == []
