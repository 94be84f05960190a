"""One conference for all the children of a household, or several."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.gates.subject import JUDGED, WHOLE, Finding, Subject, conference_of
from domain.record.conferences import Conference, Kind
from domain.terms import Gate
from rulebook.schema import Asks


def _left_out(case: Case) -> set[str]:
    """Children of the case in none of the groups: none decided, or come since."""
    groups = case.sibling_groups.groups if case.sibling_groups else ()
    placed = {child for group in groups for child in group}
    return {child.ref for child in case.present()} - placed


def _takes_in(case: Case, conference: Conference, group: tuple[str, ...]) -> bool:
    """The conference is about all those of the group who are still to be decided.

    A further sitting for a child left undecided need not take in the others again.
    """
    here = {child.ref for child in case.present()} & set(group)
    waiting = {ref for ref in here if not _decided_before(case, conference, ref)}
    children = set(conference.children)
    return bool(here & children) and waiting <= children


def _decided_before(case: Case, conference: Conference, child: str) -> bool:
    """By another first conference since the children were grouped."""
    since = case.sibling_groups.decided_at if case.sibling_groups else None
    for other in case.conferences:
        held_at, outcome = other.held_at, other.outcome(child)
        if other.ref == conference.ref or held_at is None or outcome is None:
            continue
        in_this_round = since is None or held_at >= since
        if in_this_round and other.kind is Kind.INITIAL and outcome.settles:
            return True
    return False


def grouped(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """It was decided which children are taken together, and this is one group's (C12).

    Children of other groups may be considered beside them.
    """
    decided = case.sibling_groups
    if decided is None:
        yield WHOLE
        return
    yield from sorted(_left_out(case))
    conference = conference_of(subject)
    if not any(_takes_in(case, conference, group) for group in decided.groups):
        yield from conference.children


def split_explained(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """Where a conference leaves out children without a plan, that was decided (C12)."""
    conference = conference_of(subject)
    for child in case.present():
        away = child.ref not in conference.children and not case.plan_of(child.ref)
        if away and child.ref in _left_out(case):
            yield child.ref


def in_one_conference(case: Case, gate: Gate, subject: Subject) -> Iterator[str]:
    """A child is judged by the conference of its own group, and by no other (WA-63).

    For a new round of conferences the groups are decided anew. A decision that was set
    aside is made again.
    """
    child, decided = subject.child, case.sibling_groups
    if child is None or decided is None:
        return
    conference = conference_of(subject)
    mine = [group for group in decided.groups if child in group]
    if mine and not _takes_in(case, conference, mine[0]):
        yield child
    aside = {s.conference for s in case.set_aside if s.child == child}
    for other in case.conferences:
        held = other.held_at is not None and other.held_at >= decided.decided_at
        outcome = other.outcome(child)
        judged = outcome is not None and outcome.decided in JUDGED
        same = other.ref == conference.ref or other.ref in aside
        if held and judged and not same and other.kind is Kind.INITIAL:
            yield child


SIBLINGS: dict[Asks, Finding] = {
    Asks.SIBLINGS_GROUPED: grouped,
    Asks.SPLIT_EXPLAINED: split_explained,
    Asks.IN_ONE_CONFERENCE: in_one_conference,
}
