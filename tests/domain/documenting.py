"""A planted family in which nobody hides or shares, and documents about it."""

from __future__ import annotations

from typing import Any

from domain.case import Case
from domain.correspondence import letter_for as made
from domain.documents.kinds import DocumentKind
from domain.evolve.changes import changed, each
from domain.letters import Letter
from domain.record.conferences import Conference
from tests.domain.canaries import Planted, planted
from tests.domain.canary_conferences import NOW
from tests.domain.canary_letters import to


def plain_family() -> Planted:
    """The first family in which nobody hides, is kept away or shares, or typed."""
    return next(
        family
        for family in map(planted, range(100))
        if not family.typed and not family.together and not _any_marked(family.case)
    )


def _any_marked(case: Case) -> bool:
    marked = any(p.address_secret or p.of_concern_about for p in case.people)
    settled = case.conferences[1].invitation
    return marked or bool(settled and settled.not_named_to)


FAMILY = plain_family()
CASE = FAMILY.case


def letter(document: DocumentKind, person: str, case: Case = CASE, **of: Any) -> Letter:
    given: dict[str, Any] = {"about": "conf-1", "person": person, **of}
    return made(case, to(document, **given), NOW)


def with_conference(ref: str, case: Case = CASE, **fields: Any) -> Case:
    def change(conference: Conference) -> Conference:
        return changed(conference, **fields)

    return changed(case, conferences=each(case.conferences, ref, change))


def with_person(ref: str, **fields: Any) -> Case:
    return changed(CASE, people=each(CASE.people, ref, lambda p: changed(p, **fields)))


def first(told: Letter, code: str) -> dict[str, Any]:
    return next(line.values for line in told.lines if line.code == code)
