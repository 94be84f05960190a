"""A household in which a child is expected, and all that a case can hold about it."""

from __future__ import annotations

from typing import Any

from domain.case import Case
from domain.decide.births import decide_births
from domain.duty import Duty, Settled, Standing, standing
from domain.facts.conferences import (
    ChildAdjourned,
    ChildDecided,
    ConferenceBooked,
    ConferenceHeld,
)
from domain.facts.enquiries import (
    ConferenceDecidedOn,
    ConferenceNotRequired,
    DiscussionHeld,
    EnquiryConcluded,
)
from domain.facts.orders import AssessmentOrderMade, EmergencyOrderMade
from domain.facts.plans import CoreGroupHeld, SiblingConcernRaised
from domain.record.children import Child, Residence
from domain.record.conferences import CopyDue, Kind, Outcome
from domain.record.enquiries import Discussion
from domain.record.orders import AssessmentOrder, EmergencyOrder
from domain.requests.children import Newborn, RecordBirth
from tests.dates import day, instant
from tests.domain.asking import ask
from tests.domain.builders import OPENED, a_case, a_child, a_person, after, waited

BABY, TWIN, SIBLING = "baby", "baby-2", "child-1"
EXPECTED = day("Sat 2026-12-19")
TOLD = instant("Mon 2026-12-21 09:00Z")


def expecting(rulebook: str = "pan-sussex", **fields: Any) -> Case:
    """A household with a child and another expected on Sat 2026-12-19."""
    unborn = a_child(
        BABY,
        expected=EXPECTED,
        language="pl",
        interpreter=True,
        parents=("p-mother",),
        responsible=("p-mother",),
        agencies=("midwifery",),
        lives=(Residence(household="home-1", since=day("Mon 2026-03-02")),),
    )
    given = {
        "children": (a_child(SIBLING), unborn),
        "people": (a_person("p-mother", kind="family", relation="mother"),),
    }
    return a_case(rulebook, **(given | fields))


def birth(*babies: tuple[str, str], told_at: str = "Mon 2026-12-21 09:00Z") -> Any:
    born = tuple(Newborn(ref=ref, born=day(date)) for ref, date in babies)
    return ask(RecordBirth, expected=BABY, born=born, told_at=instant(told_at))


ONE = birth((BABY, "Sun 2026-12-20"))
TWO = birth((BABY, "Sun 2026-12-20"), (TWIN, "Mon 2026-12-21"))


def born(case: Case, request: Any = TWO) -> Case:
    return waited(after(case, TOLD, *decide_births(case, request, TOLD)), TOLD)


def the(case: Case, ref: str) -> Child:
    child = case.child(ref)
    assert child is not None
    return child


def lived(case: Case) -> Case:
    """An enquiry, orders, a concern, and a conference that adjourned the child."""
    facts = (
        DiscussionHeld(
            at=OPENED,
            enquiry="enq-1",
            children=(BABY, SIBLING),
            discussion=Discussion(ref="sd-1", held_at=OPENED, initiating=True),
        ),
        EmergencyOrderMade(at=OPENED, order=an_order("epo-1")),
        AssessmentOrderMade(
            at=OPENED,
            order=AssessmentOrder(
                ref="cao-1",
                children=(BABY,),
                made_at=OPENED,
                starts_on=day("Mon 2026-12-07"),
                examinations_concluded_at=OPENED,
                assessments_concluded_at=OPENED,
            ),
        ),
        EnquiryConcluded(at=OPENED, enquiry="enq-1", at_risk=(BABY,)),
        ConferenceDecidedOn(
            at=OPENED, enquiry="enq-1", decision="dec-1", children=(BABY,)
        ),
        SiblingConcernRaised(at=OPENED, child=BABY, reason="new-injury"),
        *a_conference("conf-1", "Wed 2026-12-09 10:00Z"),
        ChildAdjourned(
            at=instant("Wed 2026-12-09 10:00Z"),
            conference="conf-1",
            child=BABY,
            why="parent-unwell",
        ),
    )
    return after(case, OPENED, *facts)


def an_order(ref: str) -> EmergencyOrder:
    return EmergencyOrder(
        ref=ref,
        children=(BABY,),
        made_at=OPENED,
        expires_at=instant("Tue 2026-12-15 09:00Z"),
        legal_action_since=OPENED,
    )


def spared(case: Case) -> Case:
    """A manager's decision that the expected child needs no conference."""
    decided = ConferenceNotRequired(
        at=instant("Thu 2026-12-10 12:00Z"),
        enquiry="enq-1",
        children=(BABY,),
        reason="no-risk",
    )
    return after(case, decided.at, decided)


def a_conference(ref: str, at: str) -> tuple[Any, ...]:
    booked = ConferenceBooked(
        at=OPENED,
        conference=ref,
        meeting=Kind.INITIAL,
        children=(BABY, SIBLING),
        starts_at=instant(at),
        reports_from=("midwifery",),
    )
    return (booked, ConferenceHeld(at=instant(at), conference=ref, present=()))


def with_a_plan(case: Case) -> Case:
    """A conference that made a plan for the expected child; its first core group."""
    held_at = instant("Fri 2026-12-11 10:00Z")
    decided = ChildDecided(
        at=held_at,
        conference="conf-2",
        outcome=Outcome(child=BABY, decided="plan"),
        plan=f"{BABY}-plan-1",
        copies=(CopyDue(child=BABY, person="p-mother"),),
    )
    group = CoreGroupHeld(
        at=instant("Wed 2026-12-16 10:00Z"), meeting="cg-1", children=(BABY,)
    )
    booked = a_conference("conf-2", "Fri 2026-12-11 10:00Z")
    return after(case, held_at, *booked, decided, group)


Line = tuple[str, Any, Standing, Any]


def lines(case: Case, child: str) -> set[Line]:
    """What is and was due for a child: which rule, its dates, how it stands, how it
    ended. Neither the child's own reference nor the duty's key is told."""
    every: list[Duty | Settled] = [*case.duties.values(), *case.settled.values()]
    return {
        (duty.rule, duty.due, standing(duty), ending(duty))
        for duty in every
        if duty.child == child
    }


def ending(duty: Duty | Settled) -> Any:
    return None if isinstance(duty, Duty) else (duty.met_at, duty.lapsed)
