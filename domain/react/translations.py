"""What a translation asks of the world: the desk's work, and copies once certified.

Everything about a job carries its reference, so that all of it stops with the job. The
copies go by the rules of every letter: to nobody for whom a person must decide first,
and by no way that is not safe.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.case import Case
from domain.documents.kinds import DocumentKind
from domain.effects import Effect, EffectKind
from domain.evolve.changes import changed
from domain.facts.letters import LetterSettled
from domain.facts.people import PersonChanged
from domain.facts.safety import SharingDecided
from domain.facts.translations import (
    TranslationAsked,
    TranslationCertified,
    TranslationChased,
    TranslationEnded,
    TranslationRejected,
    TranslationReturned,
)
from domain.following.wanted import needs
from domain.letter_keys import AGAIN
from domain.letters import FAILURES
from domain.react.documents import brought_anew, less
from domain.react.kept_away import act_on_sharing
from domain.react.messages import task
from domain.react.onward import after_failure
from domain.react.outward import by_hand, decided_as, to_person, unsent
from domain.react.reaction import GIVE_UP_AFTER, NOTHING, Reaction
from domain.react.safety import brings
from domain.react.stopping import ask_again_for
from domain.record.people import Person
from domain.record.safety import Sharing, SharingDecision
from domain.record.translations import Translation
from domain.roles import Role
from domain.translations.given_out import asked_in_vain, request_key
from domain.translations.needed import TEXT
from domain.working_days import first_working_moment

DESK = Role.TRANSLATION_DESK


def ask_desk(case: Case, fact: TranslationAsked, now: datetime) -> Reaction:
    """Each job. A certified text that is used again goes out at once."""
    job = fact.translation
    if job.certified:
        return Reaction(asks=tuple(_copies(case, job, job.readers, now)))
    return Reaction(asks=(_request(case, job, now),))


def ask_desk_again(case: Case, fact: LetterSettled, now: datetime) -> Reaction:
    """Once somebody has dealt with what kept the desk from being asked: the same job.

    It may have been given the text by hand meanwhile: then it has the same text twice.
    """
    first, _, again = fact.key.partition(AGAIN)
    for job in case.translations:
        if job.with_the_desk and request_key(case, job) == first:
            failed = changed(_request(case, job, now), again=int(again or 0))
            return Reaction(asks=(failed.asked_again(now, now + GIVE_UP_AFTER),))
    return NOTHING


def _request(case: Case, job: Translation, now: datetime) -> Effect:
    return Effect(
        key=request_key(case, job),
        kind=EffectKind.TRANSLATION,
        to=DESK,
        role=True,
        about=job.about,
        child=job.child,
        asked_at=now,
        give_up_at=now + GIVE_UP_AFTER,
        translation=job.ref,
    )


def chase(case: Case, fact: TranslationChased, now: datetime) -> Reaction:
    """In the morning of a working day. The second time takes the place of the first."""
    terms = case.terms
    morning = first_working_moment(now, terms.messages_from, terms.calendar)
    told = _tell_desk(case, "translation-chased", fact.translation, fact.number, now)
    told = changed(told, give_up_at=morning + GIVE_UP_AFTER)
    if morning > now:
        told = changed(told, not_before=morning)
    return Reaction(asks=(told,), withdraws=_chasers(case, fact.translation))


def have_checked(case: Case, fact: TranslationReturned, now: datetime) -> Reaction:
    """It is back: nobody asks for it any more, and a second person checks it."""
    asked = _tell_desk(case, "check-translation", fact.translation, case.facts, now)
    return Reaction(asks=(asked,), withdraws=_chasers(case, fact.translation))


def send_versions(case: Case, fact: TranslationCertified, now: datetime) -> Reaction:
    """To each reader of the family who needs it; a child's letter to who takes it."""
    job = _job(case, fact.translation)
    asks = (*_copies(case, job, fact.readers, now), *brought_anew(case, job, now))
    return Reaction(
        asks=asks,
        withdraws=_of_job(case, fact.translation),
    )


def tell_of_faults(case: Case, fact: TranslationRejected, now: datetime) -> Reaction:
    told = _tell_desk(case, "translation-rejected", fact.translation, case.facts, now)
    return Reaction(asks=(told,), withdraws=_of_job(case, fact.translation))


def stop_job(case: Case, fact: TranslationEnded, now: datetime) -> Reaction:
    """Whatever of it has not gone is stopped; a desk that has the text is told."""
    withdrawn = _of_job(case, fact.translation)
    job = _job(case, fact.translation)
    never = asked_in_vain(case, job) or _is_not_given_out(case, withdrawn)
    if never or job.checked_at is not None:
        return Reaction(withdraws=withdrawn)
    told = task(case, DESK, "translation-cancelled", job.ref, now)
    told = changed(told, translation=job.ref)
    return Reaction(asks=(told,), withdraws=withdrawn)


def ask_again_in_theirs(case: Case, fact: PersonChanged, now: datetime) -> Reaction:
    """As for every letter; but none in a language that they no longer need."""
    reaction = ask_again_for(case, fact, now)
    asks = tuple(e for e in reaction.asks if not _is_anothers(case, e, fact.person))
    return reaction._replace(asks=asks) if asks != reaction.asks else reaction


def give_in_theirs(case: Case, fact: SharingDecided, now: datetime) -> Reaction:
    """What was decided goes for the versions too that were certified before it was.

    What has gone already does not go a second time.
    """
    reaction, made = act_on_sharing(case, fact, now), fact.decision
    person = case.person(made.person)
    jobs = [job for job in case.translations if _is_shared(job, made)]
    if person is None or made.shares is Sharing.WITHHELD:
        return reaction
    theirs = [job for job in jobs if needs(person, job)]
    after = less(case, reaction.withdraws)
    asks = [e for job in theirs for e in _once_decided(after, job, made.person, now)]
    return reaction._replace(asks=(*reaction.asks, *asks))


def _once_decided(
    case: Case, job: Translation, person: str, now: datetime
) -> Iterator[Effect]:
    """One that did not arrive goes on by the next way, or somebody goes to them."""
    of = (job.ref, person)
    sent = (d for d in case.deliveries.values() if (d.translation, d.to) == of)
    gone = next((d for d in sent if not d.looked_for), None)
    goes = any((e.translation, e.to) == of for _, e in case.unsent())
    if gone is not None and gone.standing in FAILURES:
        yield after_failure(case, gone, now)
    elif gone is None and not goes and person not in job.reached:
        yield from _copies(case, job, (person,), now)


def _is_shared(job: Translation, made: SharingDecision) -> bool:
    """Certified, for this person, and of the document that was decided about."""
    kind, document = _brought_as(job)
    same = brings(kind, document) is made.document and job.about == made.about
    return same and job.certified and made.person in job.readers


def _is_anothers(case: Case, effect: Effect, person: Person) -> bool:
    if effect.translation is None or effect.to != person.ref:
        return False
    return not needs(person, _job(case, effect.translation))


def _copies(
    case: Case, job: Translation, people: tuple[str, ...], now: datetime
) -> Iterator[Effect]:
    """A letter to each, with the job in its key: no duplicate of the English one."""
    about = f"{_about(case, job)}/{job.ref}"
    for person in people:
        yield changed(_copy(case, job, about, person, now), translation=job.ref)


def _copy(
    case: Case, job: Translation, about: str, person: str, now: datetime
) -> Effect:
    """By letter; what is no text, such as signed video, is given by hand."""
    kind, document = _brought_as(job)
    if job.format == TEXT:
        return to_person(case, kind, about, person, now, job.child, document)
    subject = "/".join(filter(None, (about, job.child, person)))
    instead = by_hand(case, kind, subject, person, now, job.child, document)
    if instead is not None:
        return instead
    asked = task(case, Role.COORDINATOR, "tell-by-hand", f"{kind}/{subject}", now)
    return changed(asked, child=job.child)


def _brought_as(job: Translation) -> tuple[EffectKind, DocumentKind | None]:
    """By which kind of letter it goes, and the document where that does not say."""
    if job.document is DocumentKind.PLAN:
        return EffectKind.PLAN_COPY, None
    return EffectKind.DOCUMENT, job.document


def _about(case: Case, job: Translation) -> str:
    return decided_as(case, job.about, job.child) if job.child else job.about


def _tell_desk(case: Case, code: str, ref: str, number: int, now: datetime) -> Effect:
    told = task(case, DESK, code, ref, now)
    key = f"{case.ref}/{EffectKind.TASK}/{code}/{ref}-{number}/{DESK}"
    return changed(told, key=key, translation=ref)


def _is_not_given_out(case: Case, withdrawn: tuple[str, ...]) -> bool:
    """The request to the desk itself is among what has not gone.

    Of one that is asked for again the desk may have had the first.
    """
    first = (e for _, e in case.unsent() if e.kind is EffectKind.TRANSLATION)
    return any(e.key in withdrawn and not e.again for e in first)


def _of_job(case: Case, ref: str) -> tuple[str, ...]:
    return unsent(case, lambda effect: effect.translation == ref)


def _chasers(case: Case, ref: str) -> tuple[str, ...]:
    chased = f"{case.ref}/{EffectKind.TASK}/translation-chased/{ref}-"
    return unsent(case, lambda effect: effect.key.startswith(chased))


def _job(case: Case, ref: str) -> Translation:
    """Raises `LookupError`: a fact about a job that was never asked for is a bug."""
    job = case.translation(ref)
    if job is None:
        raise LookupError("no translation of the case has that reference")
    return job
