"""What may be asked about a letter on its way, and which documents may be sent."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from domain.documents.kinds import DocumentKind
from domain.ids import Instant, Key, Ref
from domain.letters import Standing
from domain.requests.base import Asked

LetterKey = Annotated[Key, Field(min_length=1, max_length=400)]


class RecordPosted(Asked):
    """Record that a printed letter was posted."""

    kind: Literal["record-posted"] = "record-posted"
    key: LetterKey
    posted_at: Instant


class RecordDelivery(Asked):
    """Record what became of a letter: the reader has it, or it came back.

    `standing`: `delivered`, or one of the failures.
    """

    kind: Literal["record-delivery"] = "record-delivery"
    key: LetterKey
    standing: Standing
    heard_at: Instant


class SendDocument(Asked):
    """Ask that people be sent a document about a conference, a meeting or a delay.

    `people`: to whom; all to whom it is due when it is left out.
    """

    kind: Literal["send-document"] = "send-document"
    document: DocumentKind
    about: Ref = Field(description="the conference, the core group or the delay")
    child: Ref | None = None
    people: Annotated[tuple[Ref, ...], Field(max_length=60)] = ()


DeliveryRequest = RecordPosted | RecordDelivery | SendDocument
