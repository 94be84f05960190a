"""What became of letters on their way to a person."""

from __future__ import annotations

from typing import Literal

from domain.documents.kinds import DocumentKind
from domain.facts.base import Happened
from domain.ids import Key, Ref
from domain.letters import Standing
from domain.record.deliveries import Delivery, DocumentAsked
from rulebook.schema import Code, Flag, added


class LetterHandedOver(Happened):
    """A carrier has it. `content`: the fingerprint of the document as it was sent.

    `stopped`: it had been withdrawn, and went out all the same; nobody follows it.
    """

    kind: Literal["letter-handed-over"] = "letter-handed-over"
    delivery: Delivery
    content: str = ""
    stopped: Flag = added(False)


class LetterDelivered(Happened):
    """It reached them: the carrier says so, or somebody (`by`) does."""

    kind: Literal["letter-delivered"] = "letter-delivered"
    key: Key
    by: Ref | None = None


class LetterNotDelivered(Happened):
    """It went by one way and did not arrive, or nothing was heard of it in its time.

    `delivery`: the letter, where no carrier took it; `why`: the code of its refusal.
    """

    kind: Literal["letter-not-delivered"] = "letter-not-delivered"
    key: Key
    standing: Standing
    delivery: Delivery | None = None
    why: Code | None = None


class LetterPosted(Happened):
    """A printed letter was posted."""

    kind: Literal["letter-posted"] = "letter-posted"
    key: Key
    by: Ref


class LetterAskedAfter(Happened):
    """Its carrier never says more, and its time is over: somebody asks them, once."""

    kind: Literal["letter-asked-after"] = "letter-asked-after"
    key: Key


class LetterTakenBack(Happened):
    """A printed letter must not go. `found`: it still lay to be posted, and was taken.

    `delivery`: the letter as it stood. `in_hand`: somebody had been asked to print and
    post it, and may hold it.
    """

    kind: Literal["letter-taken-back"] = "letter-taken-back"
    key: Key
    found: bool
    delivery: Delivery | None = None
    in_hand: bool = added(False)


class DocumentAskedFor(Happened):
    """Somebody asked that people be sent a document. `about`: what it is about.

    `translation`: the certified text that it is to bring; the English one without.
    """

    kind: Literal["document-asked-for"] = "document-asked-for"
    document: DocumentKind
    about: Key
    child: Ref | None = None
    people: tuple[Ref, ...]
    number: int
    translation: Ref | None = added(None)

    @property
    def asking(self) -> DocumentAsked:
        """As the case remembers it, until it has reached them all."""
        return DocumentAsked(
            document=self.document,
            about=self.about,
            child=self.child,
            people=self.people,
            number=self.number,
            translation=self.translation,
        )

    why: Code | None = None


DeliveryFact = (
    LetterHandedOver
    | LetterDelivered
    | LetterNotDelivered
    | LetterPosted
    | LetterAskedAfter
    | LetterTakenBack
    | DocumentAskedFor
)
