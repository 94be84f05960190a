"""The text that a version is made of: whether there is one, and its fingerprint."""

from __future__ import annotations

from typing import Final

from domain.case import Case
from domain.correspondence.sources import source_of
from domain.documents.kinds import DocumentKind
from domain.record.conferences import WITH_PLAN, Conference
from domain.translations.needed import Version

#: These are about one child.
OF_A_CHILD: Final = frozenset({DocumentKind.PLAN, DocumentKind.OUTCOME_FOR_CHILD})


def source_now(case: Case, version: Version) -> str:
    """The fingerprint of its text; empty while there is no such text, or no longer."""
    conference = case.conference(version.about)
    if conference is None or not _is_there(conference, version):
        return ""
    return source_of(case, version.document, version.about, version.child)


def _is_there(conference: Conference, version: Version) -> bool:
    """A plan once it was agreed, a record once it is complete, the rest once held."""
    if version.document is DocumentKind.RECORD:
        return conference.closed_at is not None
    if version.document in OF_A_CHILD:
        outcome = conference.outcome(version.child or "")
        if outcome is None:
            return False
        plan = outcome.decided in WITH_PLAN
        return plan or version.document is not DocumentKind.PLAN
    return conference.held_at is not None and bool(conference.outcomes)
