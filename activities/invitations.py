"""Inviting people to a conference, and telling them when it is off."""

from __future__ import annotations

from dataclasses import dataclass

from temporalio import activity

from activities.carrying import Carrier
from domain.letters import Letter, Receipt


@dataclass(frozen=True)
class Invitations:
    """Letters about one conference: to come, and that it is off."""

    carrier: Carrier

    @activity.defn(name="invitation.send")
    async def invite(self, letter: Letter) -> Receipt:
        """One person, to one conference, at its present date."""
        return await self.carrier.deliver(letter)

    @activity.defn(name="invitation.cancel")
    async def cancel(self, letter: Letter) -> Receipt:
        """Somebody who had been invited: it will not be held then."""
        return await self.carrier.deliver(letter)
