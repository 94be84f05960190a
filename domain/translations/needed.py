"""Who of the family needs which text in another language, or in another form.

A plan in force, for everybody of the family who gets a copy of it; and the record of a
closed conference, for everybody of the family who is given one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from domain.case import Case
from domain.documents.kinds import DocumentKind
from domain.duties.afterwards import record_readers
from domain.record.conferences import Conference
from domain.record.copies import HowSettled
from domain.record.people import Person, PersonKind
from domain.record.plans import Plan
from domain.record.translations import Translation
from domain.translations.given import goes_to

#: The language and the form in which every text is made.
ENGLISH: Final = "en"
TEXT: Final = "text"
_AS_MADE: Final = (ENGLISH, TEXT)

#: Which document it is, of which conference, and about which child.
Text = tuple[DocumentKind, str, str | None]


class Version(NamedTuple):
    """One text in one language and form. `about`: the conference."""

    document: DocumentKind
    about: str
    child: str | None
    language: str
    format: str

    @property
    def text(self) -> Text:
        """Which text it is, in whatever language and form."""
        return self.document, self.about, self.child

    @property
    def form(self) -> tuple[str, str]:
        """In which language and form it is, whichever text it is."""
        return self.language, self.format


def version_of(job: Translation) -> Version:
    return Version(job.document, job.about, job.child, job.language, job.format)


def needed(case: Case) -> dict[Version, tuple[str, ...]]:
    """Every version that somebody of the family needs now, and who they are."""
    return _by_version([*_of_plans(case), *_of_records(case)])


def anybody_reads_otherwise(case: Case) -> bool:
    """Whether somebody of the family needs another language or form than English text.

    Asked first, for most families need none and every request asks.
    """
    family = (person for person in case.people if _of_the_family(person))
    return any(_theirs(person) != _AS_MADE for person in family)


def readers_of(case: Case, version: Version) -> tuple[str, ...]:
    """Who of the family needs this version now: none for one made in advance.

    Nobody of the family is given a child's letter: whoever is to take it to the child
    is named each time (send-document), so its versions go to nobody by themselves.
    """
    people = _due_to(case, version.text)
    return tuple(p.ref for p in people if _theirs(p) == version.form)


def everybody_of(case: Case, text: Text) -> tuple[str, ...]:
    """All who are told it in any language: the family; the child, of a child's letter.

    Nobody for whom a person must decide first.
    """
    document, _, child = text
    if document is DocumentKind.OUTCOME_FOR_CHILD and child is not None:
        return (child,)
    return tuple(person.ref for person in _due_to(case, text))


def _due_to(case: Case, text: Text) -> Iterator[Person]:
    """Those of the family to whom it goes by itself, whatever they read."""
    document, about, child = text
    conference = case.conference(about)
    if conference is None:
        return
    match document:
        case DocumentKind.PLAN:
            yield from _copied(case, conference, child or "")
        case DocumentKind.RECORD | DocumentKind.DECISION_SUMMARY:
            yield from _given_a_record(case, conference, document, case.people)
        case _:
            return


def plan_conference(case: Case, child: str) -> Conference | None:
    """The conference that gave the child's plan in force the form it has now."""
    plan = case.plan_of(child)
    return None if plan is None else case.conference(_made_at(plan))


def _made_at(plan: Plan) -> str:
    return plan.reviews[-1].ref if plan.reviews else plan.conference


def _of_plans(case: Case) -> Iterator[tuple[Version, str]]:
    for plan in case.plans:
        conference = plan_conference(case, plan.child) if plan.ended is None else None
        if conference is not None:
            people = _copied(case, conference, plan.child)
            yield from _versions(DocumentKind.PLAN, conference, plan.child, people)


def _of_records(case: Case) -> Iterator[tuple[Version, str]]:
    # Whoever reads English is left out first: of every conference of every year.
    others = tuple(person for person in case.people if _theirs(person) != _AS_MADE)
    for conference in case.conferences if others else ():
        if conference.closed_at is not None:
            people = _given_a_record(case, conference, DocumentKind.RECORD, others)
            yield from _versions(DocumentKind.RECORD, conference, None, people)


def _copied(case: Case, conference: Conference, child: str) -> Iterator[Person]:
    """The family among those to whom a copy of the plan is due."""
    of = (DocumentKind.PLAN, conference.ref, child)
    for copy in conference.copies:
        if copy.child != child or copy.how == HowSettled.WITHHELD:
            continue
        person = case.person(copy.person)
        if person is None or not _of_the_family(person):
            continue
        if goes_to(case, person, *of):
            yield person


def _given_a_record(
    case: Case,
    conference: Conference,
    document: DocumentKind,
    people: tuple[Person, ...],
) -> Iterator[Person]:
    """Those of the people who are given it without anybody being asked."""
    refs = record_readers(case, conference)
    of = (document, conference.ref, None)
    return (p for p in people if p.ref in refs and goes_to(case, p, *of))


def _of_the_family(person: Person) -> bool:
    return person.kind is PersonKind.FAMILY and person.died_at is None


def _theirs(person: Person) -> tuple[str, str]:
    return person.language, person.format


def _versions(
    document: DocumentKind,
    conference: Conference,
    child: str | None,
    people: Iterable[Person],
) -> Iterator[tuple[Version, str]]:
    for person in people:
        if _theirs(person) != _AS_MADE:
            wanted = Version(document, conference.ref, child, *_theirs(person))
            yield wanted, person.ref


def _by_version(
    wanted: Iterable[tuple[Version, str]],
) -> dict[Version, tuple[str, ...]]:
    people: dict[Version, tuple[str, ...]] = {}
    for version, ref in sorted(wanted, key=_by_form):
        known = people.get(version, ())
        people[version] = known if ref in known else (*known, ref)
    return people


def _by_form(one: tuple[Version, str]) -> tuple[str, str]:
    """The desk is asked in this order, whatever the order of the people."""
    version, _ = one
    return version.format, version.language
