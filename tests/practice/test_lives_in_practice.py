"""Random lives under the newest editions: what holds of them after every step.

Without gates, so that lives get far: what a gate asks, each gate's own test shows.
"""

from __future__ import annotations

import pytest
from hypothesis import given

from domain.case import Case
from domain.decide import respond
from domain.duties.reckoning import reckon
from domain.duty import Duty
from domain.facts.children import ChildBorn, ChildLeft
from domain.facts.conferences import ChildDecided, OutcomeUndone
from domain.facts.keeping import ProtectiveActionTaken
from domain.record.conferences import Decided
from domain.requests.afterwards import (
    GiveRecord,
    RecordComplaint,
    RecordTold,
    RecordVisit,
    SetDecisionAside,
)
from domain.requests.conferences import BookConference, RecordConferenceHeld
from domain.requests.corrections import Correct
from domain.requests.keeping import RecordProtectiveAction
from domain.requests.the_day import CloseConference, RecordTheDay
from domain.terms import Terms
from tests.domain.builders import practice
from tests.domain.plausible.life import Life, Step, lived
from tests.domain.plausible.scene import SOCIAL_WORKER
from tests.domain.strategies import LIVES, lives
from tests.practice.household import only

#: What these lives are mostly made of.
AFTER_CONFERENCES = (
    BookConference,
    BookConference,
    RecordConferenceHeld,
    RecordConferenceHeld,
    RecordConferenceHeld,
    RecordTold,
    GiveRecord,
    CloseConference,
    SetDecisionAside,
    RecordTheDay,
    RecordComplaint,
    RecordVisit,
    Correct,
)


def ungated(*books: str) -> Terms:
    """The newest editions with all that falls due, and nothing before any step."""
    return only(practice(*books))


@pytest.mark.rule("YK-40")
@LIVES
@given(lives(usual=AFTER_CONFERENCES, under=ungated))
def test_a_case_is_up_to_date_and_nobody_alone_ends_a_plan_or_stops_a_clock(
    life: Life,
) -> None:
    for step in lived(life):
        assert reckon(step.after, step.now) == ()
        assert reckon(step.after, step.now, thorough=True) == ()
        only_a_conference_ended_a_plan(step)
        no_clock_stopped_for_a_complaint_or_a_visit(step)


@pytest.mark.rule("WA-59")
@LIVES
@given(lives(under=practice))
def test_protective_action_is_recorded_after_every_step(life: Life) -> None:
    for step in lived(life):
        protective_action_is_recorded(step)


def protective_action_is_recorded(step: Step) -> None:
    """In whatever state the case is: closed and sealed, and whatever is missing."""
    request = RecordProtectiveAction(
        id="tests#now",
        by=SOCIAL_WORKER,
        taken_at=step.now,
        children=tuple(child.ref for child in step.after.children),
        what="The children went to their aunt.",
    )
    facts = respond(step.after, request, step.now)
    assert [f for f in facts if isinstance(f, ProtectiveActionTaken)]


def only_a_conference_ended_a_plan(step: Step) -> None:
    """Or the child's own leaving, a birth that takes its place, or a correction."""
    ended = under_plans(step.before) - under_plans(step.after)
    by_conference = {
        f.outcome.child
        for f in step.facts
        if isinstance(f, ChildDecided) and f.outcome.decided is Decided.END
    }
    by_life = {f.child for f in step.facts if isinstance(f, ChildLeft | OutcomeUndone)}
    by_birth = {f.expected for f in step.facts if isinstance(f, ChildBorn)}
    assert ended <= by_conference | by_life | by_birth


def under_plans(case: Case) -> set[str]:
    return {plan.child for plan in case.plans if plan.ended is None}


def no_clock_stopped_for_a_complaint_or_a_visit(step: Step) -> None:
    """What was due stays due by the same day; only what fell due meanwhile moves."""
    if not isinstance(step.asked, RecordComplaint | RecordVisit) or step.refused:
        return
    assert dates(step.after.duties) == dates(step.before.duties)


def dates(duties: dict[str, Duty]) -> dict[str, object]:
    return {key: duty.due for key, duty in duties.items()}
