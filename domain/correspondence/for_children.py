"""What a child is told of a conference, in a letter that somebody takes to them."""

from __future__ import annotations

from collections.abc import Iterator

from domain.correspondence.plans import own_version, texts
from domain.correspondence.telling import Telling
from domain.documents.kinds import DocumentKind
from domain.documents.values import Value
from domain.letters import Line
from domain.readings.attendance import attendance
from domain.roles import Role


def outcome_for_child(t: Telling) -> Iterator[Line]:
    """First what was decided, who will see them, and how their own views came."""
    outcome = t.outcome()
    values: dict[str, Value] = {
        "child": t.clear.child(outcome.child),
        "decided": outcome.decided.value,
        "held": t.held(),
    }
    yield Line(code="outcome", values=values)
    yield _seen_by(t, outcome.key_worker)
    for how in _heard(t, outcome.child):
        yield Line(code="said", values={"how": how})
    yield from texts(t, "wanted", outcome.child, outcome.outcomes)
    yield from own_version(t, DocumentKind.OUTCOME_FOR_CHILD, outcome.child)


def _heard(t: Telling, child: str) -> Iterator[str]:
    """How their views came; that they were there, where nothing else is recorded."""
    conference = t.conference()
    of_them = (v.how for v in conference.views if v.whose == child)
    ways = [how.value for how in of_them if how is not None]
    yield from ways
    if not ways and any(there.person == child for there in attendance(conference)):
        yield "there"


def _seen_by(t: Telling, key_worker: str | None) -> Line:
    role = Role.SOCIAL_WORKER if key_worker is None else Role.KEY_WORKER
    ref = key_worker or t.case.holder(Role.SOCIAL_WORKER, t.now)
    name = t.clear.name(ref) if ref is not None else ""
    return Line(code="seen-by", values={"who": role.value, "name": name})
