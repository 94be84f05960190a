"""What the family's and the child's own part begins, and what meets it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from domain.case import Case
from domain.duties.conferences import ended
from domain.duties.met import MetAt
from domain.duties.start import Beginning, Finder
from domain.readings.taking_part import (
    born_children,
    interpreter_decided,
    interpreter_of,
    is_sure,
    needs_interpreter,
    relatives,
    speaks_another_language,
    who_needs_one,
)
from domain.record.conferences import Conference
from domain.record.participation import Preparation
from rulebook.schema import Met, Start

Whom = Callable[[Case, Conference], Iterable[str]]


def _until_held(conference: Conference) -> Beginning:
    return Beginning(
        ref=conference.ref,
        of=conference.ref,
        anchor=conference.booked_at,
        children=conference.children,
        over=ended(conference),
    )


def _open(case: Case, start: Start) -> Iterator[tuple[str, str]]:
    """What this kind of beginning still asks for: of what began it, and of whom."""
    rules = {rule.key for rule in case.terms.by_start.get(start, ())}
    for duty in case.duties.values():
        if duty.rule in rules:
            yield duty.ref, duty.who


def _whom(case: Case, conference: Conference, start: Start, whom: Whom) -> list[str]:
    """Once it is over nothing begins any more: only what is still open ends with it."""
    if conference.awaited:
        return list(whom(case, conference))
    return [who for ref, who in _open(case, start) if ref == conference.ref]


def family_invited(case: Case, thorough: bool) -> Iterator[Beginning]:
    """A conference to which relatives are invited, until it is over."""
    for conference in case.conferences:
        people = _whom(case, conference, Start.FAMILY_INVITED, relatives)
        if people:
            yield _until_held(conference)._replace(people=tuple(people))


def children_with_a_part(case: Case, thorough: bool) -> Iterator[Beginning]:
    """A conference about children who are born, until it is over."""
    for conference in case.conferences:
        children = _whom(case, conference, Start.CHILD_HAS_A_PART, _born)
        if children:
            yield _until_held(conference)._replace(children=tuple(children))


def _born(case: Case, conference: Conference) -> Iterator[str]:
    return (child.ref for child in born_children(case, conference))


def languages(case: Case, thorough: bool) -> Iterator[Beginning]:
    """Somebody speaks another language: whether they need an interpreter is planned."""
    for conference in case.conferences:
        people = _whom(case, conference, Start.LANGUAGE, _to_plan_with)
        if people:
            yield _until_held(conference)._replace(people=tuple(people))


def _to_plan_with(case: Case, conference: Conference) -> Iterator[str]:
    """Not those of whom it was known when the conference was booked."""
    asked = set(_open(case, Start.LANGUAGE))
    for who in speaks_another_language(case, conference):
        decided = interpreter_decided(case, who)
        if decided is None:
            known = needs_interpreter(case, who)
        else:
            known = decided.decided_at < conference.booked_at
        if not known or (decided and (conference.ref, who) in asked):
            yield who


def interpreters(case: Case, thorough: bool) -> Iterator[Beginning]:
    """Somebody needs an interpreter: anew for each date, and when one did not come."""
    for conference in case.conferences:
        for who, name in _rounds(case, conference):
            yield _until_held(conference)._replace(
                ref=name, anchor=_owed_since(case, conference, who), people=(who,)
            )


def _rounds(case: Case, conference: Conference) -> Iterator[tuple[str, str]]:
    """Whoever needs one, and the name of the round in which theirs is found."""
    if conference.awaited:
        for who in who_needs_one(case, conference):
            yield who, _round(conference, who)
        return
    for name, who in _open(case, Start.INTERPRETER):
        if name == _round(conference, who):
            yield who, name


def _round(conference: Conference, who: str) -> str:
    """A plus stands in no reference, so no other conference has this name."""
    number = conference.revision + len(_absences(conference, who))
    return conference.ref if number == 1 else f"{conference.ref}+{number}"


def _absences(conference: Conference, who: str) -> list[datetime]:
    """When an interpreter for somebody did not come, or said that they will not."""
    theirs = (i.absent_at for i in conference.interpreting if i.who == who)
    return [at for at in theirs if at is not None]


def _owed_since(case: Case, conference: Conference, who: str) -> datetime:
    decided = interpreter_decided(case, who)
    planned = [decided.decided_at] if decided and decided.needed else []
    return max((conference.since, *_absences(conference, who), *planned))


def prepared_at(case: Case, began: Beginning, who: str) -> datetime | None:
    """When they were first prepared. A reason why not leaves it open until the day."""
    conference = case.conference(began.of)
    if conference is None:
        return None
    done = (p.at for p in conference.preparations if p.person == who and _is_done(p))
    return next(done, None)


def _is_done(preparation: Preparation) -> bool:
    return preparation.not_because is None


def interpreter_planned(case: Case, began: Beginning, who: str) -> datetime | None:
    decided = interpreter_decided(case, who)
    return None if decided is None else max(decided.decided_at, began.anchor)


def interpreter_confirmed(case: Case, began: Beginning, who: str) -> datetime | None:
    """They said that they will come on the day that the conference now has."""
    conference = case.conference(began.of)
    if conference is None or not is_sure(conference, who):
        return None
    found = interpreter_of(conference, who)
    sure_at = found.confirmed_at if found else None
    return None if sure_at is None else max(sure_at, began.anchor)


PARTICIPATION: dict[Start, Finder] = {
    Start.FAMILY_INVITED: family_invited,
    Start.CHILD_HAS_A_PART: children_with_a_part,
    Start.LANGUAGE: languages,
    Start.INTERPRETER: interpreters,
}

PARTICIPATION_MET: dict[Met, MetAt] = {
    Met.PREPARED: prepared_at,
    Met.INTERPRETER_DECIDED: interpreter_planned,
    Met.INTERPRETER_CONFIRMED: interpreter_confirmed,
}
