"""Asking that people be sent a document: which there is, and to whom it is due."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.documents.kinds import DocumentKind
from domain.duties.afterwards import record_readers
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.deliveries import DocumentAskedFor
from domain.readings.attendance import recipients
from domain.readings.kept_away import excluded_at
from domain.readings.sharing import decision_on, still_covers
from domain.record.conferences import Conference
from domain.record.people import PersonKind
from domain.record.safety import Document, Sharing
from domain.requests.deliveries import SendDocument
from domain.roles import Role
from domain.translations.needed import TEXT

#: Who is sent what was agreed about a delay.
OF_A_DELAY = (
    Role.SOCIAL_WORKER,
    Role.AUTHORISED_MANAGER,
    Role.CHAIR,
    Role.COORDINATOR,
)


def asked_for(case: Case, request: SendDocument, now: datetime) -> Facts:
    """One more asking. Raises `Refused` with what is missing."""
    _about_a_child(case, request)
    _in_a_certified_text(case, request)
    due = _due(case, request, now)
    return (
        DocumentAskedFor(
            at=now,
            document=request.document,
            about=request.about,
            child=request.child,
            people=_people(case, request, due),
            number=case.documents_asked + 1,
            translation=request.translation,
        ),
    )


def _due(case: Case, request: SendDocument, now: datetime) -> tuple[str, ...]:
    """To whom it is due. Raises `Refused` where there is no such document yet."""
    match request.document:
        case DocumentKind.DECISION_SUMMARY:
            return _summary(case, request)
        case DocumentKind.RECORD:
            return _record(case, request)
        case DocumentKind.CORE_GROUP_NOTE:
            return _note(case, request)
        case DocumentKind.DELAY_AGREEMENT:
            return _agreement(case, request, now)
        case DocumentKind.EXCLUSION_LETTER:
            return _exclusion(case, request, now)
        case DocumentKind.OUTCOME_FOR_CHILD:
            return _outcome(case, request)


def _about_a_child(case: Case, request: SendDocument) -> None:
    of_one = request.document is DocumentKind.OUTCOME_FOR_CHILD
    if (request.child is not None) is not of_one:
        raise Refused(
            "about-which-child",
            "A letter about an outcome is for one child: name it with 'child'. Any "
            "other document is for adults: leave 'child' out.",
            where="child",
        )
    if request.child is not None:
        checks.children(case, (request.child,), "child")


def _in_a_certified_text(case: Case, request: SendDocument) -> None:
    """Only of a child's letter: every other version goes by itself, once certified."""
    if request.translation is None:
        return
    job = case.translation(request.translation)
    of = (request.document, request.about, request.child)
    fits = job is not None and (job.document, job.about, job.child) == of
    letter = request.document is DocumentKind.OUTCOME_FOR_CHILD
    if job is None or not (letter and fits and job.certified and job.format == TEXT):
        raise Refused(
            "no-such-text",
            "There is no certified text of this child's letter under that reference: "
            "'vigil translation list' shows how far each is. Any other text goes by "
            "itself to whoever needs it once it is certified: leave 'translation' out.",
            where="translation",
        )


def _people(case: Case, request: SendDocument, due: tuple[str, ...]) -> tuple[str, ...]:
    """To whom it goes: those named, or all to whom it is due; each once, the living."""
    for ref in request.people:
        person = checks.person(case, ref, "people")
        if ref not in due or person.died_at is not None:
            raise Refused(
                "not-due-to-them",
                "This document is not due to one of these people: leave them out. "
                "Without 'people' it goes to all to whom it is due.",
                where="people",
            )
    known = (case.person(ref) for ref in dict.fromkeys(request.people or due))
    people = tuple(p.ref for p in known if p is not None and p.died_at is None)
    if not people:
        raise Refused(
            "due-to-nobody",
            "This document is due to nobody whom the case knows: record who took part, "
            "or who holds the role, first.",
            where="people",
        )
    return people


def _conference(case: Case, ref: str) -> Conference:
    """A conference that was held. Raises `Refused` for any other."""
    if case.conference(ref) is None:
        raise Refused(
            "unknown-conference",
            "This document is about a conference: name one that 'vigil case' shows.",
            where="about",
        )
    return checks.held(case, ref)[0]


def _summary(case: Case, request: SendDocument) -> tuple[str, ...]:
    conference = _conference(case, request.about)
    if not conference.outcomes:
        raise Refused(
            "nothing-decided",
            "Nothing is recorded of what this conference decided: record the outcomes "
            "first (record-outcome).",
            where="about",
        )
    return _recipients(case, conference)


def _record(case: Case, request: SendDocument) -> tuple[str, ...]:
    conference = _conference(case, request.about)
    if conference.closed_at is None:
        raise Refused(
            "record-not-complete",
            "The record goes out once the conference is closed: complete its headings "
            "and close it first (close-conference).",
            where="about",
        )
    return _recipients(case, conference)


def _recipients(case: Case, conference: Conference) -> tuple[str, ...]:
    """Parents and holders of responsibility, and whoever took part for some child."""
    there = (recipients(conference, child) for child in conference.children)
    professional = (ref for each in there for ref in each if not case.is_relative(ref))
    return tuple(dict.fromkeys((*record_readers(case, conference), *professional)))


def _note(case: Case, request: SendDocument) -> tuple[str, ...]:
    """The members of the core groups that met, and their key workers."""
    plans = [
        plan
        for plan in case.plans
        if any(meeting.ref == request.about for meeting in plan.core_groups)
    ]
    if not plans:
        raise Refused(
            "unknown-meeting",
            "No core group of that reference met: record it first (record-core-group).",
            where="about",
        )
    members = (ref for p in plans for ref in (p.key_worker, *p.core_group) if ref)
    return tuple(dict.fromkeys(members))


def _agreement(case: Case, request: SendDocument, now: datetime) -> tuple[str, ...]:
    delay = next((d for d in case.delays if d.ref == request.about), None)
    if delay is None or delay.agreed_at is None:
        raise Refused(
            "no-agreement",
            "No delay of that reference was agreed to: name one that was "
            "(approve-delay).",
            where="about",
        )
    holders = (case.holder(role, now) for role in OF_A_DELAY)
    return tuple(dict.fromkeys(ref for ref in holders if ref is not None))


def _exclusion(case: Case, request: SendDocument, now: datetime) -> tuple[str, ...]:
    """Whoever is excluded now, where it was decided that they are given it."""
    if case.conference(request.about) is None:
        raise Refused(
            "unknown-conference",
            "Name the conference from which somebody is excluded.",
            where="about",
        )
    excluded = [p.ref for p in case.people if excluded_at(case, p, now)]
    people = [ref for ref in excluded if not request.people or ref in request.people]
    if any(not _may_have_it(case, ref, request.about) for ref in people):
        raise Refused(
            "decide-first",
            "Somebody who is excluded is sent nothing by itself: record first what a "
            "named person decided that they are given (decide-sharing, "
            "exclusion-letter).",
            where="people",
            rules=("CS-66",),
        )
    return tuple(excluded)


def _may_have_it(case: Case, ref: str, about: str) -> bool:
    made = decision_on(case, ref, Document.EXCLUSION, about)
    whole = made is not None and made.shares is Sharing.WHOLE
    return made is not None and whole and still_covers(case, made, None)


def _outcome(case: Case, request: SendDocument) -> tuple[str, ...]:
    """One professional takes it to the child, and goes through it with them."""
    conference = _conference(case, request.about)
    if conference.outcome(request.child or "") is None:
        raise Refused(
            "no-outcome",
            "That conference decided nothing about that child: name the one that did.",
            where="child",
        )
    bearers = [checks.person(case, ref, "people") for ref in request.people]
    if len(bearers) != 1 or bearers[0].kind is not PersonKind.PROFESSIONAL:
        raise Refused(
            "who-takes-it",
            "Name the one professional who takes this letter to the child and goes "
            "through it with them.",
            where="people",
        )
    return (bearers[0].ref,)
