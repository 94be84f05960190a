"""What may be asked about a letter on its way, and which documents may be sent."""

from __future__ import annotations

from typing import Annotated, Final, Literal, get_args

from pydantic import Field

from domain.documents.kinds import ON_REQUEST, OnRequest
from domain.ids import Instant, Key, Ref
from domain.letters import Standing
from domain.requests.base import Asked
from domain.requests.words import naming
from rulebook.schema import added

LetterKey = Annotated[Key, Field(min_length=1, max_length=400)]
#: What somebody can have heard of a letter that has gone: how it ended.
Heard = Literal[
    Standing.DELIVERED,
    Standing.PERMANENT_FAILURE,
    Standing.TEMPORARY_FAILURE,
    Standing.TECHNICAL_FAILURE,
]
HEARD: Final[frozenset[Standing]] = frozenset(get_args(Heard))


class RecordPosted(Asked):
    """Record that a printed letter was posted."""

    kind: Literal["record-posted"] = "record-posted"
    key: LetterKey
    posted_at: Instant


class RecordDelivery(Asked):
    """Record what became of a letter: the reader has it, or it came back."""

    kind: Literal["record-delivery"] = "record-delivery"
    key: LetterKey
    standing: Annotated[Heard, naming(HEARD)]
    heard_at: Instant


class SendDocument(Asked):
    """Ask that people be sent a document about a conference, a meeting or a delay.

    `people`: to whom; all to whom it is due when it is left out.
    """

    kind: Literal["send-document"] = "send-document"
    document: Annotated[OnRequest, naming(ON_REQUEST)]
    about: Ref = Field(description="the conference, the core group or the delay")
    child: Ref | None = None
    people: Annotated[tuple[Ref, ...], Field(max_length=60)] = ()
    translation: Ref | None = added(
        None, "a child's letter in this certified text; in English without it"
    )


DeliveryRequest = RecordPosted | RecordDelivery | SendDocument
