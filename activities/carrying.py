"""One letter, carried once: the algorithm that every kind of letter shares.

An activity may run again after a crash that came between the carrier's yes and our
note of it. So the key is written down first, and looked up before it is sent again.
"""

from __future__ import annotations

from dataclasses import dataclass

from activities.failures import unavailable, undeliverable
from activities.ports import Clock, Post, Refusal, SendLedger
from activities.wording import worded
from domain.letters import Carried, Letter, Message, Receipt


@dataclass(frozen=True)
class Carrier:
    """A carrier of messages, with a note of what was begun and what was finished."""

    post: Post
    sends: SendLedger
    clock: Clock

    async def deliver(self, letter: Letter) -> Receipt:
        """Put a letter into words and carry it, as `carry` does.

        Raises `ValueError` or `LookupError` for one that this version has no words for.
        """
        return await self.carry(worded(letter))

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
            return self._receipt(message, Carried.FOUND)
        begun_before = await self.sends.begin(message.key)
        known = await self.post.has_sent(message.key) if begun_before else False
        if known:
            return await self._finish(message, Carried.FOUND)
        await self.post.send(message)
        return await self._finish(
            message, Carried.IN_DOUBT if known is None else Carried.SENT
        )

    async def _finish(self, message: Message, carried: Carried) -> Receipt:
        receipt = self._receipt(message, carried)
        await self.sends.finish(message.key, carried, receipt.at)
        return receipt

    def _receipt(self, message: Message, carried: Carried) -> Receipt:
        return Receipt(key=message.key, carried=carried, at=self.clock.now())
