"""The text that a version is made of: whether there is one, and its fingerprint."""

from __future__ import annotations

from typing import Final

from domain.case import Case
from domain.correspondence.sources import source_of
from domain.documents.kinds import DocumentKind
from domain.record.conferences import WITH_PLAN, Conference
from domain.translations.needed import Text, Version, version_of

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


class Fingerprints:
    """The fingerprint of each text now, worked out once for all its versions.

    Every request asks for them all, over all the years of a case. What nobody touched
    since `before` is not worked out again: there each job in hand was of the text then.
    What the desk is asked or no longer asked changes no text.
    """

    def __init__(self, case: Case, before: Case) -> None:
        self._case = case
        self._known = _untouched(case, before)

    def __call__(self, version: Version) -> str:
        """Its fingerprint; empty while there is no such text."""
        if version.text not in self._known:
            self._known[version.text] = source_now(self._case, version)
        return self._known[version.text]


def _untouched(case: Case, before: Case) -> dict[Text, str]:
    """The texts of jobs in hand that are drawn from the very same values as before.

    Under other terms, nobody may have looked at the jobs before.
    """
    drawn_from = (case.children, case.people, case.roles, case.terms)
    were = (before.children, before.people, before.roles, before.terms)
    if any(now is not then for now, then in zip(drawn_from, were, strict=True)):
        return {}
    earlier = {c.ref: c for c in before.conferences}
    same = {c.ref for c in case.conferences if earlier.get(c.ref) is c}
    return {
        version_of(job).text: job.source
        for job in before.translations
        if job.ended is None and job.about in same
    }
