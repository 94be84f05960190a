"""Messages to staff: the morning's list, what cannot wait, and what has to be done."""

from __future__ import annotations

from dataclasses import dataclass

from temporalio import activity

from activities.carrying import Carrier
from domain.letters import Letter, Receipt


@dataclass(frozen=True)
class Reminders:
    """Messages to whoever holds a role, or to the team in their stead."""

    carrier: Carrier

    @activity.defn(name="staff.digest")
    async def digest(self, letter: Letter) -> Receipt:
        """One role's list for one family, on the morning of a working day."""
        return await self.carrier.deliver(letter)

    @activity.defn(name="staff.escalate")
    async def escalate(self, letter: Letter) -> Receipt:
        """What cannot wait for a morning: missed today, or an order about to end."""
        return await self.carrier.deliver(letter)

    @activity.defn(name="staff.assign-task")
    async def assign_task(self, letter: Letter) -> Receipt:
        """Something that a person has to do."""
        return await self.carrier.deliver(letter)
