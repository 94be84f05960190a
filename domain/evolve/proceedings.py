"""The case after a fact about care proceedings and the children's guardian."""

from __future__ import annotations

from domain.case import Case
from domain.evolve.changes import changed, to
from domain.facts.proceedings import (
    GuardianAppointed,
    GuardianEnded,
    ProceedingsEnded,
    ProceedingsFact,
    ProceedingsStarted,
)
from domain.record.orders import Proceedings


def evolve_proceedings(case: Case, fact: ProceedingsFact) -> Case:
    match fact:
        case ProceedingsStarted(at=at):
            return to(case, proceedings=Proceedings(started_at=at))
        case ProceedingsEnded(at=at):
            return _now(case, ended_at=at)
        case GuardianAppointed(guardian=guardian, at=at):
            return _now(
                case, guardian=guardian, appointed_at=at, guardian_ended_at=None
            )
        case GuardianEnded(at=at):
            return _now(case, guardian_ended_at=at)


def _now(case: Case, **changes: object) -> Case:
    """What is so of the proceedings now; a guardian may be known before they begin."""
    was = case.proceedings
    return case if was is None else to(case, proceedings=changed(was, **changes))
