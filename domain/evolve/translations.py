"""The case after a fact about a translation."""

from __future__ import annotations

from collections.abc import Callable

from domain.case import Case
from domain.evolve.changes import changed, each, to
from domain.facts.deliveries import DeliveryFact, LetterHandedOver, LetterPosted
from domain.facts.translations import (
    TranslationAsked,
    TranslationCertified,
    TranslationChased,
    TranslationEnded,
    TranslationFact,
    TranslationRejected,
    TranslationReturned,
)
from domain.letters import FAILURES, Standing
from domain.record.deliveries import Delivery
from domain.record.translations import Translation


def evolve_translations(case: Case, fact: TranslationFact) -> Case:
    match fact:
        case TranslationAsked(translation=asked):
            return to(case, translations=(*case.translations, asked))
        case _:
            return _one(case, fact.translation, lambda known: _after(known, fact))


def gone_out(case: Case, fact: DeliveryFact) -> Case:
    """The job of a certified text that a letter has brought out of the house."""
    match fact:
        case LetterHandedOver(delivery=delivery, stopped=False):
            gone = delivery.standing not in (Standing.QUEUED, *FAILURES)
            return _reached(case, delivery) if gone else case
        case LetterPosted(key=key):
            posted = case.deliveries.get(key)
            return case if posted is None else _reached(case, posted)
        case _:
            return case


def _reached(case: Case, delivery: Delivery) -> Case:
    if delivery.translation is None:
        return case

    def also(job: Translation) -> Translation:
        reached = dict.fromkeys((*job.reached, delivery.to))
        return changed(job, reached=tuple(reached))

    return _one(case, delivery.translation, also)


def _one(case: Case, ref: str, change: Callable[[Translation], Translation]) -> Case:
    return to(case, translations=each(case.translations, ref, change))


def _after(
    known: Translation,
    fact: TranslationChased
    | TranslationReturned
    | TranslationCertified
    | TranslationRejected
    | TranslationEnded,
) -> Translation:
    match fact:
        case TranslationChased(number=number):
            return changed(known, chased=number)
        case TranslationReturned():
            return changed(
                known,
                returned_at=fact.at,
                returned_by=fact.by,
                translator=fact.translator,
                content=fact.content,
            )
        case TranslationCertified(at=at, checked_by=checker, readers=readers):
            return changed(known, checked_at=at, checked_by=checker, readers=readers)
        case TranslationRejected(at=at):
            return changed(
                known,
                rejected_at=at,
                returned_at=None,
                returned_by=None,
                translator=None,
                content=None,
            )
        case TranslationEnded(at=at, why=why, by=by):
            return changed(known, ended=why, ended_at=at, ended_by=by)
