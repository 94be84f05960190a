"""Outcomes that are lawful under every rulebook, and the conference that records them.

Each says all that any place asks for, about a child of the household beside; a test
takes one thing away. Exits are England's: give `ends_with` for Wales.
"""

from __future__ import annotations

from typing import Any

from domain.case import Case
from domain.gates.exits import ACTION_TAKEN
from domain.record.conferences import Action, Decided, Kind, Outcome
from domain.record.judgements import Agreed, Judgement, Likelihood, Standard
from domain.record.people import Person
from domain.record.plans import Plan
from domain.requests.conferences import BookConference, RecordConferenceHeld
from domain.terms import Terms
from tests.dates import day, instant
from tests.domain.builders import a_child
from tests.domain.requesting import asked
from tests.practice.gates import Row
from tests.practice.household import (
    AS_CHAIR,
    AS_WORKER,
    BOOKED,
    BOTH,
    EVENING,
    FATHER,
    MANAGER,
    MIDWIFE,
    MOTHER,
    OFFICER,
    ONE,
    PAEDIATRICIAN,
    STARTS,
    TEACHER,
    TWO,
    UNBORN,
    VISITOR,
    WORKER,
    asking,
    household,
    people,
)

SAY = (WORKER, TEACHER, VISITOR, OFFICER, MIDWIFE, PAEDIATRICIAN)
AGREE = tuple(Agreed(person=person, agrees=True) for person in SAY)
THERE = (MOTHER, WORKER, MANAGER, TEACHER, VISITOR)
CONF = "conf-1"
EXPECTED = day("Tue 2027-06-01")
PLAN_MADE = instant("Mon 2026-12-14 10:00Z")


def at_risk(**changes: Any) -> Judgement:
    """Harm is likely and the risk goes on."""
    given: dict[str, Any] = {
        "likelihood": Likelihood.LIKELY,
        "reasons": "Nobody was at home on three evenings.",
        "continuing_risk": True,
        "harmed": True,
        "sexual_abuse": False,
        "standard": Standard.BALANCE,
        "why_risk": "Nobody is known who might pose one.",
    }
    return Judgement(**(given | changes))


def safe(**changes: Any) -> Judgement:
    """Harm is not likely any more."""
    given: dict[str, Any] = {
        "likelihood": Likelihood.NOT_LIKELY,
        "continuing_risk": False,
        "harmed": False,
    }
    return at_risk(**(given | changes))


def an_action(**changes: Any) -> Action:
    given: dict[str, Any] = {
        "what": "Visit twice a week.",
        "who": WORKER,
        "on": day("Mon 2027-02-08"),
        "method": "At home, one visit in the evening.",
        "intended": "Somebody is there when the child comes home.",
    }
    return Action(**(given | changes))


def plan_outcome(child: str = ONE, **changes: Any) -> Outcome:
    """A plan is made, and says all that any place asks of one."""
    given: dict[str, Any] = {
        "child": child,
        "decided": Decided.PLAN,
        "judgement": at_risk(),
        "categories": ("neglect",),
        "outcomes": ("The child is never alone at night.",),
        "interventions": ("Help with shifts at work.",),
        "contingency": "The case goes before a legal meeting.",
        "actions": (an_action(),),
        "key_worker": WORKER,
        "key_worker_because": "This worker knows the family.",
        "core_group": (WORKER, VISITOR, MOTHER, FATHER),
        "agreed": AGREE,
        "triggers": ("pre-birth-assessment",) if child == UNBORN else (),
    }
    return Outcome(**(given | changes))


def continue_outcome(child: str = ONE, **changes: Any) -> Outcome:
    """The plan goes on."""
    return plan_outcome(child, **({"decided": Decided.CONTINUE} | changes))


def no_plan_outcome(child: str = ONE, **changes: Any) -> Outcome:
    """No plan is made: the child leaves with support, because of what was done."""
    given: dict[str, Any] = {
        "child": child,
        "decided": Decided.NO_PLAN,
        "judgement": safe(),
        "no_action_because": "The aunt has moved in.",
        "ends_with": "child-in-need-plan",
        "ends_because": ACTION_TAKEN,
        "action_taken": "The aunt has moved in.",
        "supports": (MOTHER,),
        "agreed": AGREE,
        "triggers": ("pre-birth-assessment",) if child == UNBORN else (),
    }
    return Outcome(**(given | changes))


def end_outcome(child: str = ONE, **changes: Any) -> Outcome:
    """The plan ends."""
    return no_plan_outcome(child, **({"decided": Decided.END} | changes))


def considered(child: str = TWO, **changes: Any) -> Outcome:
    """Considered without an enquiry, and no plan."""
    given: dict[str, Any] = {"decided": Decided.CONSIDERED, "judgement": safe()}
    return Outcome(child=child, **(given | changes))


def not_considered(child: str = TWO, **changes: Any) -> Outcome:
    """Not considered, for a reason."""
    given: dict[str, Any] = {
        "decided": Decided.NOT_CONSIDERED,
        "because": "Lives with the grandmother for good.",
        "protection": "The grandmother.",
    }
    return Outcome(child=child, **(given | changes))


def booked(terms: Terms, **fields: Any) -> Case:
    """An initial conference about both children."""
    return _booked(household(terms=terms, **fields), BOTH)


def of_one_unborn(terms: Terms, **fields: Any) -> Case:
    """An initial conference about a child expected on Tue 2027-06-01."""
    unborn = a_child(UNBORN, expected=EXPECTED, parents=(MOTHER, FATHER))
    return _booked(household(terms=terms, children=(unborn,), **fields), (UNBORN,))


def with_a_plan(terms: Terms) -> Case:
    """A review of the plan that the first child has since Mon 2026-12-14."""
    plan = Plan(
        ref=f"{ONE}-plan-1",
        child=ONE,
        conference="conf-0",
        began_at=PLAN_MADE,
        key_worker=WORKER,
        core_group=(WORKER, MOTHER, FATHER),
        actions=(an_action(),),
    )
    return _booked(household(terms=terms, plans=(plan,)), BOTH, Kind.REVIEW)


def of_concern(terms: Terms) -> Case:
    """The father may have abused the first child: that concern is recorded."""
    return booked(terms, people=tuple(map(_of_concern, people())))


def _of_concern(person: Person) -> Person:
    about = (ONE,) if person.ref == FATHER else ()
    return person.model_copy(update={"of_concern_about": about})


def _booked(case: Case, children: tuple[str, ...], kind: Kind = Kind.INITIAL) -> Case:
    book = BookConference(
        **asking(AS_WORKER, "book"),
        conference=CONF,
        meeting=kind,
        booked_at=BOOKED,
        starts_at=STARTS,
        children=children,
    )
    return asked(case, BOOKED, book)


def held(*outcomes: Outcome, **fields: Any) -> RecordConferenceHeld:
    """That the conference was held, and decided this."""
    given: dict[str, Any] = {
        "conference": CONF,
        "held_at": STARTS,
        "present": THERE,
        "outcomes": outcomes,
    }
    return RecordConferenceHeld(**(asking(AS_CHAIR, "held") | given | fields))


def row(
    rule: str,
    gate: str,
    book: str,
    breaks: Outcome,
    keeps: Outcome | None = None,
    **fields: Any,
) -> Row:
    """Of the first child: the outcome that is refused, and the nearest that is not.

    `about`: what is missing, after the child's own reference.
    """
    return Row(
        rule=rule,
        gate=gate,
        books=("pan-sussex", book) if book == "csa-pathway" else (book,),
        case=fields.get("case", booked),
        now=EVENING,
        breaks=held(breaks),
        keeps=held(keeps or plan_outcome()),
        about=tuple(ONE + about for about in fields.get("about", ("",))),
    )
