"""What a copy of one child's plan says: what was decided, and the plan as agreed.

Who agreed with it and who did not is nobody's to read in a letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from domain.correspondence.telling import Telling
from domain.documents.kinds import DocumentKind
from domain.documents.values import Value
from domain.letters import Line
from domain.record.conferences import Action, Outcome
from domain.record.people import PersonKind
from domain.record.translations import Translation
from domain.roles import Role

#: What comes next of a plan, by the rules' keys.
COMES_NEXT: Final = frozenset({"first-core-group", "first-review", "next-review"})


def plan(t: Telling) -> Iterator[Line]:
    """All that was agreed about one child, and what comes next."""
    outcome = t.outcome()
    values: dict[str, Value] = {
        "conference": t.conference().kind.value,
        "held": t.held(),
        "decided": outcome.decided.value,
        "child": t.clear.child(outcome.child),
    }
    yield Line(code="plan", values=values)
    yield from agreed(t, outcome)
    yield from t.due(COMES_NEXT, outcome.child)
    yield from own_version(t, DocumentKind.PLAN, outcome.child)


def agreed(t: Telling, outcome: Outcome) -> Iterator[Line]:
    """The outline plan. Raises `NotSeen` for whom it does not go to."""
    for category in outcome.categories:
        yield Line(code="category", values={"category": category})
    yield from texts(t, "wanted", outcome.child, outcome.outcomes)
    yield from texts(t, "intervention", outcome.child, outcome.interventions)
    yield from actions(t, outcome.child, outcome.actions)
    yield from texts(t, "contingency", outcome.child, (outcome.contingency,))
    yield from texts(t, "wellbeing", outcome.child, (outcome.wellbeing,))
    yield from _appointed(t, outcome)


def texts(
    t: Telling, code: str, child: str, said: Iterable[str | None]
) -> Iterator[Line]:
    for text in said:
        if text:
            yield Line(code=code, values={"what": t.clear.words(child, text)})


def actions(t: Telling, child: str, all_of: Iterable[Action]) -> Iterator[Line]:
    """Who acts is said by their part in the case, never by their name."""
    for action in all_of:
        values: dict[str, Value] = {
            "what": t.clear.words(child, action.what),
            "who": t.part_of(action.who),
            "by": t.clear.words(child, action.by),
            "on": t.day(action.on),
            "method": t.clear.words(child, action.method),
            "intended": t.clear.words(child, action.intended),
        }
        yield Line(code="action", values=values)


def _appointed(t: Telling, outcome: Outcome) -> Iterator[Line]:
    """The key worker and the core group: whom it is safe to name."""
    if outcome.key_worker is not None:
        name = t.clear.name(outcome.key_worker)
        role = Role.KEY_WORKER.value
        yield Line(code="key-worker", values={"name": name, "role": role})
    for ref in outcome.core_group:
        if not is_unsaid(t, ref):
            known = t.case.person(ref) is not None
            name = t.clear.name(ref) if known else t.clear.child(ref)
            member: dict[str, Value] = {"who": t.part_of(ref), "name": name}
            yield Line(code="core-group-member", values=member)


def is_unsaid(t: Telling, ref: str) -> bool:
    """Nobody of the family is told where to meet somebody who must not be found."""
    person = t.case.person(ref)
    if person is None or ref == t.to.ref:
        return False
    relative = person.kind is PersonKind.FAMILY
    hides = person.address_secret and t.to_family
    return hides or not (relative or t.clear.name(ref))


def own_version(
    t: Telling, document: DocumentKind, child: str | None
) -> Iterator[Line]:
    """That a version in the reader's own language or form is on its way."""
    if t.effect.translation is not None:
        return
    for job in t.case.translations:
        same = (job.document, job.about, job.child) == (
            document,
            t.conference().ref,
            child,
        )
        if same and job.awaited and t.to.ref in job.readers:
            yield Line(code="own-version", values=_awaited(t, job))


def _awaited(t: Telling, job: Translation) -> dict[str, Value]:
    """No day that has passed is promised; and somebody goes through it meanwhile."""
    duty = next((d for d in t.case.duties.values() if d.ref == job.ref), None)
    promised = duty.due.due_on if duty is not None and not duty.missed else None
    times = t.case.terms.letters
    role = times.goes_through if times is not None else ""
    holder = t.case.holder(role, t.now)
    return {
        "language": job.language,
        "due": t.day(promised),
        "goes-through": role,
        "name": t.clear.name(holder) if holder is not None else "",
    }
