"""Values for one letter, each with everybody who may see it, or left out.

What its readers may not all see is left out where the letter can do without it. Of
words that are the letter itself nothing is left out: then there is no letter.
"""

from __future__ import annotations

from typing import NamedTuple

from domain.case import Case
from domain.clearance.bare import gives_away
from domain.clearance.hiding import Place
from domain.clearance.rules import seen_by
from domain.clearance.subject import Subject, What
from domain.documents.kinds import DocumentKind
from domain.documents.values import Personal, Sort
from domain.record.conferences import Conference
from domain.record.people import Person

SORTS = {
    What.CHILDS_NAME: Sort.NAME,
    What.ADULTS_NAME: Sort.NAME,
    What.VENUE: Sort.PLACE,
    What.AGENCY: Sort.AGENCY,
    What.CHILDS_WORDS: Sort.WORDS,
    What.MEETINGS_WORDS: Sort.WORDS,
}


class NotSeen(Exception):
    """Somebody who reads the letter may not see what it has to say. It names nobody."""


class Clearing(NamedTuple):
    """For one letter: who reads it, and what of the case they must not learn by it."""

    case: Case
    ours: frozenset[str]
    places: tuple[Place, ...]
    to: str
    readers: tuple[str, ...]
    document: DocumentKind
    conference: Conference | None
    withheld: tuple[str, ...]

    def child(self, ref: str) -> Personal | str:
        """The child's name; the reference where it is not known, or not theirs."""
        child = self.case.child(ref)
        name = child.name if child is not None else None
        return self._shown(What.CHILDS_NAME, ref, name) or ref

    def name(self, ref: str) -> Personal | str:
        """An adult's name; nothing where it leads to a secret place."""
        person = self.case.person(ref)
        return self._shown(What.ADULTS_NAME, ref, person.name if person else None)

    def agency(self, person: Person) -> Personal | str:
        return self._shown(What.AGENCY, person.ref, person.agency)

    def venue(self) -> Personal | str:
        """Where the conference is; nothing for whoever is not to come there."""
        found = self.conference
        if found is None:
            return ""
        return self._shown(What.VENUE, found.ref, found.place)

    def words(self, child: str, text: str | None) -> Personal | str:
        """What people wrote about a child. Raises `NotSeen` for another's reader."""
        return self._said(What.CHILDS_WORDS, child, text)

    def meetings_words(self, text: str | None) -> Personal | str:
        """What was written of a conference as a whole. Raises `NotSeen`, likewise."""
        of = self.conference.ref if self.conference is not None else ""
        return self._said(What.MEETINGS_WORDS, of, text)

    def may_tell_of(self, child: str) -> bool:
        """Whether these readers may be told of this child at all."""
        return self._may_see(self._personal(What.CHILDS_WORDS, child, child))

    def may_tell_of_all(self) -> bool:
        """Whether they may be told of every child of the conference."""
        of = self.conference.ref if self.conference is not None else ""
        return self._may_see(self._personal(What.MEETINGS_WORDS, of, of))

    def is_safe(self, code: str) -> bool:
        """A code that gives nothing away: "refuge-worker" may say where somebody is."""
        return not gives_away(code.title(), self.withheld)

    def _shown(self, what: What, of: str, text: str | None) -> Personal | str:
        if not text:
            return ""
        value = self._personal(what, of, text)
        return value if self._may_see(value) and self.is_safe(text) else ""

    def _said(self, what: What, of: str, text: str | None) -> Personal | str:
        if not text:
            return ""
        value = self._personal(what, of, text)
        if not self._may_see(value):
            raise NotSeen
        return value

    def _personal(self, what: What, of: str, text: str) -> Personal:
        subject = Subject(
            case=self.case,
            ours=self.ours,
            places=self.places,
            to=self.to,
            document=self.document,
            conference=self.conference,
            what=what,
            of=of,
            text=text,
        )
        return Personal(text=text, sort=SORTS[what], of=of, seen_by=seen_by(subject))

    def _may_see(self, value: Personal) -> bool:
        return bool(self.readers) and set(self.readers) <= set(value.seen_by)
