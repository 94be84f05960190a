"""Random conferences, taken through with care or without: what no path may lead to.

A machine of hypothesis asks whatever comes to mind, in any order, careful or careless.
What is forbidden is counted here once more, from what was asked, and not by the gates.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    invariant,
)

from domain.decide import respond
from domain.duties.reckoning import reckon
from domain.effects import EffectKind
from domain.readings.register import State, entry
from domain.record.conferences import Conference, Decided
from domain.requests.keeping import RecordProtectiveAction
from tests.practice.at_random import AtRandom
from tests.practice.household import (
    STAFF,
    asking,
)
from tests.practice.of_the_case import here

THOROUGH = os.environ.get("VIGIL_PROPERTIES") == "thorough"
HEALTH = {"health", "midwifery", "hospital"}
NEVER_COUNTED = {"chair", "coordinator", "lawyer", "advocate", "guardian"}


class Conferences(AtRandom):
    """The same team, watched."""

    def was_closed(self, conference: Conference) -> None:
        """Each child of the household, and where the source says so considered."""
        every = self.case.terms.provision("children-considered") == "all"
        for child in here(self.case):
            found = [c.outcome(child) for c in self.case.conferences if c.held_at]
            answers = [o for o in found if o is not None]
            if child in conference.children:
                assert conference.outcome(child) is not None
            assert answers or self.case.plan_of(child)
            if every and not self.case.plan_of(child):
                assert {o.decided for o in answers} != {Decided.NOT_CONSIDERED}

    @invariant()
    def a_plan_begins_goes_on_and_ends_only_where_enough_knew_the_child(self) -> None:
        if not hasattr(self, "case") or self.case.terms.provision("quorum") is None:
            return
        for conference in self.case.conferences:
            for outcome in conference.outcomes:
                judged = outcome.decided in (
                    Decided.PLAN,
                    Decided.NO_PLAN,
                    Decided.CONTINUE,
                    Decided.END,
                )
                if judged:
                    assert _enough(conference, outcome.child), outcome.decided

    @invariant()
    def nobody_is_on_the_register_before_birth(self) -> None:
        for child in self.case.children if hasattr(self, "case") else ():
            found = entry(self.case, child.ref)
            if child.unborn:
                assert found is None or found.state is not State.REGISTERED

    @invariant()
    def no_invitation_is_on_its_way_to_anybody_kept_away(self) -> None:
        for _, effect in self.case.unsent() if hasattr(self, "case") else ():
            person = self.case.person(effect.to)
            if effect.kind is EffectKind.INVITATION and person is not None:
                assert not person.of_concern_about
                assert not person.excluded

    @invariant()
    def a_child_can_always_be_protected(self) -> None:
        if not hasattr(self, "case"):
            return
        children = tuple(child.ref for child in self.case.children)
        given = {"taken_at": self.now, "what": "Taken to a place of safety."}
        asked = RecordProtectiveAction(**asking(), children=children, **given)
        assert respond(self.case, asked, self.now)

    @invariant()
    def what_is_due_is_what_the_record_says(self) -> None:
        if hasattr(self, "case"):
            assert reckon(self.case, self.case.looked_at, thorough=True) == ()


def _enough(conference: Conference, child: str) -> bool:
    """Three agencies that know the child were there; or two, and the chair went on."""
    known = set()
    for there in conference.day.attendance if conference.day else ():
        if there.person in STAFF and there.person not in NEVER_COUNTED:
            _, agency, contact = STAFF[there.person]
            mine = (child, *contact)[-1] if child.startswith("unborn") else child
            if mine in contact or (there.person == "midwife" and mine == child):
                known.add("health" if agency in HEALTH else agency)
    going_on = conference.day.going_on if conference.day else ()
    went_on = any(each.child == child for each in going_on)
    return len(known) >= 3 or (len(known) == 2 and went_on)


TestConferences = Conferences.TestCase
TestConferences.settings = settings(
    max_examples=300 if THOROUGH else 40,
    stateful_step_count=40 if THOROUGH else 16,
    deadline=None,
    derandomize=not THOROUGH,
    phases=list(Phase) if THOROUGH else [Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
