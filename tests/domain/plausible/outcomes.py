"""A plausible outcome: whatever a place asks for, said of the case as it is."""

from __future__ import annotations

from typing import Any

from domain.gates.exits import ACTION_TAKEN, exits
from domain.record.conferences import WITH_PLAN, Action, Decided, Outcome
from domain.record.judgements import Agreed, Judgement, Likelihood, Standard
from rulebook.schema import Listed
from tests.domain.plausible.scene import FAMILY, STAFF, Scene

EXIT = "no-risk-found"
GROUND = "pre-birth-assessment"
AGREED = tuple(Agreed(person=person, agrees=True) for person in STAFF)
VISITS = Action(
    what="Visits twice a week.",
    who="p-worker",
    by="from this week",
    method="At home, one in the evening.",
    intended="The child is never alone.",
)


def complete(s: Scene, child: str, decided: Decided) -> Outcome:
    """All that goes with a decision about one child, under any procedures."""
    kept = "Visits each day." if decided is Decided.NOT_DECIDED else None
    with_plan = decided in WITH_PLAN
    return Outcome(
        child=child,
        decided=decided,
        protection=kept,
        key_worker="p-worker",
        key_worker_because="This worker knows the family.",
        judgement=_judgement(risk=with_plan),
        agreed=AGREED,
        triggers=_triggers(s, child),
        no_action_because="All that is needed is done.",
        **(_of_plan(s, child) if with_plan else _of_leaving(s)),
    )


def _judgement(*, risk: bool) -> Judgement:
    return Judgement(
        likelihood=Likelihood.LIKELY if risk else Likelihood.NOT_LIKELY,
        reasons="As the reports say.",
        continuing_risk=risk,
        harmed=risk,
        sexual_abuse=False,
        standard=Standard.BALANCE,
        why_risk="Nobody else is known.",
    )


def _of_plan(s: Scene, child: str) -> dict[str, Any]:
    parents = (person for person in s.case.people if person.ref in FAMILY)
    safe = (p.ref for p in parents if child not in p.of_concern_about)
    return {
        "categories": ("neglect",),
        "outcomes": ("The child is looked after.",),
        "interventions": ("Help at home.",),
        "contingency": "A legal meeting.",
        "actions": (VISITS,),
        "core_group": ("p-worker", "p-visitor", *safe),
    }


def _of_leaving(s: Scene) -> dict[str, Any]:
    return {
        "ends_with": next(iter(exits(s.case.terms)), EXIT),
        "ends_because": ACTION_TAKEN,
        "action_taken": "The grandmother has moved in.",
        "supports": FAMILY,
    }


def _triggers(s: Scene, child: str) -> tuple[str, ...]:
    """The first reason of the list, for a child not born yet."""
    found = s.case.child(child)
    if found is None or not found.unborn:
        return ()
    listed = s.case.terms.lists.get(Listed.TRIGGERS, ())
    return (next((line.key for line in listed), GROUND),)
