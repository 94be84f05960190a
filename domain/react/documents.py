"""Documents that were asked for: sent, stopped, and sent once it was decided so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.documents.kinds import DocumentKind
from domain.effects import Effect, EffectKind
from domain.evolve.afterwards import is_that_record
from domain.evolve.changes import changed, to
from domain.facts.afterwards import RecordHandedOver
from domain.facts.conferences import ChildDecided
from domain.facts.deliveries import DocumentAskedFor
from domain.facts.the_day import ConferenceClosed
from domain.following.tries import by_way
from domain.following.wanted import is_all_decided
from domain.letters import FAILURES
from domain.react.onward import after_failure
from domain.react.outward import OF_A_SHEET, send_plan, to_person, unsent
from domain.react.reaction import NOTHING, Reaction
from domain.react.safety import brings
from domain.record.conferences import Conference
from domain.record.deliveries import Delivery, DocumentAsked
from domain.record.safety import Sharing, SharingDecision
from domain.record.translations import Translation
from domain.translations.needed import version_of

KIND = EffectKind.DOCUMENT


def send_document(case: Case, fact: DocumentAskedFor, now: datetime) -> Reaction:
    """To each by their own way. Each asking is another letter."""
    asked = fact.asking
    return Reaction(asks=tuple(_letter(case, asked, p, now) for p in fact.people))


def _letter(case: Case, asked: DocumentAsked, person: str, now: datetime) -> Effect:
    text = f"/{asked.translation}" if asked.translation is not None else ""
    about = f"{asked.about}/{asked.document}-{asked.number}{text}"
    letter = to_person(case, KIND, about, person, now, asked.child, asked.document)
    if asked.translation is None:
        return letter
    return changed(letter, translation=asked.translation)


def decided(case: Case, fact: ChildDecided, now: datetime) -> Reaction:
    """The plan goes; and a summary that waited until all was decided anew."""
    reaction = send_plan(case, fact, now)
    conference = case.conference(fact.conference)
    if conference is None or not is_all_decided(conference):
        return reaction
    again = _sent_anew(case, conference, DocumentKind.DECISION_SUMMARY, now)
    return reaction._replace(asks=(*reaction.asks, *again))


def closed(case: Case, fact: ConferenceClosed, now: datetime) -> Reaction:
    """A record that waited until the conference was complete anew."""
    conference = case.conference(fact.conference)
    if conference is None:
        return NOTHING
    return Reaction(asks=tuple(_sent_anew(case, conference, DocumentKind.RECORD, now)))


def _sent_anew(
    case: Case, conference: Conference, document: DocumentKind, now: datetime
) -> Iterator[Effect]:
    """What was asked for, and was withdrawn since something of it was taken back."""
    of = (document, conference.ref)
    asked_for = (a for a in case.documents if (a.document, a.about) == of)
    for asked in asked_for if conference.undone else ():
        for person in asked.people:
            if not _goes(case, asked, person) and _gone(case, asked, person) is None:
                letter = _letter(case, asked, person, now)
                # A key under which one went, though it was withdrawn, is used up.
                letter = changed(letter, again=len(conference.undone))
                yield letter if letter.role else by_way(letter, letter.channel, ())


def brought_anew(case: Case, job: Translation, now: datetime) -> Iterator[Effect]:
    """The letters that were to bring an earlier version of this text bring this one."""
    for asked in case.documents:
        earlier = case.translation(asked.translation)
        if earlier is None or earlier.ref == job.ref:
            continue
        if version_of(earlier) == version_of(job):
            again = changed(asked, translation=job.ref)
            for person in asked.people:
                yield _letter(case, again, person, now)


def withdraw_record(case: Case, fact: RecordHandedOver, now: datetime) -> Reaction:
    """They have it: no other of the same record in that language is sent after it."""
    return Reaction(withdraws=unsent(case, lambda e: is_that_record(case, e, fact)))


def give_document(case: Case, made: SharingDecision, now: datetime) -> Reaction:
    """What was asked for and is decided goes now: whole by letter, a part by hand.

    Whatever was on its way, and is not to go whole, is stopped, and so is the task to
    decide. What has gone already does not go a second time.
    """
    whole = made.shares is Sharing.WHOLE
    stopped = unsent(
        case, lambda e: _stands_in(e, made) or (not whole and _is(e, made))
    )
    if made.shares is Sharing.WITHHELD:
        return Reaction(withdraws=stopped)
    asked = [
        each
        for each in case.documents
        if brings(KIND, each.document) is made.document
        and each.about == made.about
        and made.person in each.people
    ]
    after = less(case, stopped)
    asks = (e for each in asked for e in _once_decided(after, each, made.person, now))
    return Reaction(asks=tuple(asks), withdraws=stopped)


def _once_decided(
    case: Case, asked: DocumentAsked, person: str, now: datetime
) -> Iterator[Effect]:
    """One that did not arrive goes on by the next way, or somebody goes to them."""
    gone = _gone(case, asked, person)
    if gone is None and not _goes(case, asked, person):
        yield _letter(case, asked, person, now)
    elif gone is not None and gone.standing in FAILURES:
        yield after_failure(case, gone, now)


def _gone(case: Case, asked: DocumentAsked, person: str) -> Delivery | None:
    theirs = (d for d in case.deliveries.values() if _brings(d, asked, person))
    return next((sent for sent in theirs if not sent.looked_for), None)


def _goes(case: Case, asked: DocumentAsked, person: str) -> bool:
    owed = (e for _, e in case.unsent() if e.kind is KIND)
    return any(_brings(effect, asked, person) for effect in owed)


def _brings(letter: Delivery | Effect, asked: DocumentAsked, person: str) -> bool:
    what = (letter.document, letter.about, letter.child, letter.translation)
    wanted = (asked.document, asked.about, asked.child, asked.translation)
    return letter.to == person and what == wanted


def less(case: Case, stopped: tuple[str, ...]) -> Case:
    """The case without what is stopped: on its way, or printed and taken back."""
    return to(
        case,
        outbox={k: e for k, e in case.outbox.items() if k not in stopped},
        waiting={k: e for k, e in case.waiting.items() if k not in stopped},
        deliveries={k: d for k, d in case.deliveries.items() if k not in stopped},
    )


def _is(effect: Effect, made: SharingDecision) -> bool:
    """A letter that brings what was decided about."""
    same = (effect.to, effect.about) == (made.person, made.about)
    document = brings(KIND, effect.document)
    return effect.kind is KIND and same and document is made.document


def _stands_in(effect: Effect, made: SharingDecision) -> bool:
    """The task that stands in for such a letter."""
    if effect.kind is not EffectKind.TASK or effect.items[0].code in OF_A_SHEET:
        return False
    kind, *about = effect.items[0].about.split("/")
    if kind != KIND or len(about) < len(("about", "document", "person")):
        return False
    document = about[1].rpartition("-")[0]
    same = (about[-1], about[0]) == (made.person, made.about)
    return same and brings(KIND, _kind(document)) is made.document


def _kind(name: str) -> DocumentKind | None:
    return next((kind for kind in DocumentKind if kind == name), None)
