"""What an exclusion and a concern about an adult begin, and what meets it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.duties.afterwards import held_in_practice
from domain.duties.met import MetAt
from domain.duties.start import Beginning, Finder, Over
from domain.readings.kept_away import concerns_of, kept_away, looked_at_since
from domain.record.conferences import Conference, Kind
from domain.record.people import PersonKind
from domain.record.safety import AdultConcern, Document, Exclusion
from rulebook.schema import Met, Start


def bars(case: Case, thorough: bool) -> Iterator[Beginning]:
    """What keeps a relative away asks how their views and their share come in (C5).

    A concern asks it of a parent and of whoever else answers for a child: nobody else
    would have had a part.
    """
    for number, exclusion in enumerate(case.exclusions):
        yield Beginning(
            ref=f"exclusion-{number + 1}",
            of=EXCLUSION,
            number=number,
            anchor=exclusion.at,
            children=_known_by(case, exclusion.at),
            people=(exclusion.person,),
            over=_ended(case, exclusion.person, exclusion.lifted_at),
        )
    for number, concern in enumerate(case.adult_concerns):
        if _has_a_part(case, concern.person):
            yield Beginning(
                ref=f"concern-{number + 1}",
                of=CONCERN,
                number=number,
                anchor=concern.decided_at,
                children=concern.children,
                people=(concern.person,),
                over=_ended(case, concern.person, concern.lifted_at),
            )


EXCLUSION, CONCERN = "exclusion", "concern"


def _known_by(case: Case, at: datetime) -> tuple[str, ...]:
    """The children whom it was about: who joins later takes nothing up again."""
    joined = ((child.ref, child.since) for child in case.children)
    return tuple(ref for ref, since in joined if since is None or since < at)


def _has_a_part(case: Case, ref: str) -> bool:
    person = case.person(ref)
    if person is None or person.kind is not PersonKind.FAMILY:
        return False
    return any(ref in (*child.parents, *child.responsible) for child in case.children)


def _ended(case: Case, ref: str, lifted_at: datetime | None) -> Over | None:
    person = case.person(ref)
    died_at = person.died_at if person is not None else None
    ends = [
        Over(why, at)
        for why, at in (("lifted", lifted_at), ("died", died_at))
        if at is not None
    ]
    return min(ends, key=lambda over: over.at, default=None)


def _bar(case: Case, began: Beginning) -> Exclusion | AdultConcern:
    known = case.exclusions if began.of == EXCLUSION else case.adult_concerns
    return known[began.number]


def views_planned(case: Case, began: Beginning, who: str) -> datetime | None:
    return _bar(case, began).views_planned_at


def part_planned(case: Case, began: Beginning, who: str) -> datetime | None:
    return _bar(case, began).part_planned_at


def told_of_outcomes(case: Case, thorough: bool) -> Iterator[Beginning]:
    """Each conference that decided a child about whom somebody is of concern (CS-66).

    Of one held before the concern began they had been told: it asks for nothing.
    """
    known = [(p.ref, concerns_of(case, p.ref)) for p in kept_away(case)]
    for conference, held_at in held_in_practice(case):
        outcomes = {outcome.child for outcome in conference.outcomes}
        for ref, concerns in known:
            about = [
                c
                for c in concerns
                if c.in_force(held_at) and not outcomes.isdisjoint(c.children)
            ]
            if about:
                lifted = [c.lifted_at for c in about if c.lifted_at is not None]
                ended_at = max(lifted) if len(lifted) == len(about) else None
                yield Beginning(
                    ref=conference.ref,
                    anchor=held_at,
                    children=tuple(child for c in about for child in c.children),
                    people=(ref,),
                    over=_ended(case, ref, ended_at),
                )


def sharing_decided(case: Case, began: Beginning, who: str) -> datetime | None:
    """What they are told of the outcome, decided once there was one."""
    made = (
        d.decided_at
        for d in case.sharing
        if (d.person, d.document, d.about) == (who, Document.OUTCOME, began.ref)
        and d.decided_at >= began.anchor
    )
    return min(made, default=None)


def reviews_ahead(case: Case, thorough: bool) -> Iterator[Beginning]:
    """A review conference, for everybody who was kept away when it was booked (C5)."""
    known = [person.ref for person in kept_away(case)]
    for conference in case.conferences:
        if conference.kind is not Kind.REVIEW or _before_practice(case, conference):
            continue
        off = conference.off
        for ref in known:
            if looked_at_since(case, ref, conference.booked_at):
                yield Beginning(
                    ref=conference.ref,
                    anchor=conference.booked_at,
                    children=conference.children,
                    people=(ref,),
                    over=None if off is None else Over("conference-called-off", off.at),
                )


def _before_practice(case: Case, conference: Conference) -> bool:
    """Held before the case's terms asked for this: it was right as it was."""
    since, held_at = case.practice_since, conference.held_at
    return since is not None and held_at is not None and held_at < since


def looked_at_again(case: Case, began: Beginning, who: str) -> datetime | None:
    """Each bar on them, since the review was booked."""
    looks = looked_at_since(case, who, began.anchor)
    known = [at for at in looks if at is not None]
    return max(known) if known and len(known) == len(looks) else None


SAFETY: dict[Start, Finder] = {
    Start.EXCLUDED: bars,
    Start.CONCERN: told_of_outcomes,
    Start.REVIEW_AHEAD: reviews_ahead,
}

SAFETY_MET: dict[Met, MetAt] = {
    Met.VIEWS_PLANNED: views_planned,
    Met.PART_PLANNED: part_planned,
    Met.SHARING_DECIDED: sharing_decided,
    Met.LOOKED_AT_AGAIN: looked_at_again,
}
