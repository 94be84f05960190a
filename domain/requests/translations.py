"""What may be asked about a translation."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from domain.documents.kinds import OF_A_CONFERENCE, OfAConference
from domain.ids import Instant, Ref
from domain.record.people import Language
from domain.requests.base import Asked
from domain.requests.words import naming
from rulebook.schema import Code, Flag

Fingerprint = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class AskTranslation(Asked):
    """Ask for a document in a language, or in another form such as signed video."""

    kind: Literal["ask-translation"] = "ask-translation"
    document: Annotated[OfAConference, naming(OF_A_CONFERENCE)]
    about: Ref = Field(description="the conference")
    child: Ref | None = None
    language: Language
    format: Code = "text"
    asked_at: Instant


class ReturnTranslation(Asked):
    """Give back a translation that its translator certifies.

    `source`: the fingerprint of the text that it was made from; `content`: that of the
    text given back.
    """

    kind: Literal["return-translation"] = "return-translation"
    translation: Ref
    source: Fingerprint
    content: Fingerprint
    translator: Ref
    returned_at: Instant


class CheckTranslation(Asked):
    """Say whether a second person finds the translation right. Then it may be sent."""

    kind: Literal["check-translation"] = "check-translation"
    translation: Ref
    content: Fingerprint
    right: Flag
    checked_at: Instant
    why: Code | None = Field(default=None, description="what is wrong with it")


class CancelTranslation(Asked):
    """Say that a translation is no longer needed, and why."""

    kind: Literal["cancel-translation"] = "cancel-translation"
    translation: Ref
    reason: Code


TranslationRequest = (
    AskTranslation | ReturnTranslation | CheckTranslation | CancelTranslation
)
