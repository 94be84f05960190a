"""What became of translations."""

from __future__ import annotations

from typing import Literal

from domain.facts.base import Happened
from domain.ids import Ref
from domain.record.translations import Translation
from rulebook.schema import Code


class TranslationAsked(Happened):
    """The desk is asked for a document in a language, or in another form."""

    kind: Literal["translation-asked"] = "translation-asked"
    translation: Translation


class TranslationChased(Happened):
    """Half of its time (1), then four fifths (2), have gone, and it is not here."""

    kind: Literal["translation-chased"] = "translation-chased"
    translation: Ref
    number: int


class TranslationReturned(Happened):
    """It came back, through `by`. `content`: the fingerprint of what did.

    It is not certified yet.
    """

    kind: Literal["translation-returned"] = "translation-returned"
    translation: Ref
    translator: Ref
    by: Ref
    content: str


class TranslationCertified(Happened):
    """A second person has checked it: now it may be sent, to these `readers`."""

    kind: Literal["translation-certified"] = "translation-certified"
    translation: Ref
    checked_by: Ref
    readers: tuple[Ref, ...] = ()


class TranslationRejected(Happened):
    """The second person found faults: the desk is asked again, in the same time."""

    kind: Literal["translation-rejected"] = "translation-rejected"
    translation: Ref
    checked_by: Ref
    why: Code


class TranslationEnded(Happened):
    """It is no longer wanted: `by` cancelled it, or the case itself ended it."""

    kind: Literal["translation-ended"] = "translation-ended"
    translation: Ref
    why: Code
    by: Ref | None = None


TranslationFact = (
    TranslationAsked
    | TranslationChased
    | TranslationReturned
    | TranslationCertified
    | TranslationRejected
    | TranslationEnded
)
