"""What a gate is asked of: a conference, one child of it, one report, one person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from domain.case import Case
from domain.record.children import Child
from domain.record.conferences import WITH_PLAN, Conference, Decided, Kind, Outcome
from domain.terms import Gate, Listing
from rulebook.schema import When


class Subject(NamedTuple):
    """What somebody is about to take a step with. Null: the step is not about one."""

    conference: Conference | None = None
    child: str | None = None
    agency: str | None = None
    person: str | None = None

    @property
    def outcome(self) -> Outcome | None:
        """What the conference decided about the child."""
        if self.conference is None or self.child is None:
            return None
        return self.conference.outcome(self.child)


def conference_of(subject: Subject) -> Conference:
    """The conference of a step that is never taken without one."""
    assert subject.conference is not None
    return subject.conference


#: What is missing, by reference or code; `WHOLE` for the step as a whole.
Finding = Callable[[Case, Gate, Subject], Iterable[str]]
WHOLE = ""


def applies(case: Case, when: Iterable[When], subject: Subject) -> bool:
    """True when an entry that applies only `when` all of these are so applies here."""
    return all(CONDITIONS[condition](case, subject) for condition in when)


def listed(case: Case, gate: Gate) -> tuple[Listing, ...]:
    """The lines of the list that a gate goes by; none where it goes by none."""
    return case.terms.lists.get(gate.on, ()) if gate.on is not None else ()


def _is(kind: Kind, case: Case, subject: Subject) -> bool:
    return subject.conference is not None and subject.conference.kind is kind


def _unborn(case: Case, subject: Subject) -> bool:
    """The child asked about; or, of a whole conference, any of its children."""
    return any(child.unborn for child in about(case, subject))


def _born(case: Case, subject: Subject) -> bool:
    return any(not child.unborn for child in about(case, subject))


def about(case: Case, subject: Subject) -> tuple[Child, ...]:
    """The children whom it is about, those who have left included."""
    if subject.child is not None:
        refs: tuple[str, ...] = (subject.child,)
    else:
        refs = subject.conference.children if subject.conference else ()
    return tuple(child for child in case.children if child.ref in refs)


def _several(case: Case, subject: Subject) -> bool:
    return sum(1 for _ in case.present()) > 1


def _with_plan(case: Case, subject: Subject) -> bool:
    return subject.outcome is not None and subject.outcome.decided in WITH_PLAN


def _without_plan(case: Case, subject: Subject) -> bool:
    return subject.outcome is not None and subject.outcome.decided in LEAVES


def _judged(case: Case, subject: Subject) -> bool:
    """The conference came to a finding about the child: it was considered in full."""
    return subject.outcome is not None and subject.outcome.decided in JUDGED


def _concern(case: Case, subject: Subject) -> bool:
    """There are concerns that an adult may have abused a child whom it is about."""
    children = {child.ref for child in about(case, subject)}
    return any(children & set(p.of_concern_about) for p in case.people)


#: After these the child has no plan, or no longer.
LEAVES = frozenset({Decided.NO_PLAN, Decided.END})
JUDGED = WITH_PLAN | LEAVES
CONDITIONS: dict[When, Callable[[Case, Subject], bool]] = {
    When.INITIAL: partial(_is, Kind.INITIAL),
    When.REVIEW: partial(_is, Kind.REVIEW),
    When.UNBORN: _unborn,
    When.BORN: _born,
    When.SEVERAL_CHILDREN: _several,
    When.WITH_PLAN: _with_plan,
    When.LEAVES: _without_plan,
    When.JUDGED: _judged,
    When.CONCERN: _concern,
}
