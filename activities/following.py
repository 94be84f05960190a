"""What becomes of a letter that a carrier has: asked until it is known, or recalled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from temporalio import activity

from activities.failures import not_yet, unavailable
from activities.ports import Clock, Post, SendLedger
from domain.letters import FAILURES, Carried, Followed, Receipt, Standing

#: How long a letter is left alone before its carrier is asked again.
ASKED_EVERY: Final = timedelta(minutes=15)
NOT_KNOWN_YET: Final = "not-known-yet"


@dataclass(frozen=True)
class Following:
    """Letters that were handed over. Nothing here is worded or sent."""

    post: Post
    clock: Clock
    sends: SendLedger

    @activity.defn(name="delivery.follow-up")
    async def follow_up(self, followed: Followed) -> Receipt:
        """What became of it, once that is final.

        Raises `ApplicationError`: `NotYet` until then, `Unavailable` where the carrier
        cannot be asked; both are tried again.
        """
        try:
            standing = await self.post.standing(followed.key)
        except Exception as error:
            raise unavailable(error) from None
        if standing is Standing.DELIVERED or standing in FAILURES:
            return Receipt(
                key=followed.key,
                carried=Carried.FOUND,
                at=self.clock.now(),
                standing=standing,
            )
        raise not_yet(NOT_KNOWN_YET, ASKED_EVERY)

    @activity.defn(name="letters.recall")
    async def recall(self, followed: Followed) -> bool | None:
        """Whether it still lay to be posted, and was taken out: it may go anew then.

        None for one that should lie there and does not: a person looks for it.

        Raises `ApplicationError` (`Unavailable`), which is tried again.
        """
        try:
            taken_out = await self.post.recall(followed.key)
            if taken_out:
                await self.sends.take_back(followed.key)
            return taken_out
        except Exception as error:
            raise unavailable(error) from None
