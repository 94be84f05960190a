"""One letter, carried once: the algorithm that every kind of letter shares.

An activity may run again after a crash that came between the carrier's yes and our
note of it. So the key is written down first, and looked up before it is sent again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from activities.drawing_up import Drafting
from activities.enclosing import Envelope
from activities.failures import unavailable, undeliverable
from activities.ports import (
    Clock,
    Kept,
    Letters,
    Post,
    Refusal,
    SendLedger,
    Unavailable,
)
from activities.wording import worded
from domain.documents.opened import NotCleared
from domain.documents.segments import Damaged
from domain.letters import PDF, Carried, Channel, Letter, Message, Receipt, Standing

DAMAGED: Final = "translation-damaged"
NO_LONGER_THERE: Final = "no-longer-there"


@dataclass(frozen=True)
class Carrier:
    """A carrier of messages, with a note of what was begun and what was finished."""

    post: Post
    sends: SendLedger
    clock: Clock
    drafting: Drafting
    envelope: Envelope
    letters: Letters

    async def deliver(self, letter: Letter) -> Receipt:
        """Put a letter into words and carry it, as `carry` does.

        Raises `ApplicationError`, as `carry` does; one that its readers may not see is
        `Undeliverable`, and so a person's task. Raises `ValueError` or `LookupError`
        for one that this version has no words for.
        """
        if letter.document is None:
            return await self.carry(worded(letter))
        try:
            kept = await self._kept(letter)
            message = self.envelope.message(letter, kept.documents)
        except (Refusal, NotCleared) as refused:
            raise undeliverable(refused.code) from None
        except Damaged:
            raise undeliverable(DAMAGED) from None
        except Unavailable as wait:
            raise unavailable(wait) from None
        receipt = await self.carry(message)
        return receipt.model_copy(update={"content": _content(message)})

    async def _kept(self, letter: Letter) -> Kept:
        """What was kept when this very letter was first drawn up; else drawn up now.

        So a second attempt says what the first one did. One whose readers, or what is
        kept from them, have changed since is another letter, under the same key.
        """
        kept = await self.letters.get(letter)
        if kept is None:
            kept = Kept(documents=await self.drafting.opened(letter))
            await self.letters.keep(letter, kept)
        return kept

    async def carry(self, message: Message) -> Receipt:
        """Send it, unless it has gone already. At least once, and seen at most once.

        Where doubt cannot be settled it is sent again under the same identity: nobody
        goes without, and the recipient's mail shows one. Raises `ApplicationError`,
        which says a code: `Undeliverable` when refused for good, else `Unavailable`.
        """
        try:
            return await self._carry(message)
        except Refusal as refusal:
            raise undeliverable(refusal.code) from None
        except Exception as error:
            raise unavailable(error) from None

    async def _carry(self, message: Message) -> Receipt:
        if await self.sends.finished(message.key) is not None:
            return await self._found(message)
        begun_before = await self.sends.begin(message.key)
        known = await self.post.has_sent(message.key) if begun_before else False
        if known:
            receipt = await self._found(message)
        else:
            standing = await self.post.send(message)
            carried = Carried.IN_DOUBT if known is None else Carried.SENT
            receipt = self._receipt(message, carried, standing)
        await self.sends.finish(message.key, receipt.carried, receipt.at)
        return receipt

    async def _found(self, message: Message) -> Receipt:
        """What became of it. Raises `Refusal` for a sheet of which nobody knows more.

        Then somebody took it out by hand, and a person finds out whether it was posted.
        """
        standing = await self.post.standing(message.key)
        if standing is None and message.channel is Channel.POST:
            raise Refusal(NO_LONGER_THERE)
        return self._receipt(message, Carried.FOUND, standing or Standing.UNCONFIRMED)

    def _receipt(
        self, message: Message, carried: Carried, standing: Standing
    ) -> Receipt:
        at = self.clock.now()
        return Receipt(key=message.key, carried=carried, at=at, standing=standing)


def _content(message: Message) -> str:
    """The fingerprint of the PDF that was handed over; empty where there was none."""
    files = [e.content for e in message.enclosures if e.media == PDF]
    return hashlib.sha256(files[0]).hexdigest() if files and files[0] else ""
