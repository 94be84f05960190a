"""What the world is owed. A noun with a derived key; struck off when it is done."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from domain.documents.kinds import DocumentKind
from domain.ids import Instant, Key, Ref
from domain.letter_keys import AGAIN
from domain.letters import Channel
from rulebook.schema import Code, Frozen, Rung, added


class EffectKind(StrEnum):
    INVITATION = "invitation"
    CANCELLATION = "cancellation"
    PLAN_COPY = "plan-copy"
    TRANSLATION = "translation-request"
    DIGEST = "digest"
    ESCALATION = "escalation"
    TASK = "task"
    #: A document that somebody asked to be sent: the record, a summary, a letter.
    DOCUMENT = "document"
    #: Asks the carrier what became of a letter, until it is known.
    FOLLOW_UP = "follow-up"
    #: Takes back what was handed over for printing and has not been posted.
    RECALL = "recall"


#: What says when and where a conference is: a change of its date makes it untrue, it is
#: of no use once the conference has begun, and it is short enough for a text.
ABOUT_THE_DATE: Final = frozenset({EffectKind.INVITATION, EffectKind.CANCELLATION})


class Item(Frozen):
    """One thing a staff message tells: a duty and its rung, or a task's code.

    `earlier`: rungs that fell before and were not told on their own.
    """

    about: Key
    rung: Rung | None = None
    code: Code | None = None
    earlier: tuple[Rung, ...] = ()


class Effect(Frozen):
    """One message owed to one recipient.

    `to` is a person's reference, or a role's code when `role` is true: whoever holds
    the role when it is sent receives it, else the team inbox. `not_before` is set on
    what waits for a morning, `rests_at` on a letter to the family: from that evening
    on it rests until the next morning. `channel` is by which way it goes, and `tried`
    which ways were tried before; `document` which document it brings, where its kind
    does not say; `letter` the key of the letter that a follow-up or a recall is about;
    `translation` the job whose text it brings; `in_hand`, of a recall, that somebody
    had been asked to print and post the letter.
    """

    key: Key
    kind: EffectKind
    to: Ref
    role: bool = False
    about: Key
    child: Ref | None = None
    asked_at: Instant
    not_before: Instant | None = None
    rests_at: Instant | None = None
    give_up_at: Instant
    items: tuple[Item, ...] = ()
    again: int = 0
    channel: Channel = added(Channel.EMAIL)
    tried: tuple[Channel, ...] = added(())
    document: DocumentKind | None = added(None)
    letter: Key | None = added(None)
    translation: Ref | None = added(None)
    in_hand: bool = added(False)

    @property
    def asks_about(self) -> Key:
        """The letter that a follow-up or a recall is about.

        Raises `LookupError` where it names none: a bug, for which the case stops.
        """
        if self.letter is None:
            raise LookupError("it is to be asked about a letter and names none")
        return self.letter

    @property
    def stem(self) -> str:
        """The key without its revision: what the effect is about, for whom."""
        return self.key.partition(AGAIN)[0]

    def asked_again(self, at: Instant, give_up_at: Instant) -> Effect:
        """The same thing under the next revision: to another address, or again."""
        return self.model_copy(
            update={
                "key": f"{self.stem}{AGAIN}{self.again + 1}",
                "again": self.again + 1,
                "asked_at": at,
                "give_up_at": give_up_at,
            }
        )
