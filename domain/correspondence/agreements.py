"""Letters about what was agreed or decided around a conference.

A core group's note of the plan, the agreement to a delay, and the letter to somebody
who is not to come. That letter says nothing of what others said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from domain.correspondence.plans import actions
from domain.correspondence.recipient import NothingToSay
from domain.correspondence.telling import Telling
from domain.documents.values import Value
from domain.letters import Line
from domain.readings.kept_away import concerns_of, exclusions_of
from domain.record.delays import Delay
from domain.record.plans import Meeting, Plan
from domain.record.safety import AdultConcern, Exclusion
from domain.roles import Role
from domain.terms import DELAY_AUTHORITY

NEXT_CORE_GROUP: Final = frozenset(
    {"next-core-group", "next-core-group-at-the-latest", "next-review"}
)


def core_group_note(t: Telling) -> Iterator[Line]:
    """The plan of each child whom the meeting was about, as it then stood."""
    found = [p for p in _met(t) if t.clear.may_tell_of(p[0].child)]
    if not found:
        raise NothingToSay
    _, meeting = found[0]
    values: dict[str, Value] = {
        "held": t.day_of(meeting.held_at),
        "meeting": meeting.ref,
    }
    yield Line(code="core-group", values=values)
    for plan, _ in found:
        yield from _plan(t, plan)


def _met(t: Telling) -> Iterator[tuple[Plan, Meeting]]:
    for plan in t.case.plans:
        for meeting in plan.core_groups:
            if meeting.ref == t.effect.about:
                yield plan, meeting


def _plan(t: Telling, plan: Plan) -> Iterator[Line]:
    for version in plan.versions:
        if version.meeting == t.effect.about:
            values: dict[str, Value] = {
                "child": t.clear.child(plan.child),
                "version": version.ref,
                "made": t.day_of(version.made_at),
            }
            yield Line(code="plan-version", values=values)
    yield from actions(t, plan.child, plan.actions)
    yield from t.due(NEXT_CORE_GROUP, plan.child)


def delay_agreement(t: Telling) -> Iterator[Line]:
    """Why it is late and what keeps each child safe. It moves no date."""
    delay = next((d for d in t.case.delays if d.ref == t.effect.about), None)
    if delay is None or delay.agreed_at is None:
        raise NothingToSay
    authority = t.case.terms.provision(DELAY_AUTHORITY)
    values: dict[str, Value] = {
        "agreed-on": t.day(delay.agreed_on),
        "due": _due(t, delay),
        "agreed-by": authority or Role.FIRST_LINE_MANAGER.value,
        "asked-at": t.day_of(delay.asked_at),
    }
    yield Line(code="delay", values=values)
    yield from _reasons(t, delay)
    for safeguard in delay.safeguards:
        kept: dict[str, Value] = {
            "child": t.clear.child(safeguard.child),
            "action": t.clear.words(safeguard.child, safeguard.action),
        }
        yield Line(code="safeguard", values=kept)
    for check in delay.checks:
        if check.done_at is None:
            yield Line(code="check", values={"due": t.day(check.due_on)})


def _reasons(t: Telling, delay: Delay) -> Iterator[Line]:
    """By the fingerprint of the words, which are about all children of the delay."""
    values = [t.clear.words(child, delay.words) for child in delay.children]
    if delay.words and values:
        yield Line(code="reason", values={"words": values[-1]})


def _due(t: Telling, delay: Delay) -> Value:
    """The date that does not move: the earliest of those that it is about."""
    duties = (t.case.duty(key) for key in delay.duties)
    days = [d.due.due_on for d in duties if d is not None and d.due.due_on is not None]
    return t.day(min(days)) if days else ""


def exclusion_letter(t: Telling) -> Iterator[Line]:
    """From when somebody is not invited, and how their views come in without them."""
    now = t.now
    excluded = [e for e in exclusions_of(t.case, t.to.ref) if e.in_force(now)]
    concern = [c for c in concerns_of(t.case, t.to.ref) if c.in_force(now)]
    if excluded:
        yield _from(t, excluded[-1], excluded[-1].by_role)
    elif concern:
        yield _from(t, concern[-1], Role.FIRST_LINE_MANAGER)
    else:
        raise NothingToSay
    latest = (excluded or concern)[-1]
    yield Line(code="views", values={"planned": t.day_of(latest.views_planned_at)})
    yield Line(code="part", values={"planned": t.day_of(latest.part_planned_at)})


def _from(t: Telling, bar: Exclusion | AdultConcern, by: Role) -> Line:
    began = bar.at if isinstance(bar, Exclusion) else bar.decided_at
    values: dict[str, Value] = {"from": t.day_of(began), "by": by.value}
    return Line(code="exclusion", values=values)
