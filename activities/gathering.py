"""One digest for one person a day, over all their cases: gathered, then sent as one.

Each case brings its own part and comes back until the digest has gone. Whoever comes
back first when the gathering is over leads, and sends what is still wanted; the others
find that it went, or why it could not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.carrying import Carrier
from activities.failures import UNDELIVERABLE, not_yet, unavailable, undeliverable
from activities.ports import (
    DigestEnded,
    DigestPart,
    Digests,
    Kept,
    Lead,
    Refusal,
    Wait,
    recipient,
)
from domain.clearance.looked_over import looked_over
from domain.documents.model import Document
from domain.documents.opened import NotCleared, Opened, opened
from domain.letters import Carried, Letter, Receipt
from domain.working_days import local_day

GATHERING: Final = "digest-gathers"
FOR_TWO_PEOPLE: Final = "meant-for-two-people"
#: Every calendar that we know keeps the time of London.
ZONE: Final = "Europe/London"

#: Several families' parts for one person in words: grouped by family.
Compose = Callable[[Sequence[Letter]], Document]


@dataclass(frozen=True)
class Gathering:
    """Brings the parts of a digest together, and sends it when it is their turn."""

    carrier: Carrier
    digests: Digests
    compose: Compose

    async def deliver(self, letter: Letter) -> Receipt:
        """Bring one case's part, and say what became of it.

        Raises `ApplicationError`: `NotYet` while it gathers, `Undeliverable` when the
        digest was refused for good, else `Unavailable`. What cannot be said, or may not
        be seen, is refused before it could spoil the digest of other families.
        """
        try:
            self._opened((letter,))
            return await self._brought(letter)
        except ApplicationError:
            raise
        except Exception as error:
            raise unavailable(error) from None

    async def _brought(self, letter: Letter) -> Receipt:
        now = self.carrier.clock.now()
        part = DigestPart(letter, local_day(now, ZONE))
        turn = await self.digests.put(part, now)
        match turn:
            case Wait(until=until):
                raise not_yet(GATHERING, until - now)
            case Lead():
                ended, carried = await self._lead(turn)
            case DigestEnded():
                ended, carried = turn, Carried.FOUND
        if ended.refused:
            raise undeliverable(ended.refused)
        return Receipt(key=letter.key, carried=carried, at=ended.at)

    async def _lead(self, lead: Lead) -> tuple[DigestEnded, Carried]:
        """Send it, and write down for all its parts how it ended."""
        try:
            receipt = await self._send(lead)
        except ApplicationError as failure:
            if failure.type != UNDELIVERABLE:
                raise
            refused = DigestEnded(self.carrier.clock.now(), failure.message)
            return await self.digests.end(lead.digest, refused), Carried.FOUND
        ended = await self.digests.end(lead.digest, DigestEnded(receipt.at))
        return ended, receipt.carried

    async def _send(self, lead: Lead) -> Receipt:
        whole = _one_recipient(lead)
        try:
            documents = (self._opened(lead.parts),)
            message = self.carrier.envelope.message(whole, documents)
        except Refusal as refused:
            raise undeliverable(refused.code) from None
        for part in lead.parts:
            await self._keep(part)
        return await self.carrier.carry(message)

    async def _keep(self, part: Letter) -> None:
        """Each case keeps what it said itself, and nothing of another family."""
        if await self.carrier.letters.get(part) is None:
            kept = Kept(documents=(self._opened((part,)),))
            await self.carrier.letters.keep(part, kept)

    def _opened(self, parts: Sequence[Letter]) -> Opened:
        try:
            document = self.compose(parts)
            speech = self.carrier.drafting.speech
            read = opened(document, parts[0].readers, speech)
            return looked_over(read, {s for part in parts for s in part.withheld})
        except NotCleared as refused:
            raise undeliverable(refused.code) from None


def _one_recipient(lead: Lead) -> Letter:
    """The letter that the parts are together.

    Parts of two people are a bug, which no other attempt mends: an error in the log,
    and in each case at once a person's task. Nothing is sent.
    """
    if len({recipient(part) for part in lead.parts}) != 1:
        activity.logger.error("digest_for_two_people", extra={"digest": lead.digest})
        raise undeliverable(FOR_TWO_PEOPLE)
    return lead.parts[0].model_copy(update={"key": lead.digest, "lines": ()})
