"""Messages to staff: the morning's list, what cannot wait, and what has to be done."""

from __future__ import annotations

from dataclasses import dataclass

from temporalio import activity

from activities.carrying import Carrier
from activities.gathering import Gathering
from domain.letters import Letter, Receipt


@dataclass(frozen=True)
class Reminders:
    """Messages to whoever holds a role, or to the team in their stead.

    `gathering` is left out where every digest goes at once by itself: in rehearsals.
    """

    carrier: Carrier
    gathering: Gathering | None = None

    @activity.defn(name="staff.digest")
    async def digest(self, letter: Letter) -> Receipt:
        """One role's list for one family, on the morning of a working day.

        It goes with what their other families have for the same person. An older case
        has no document to put beside others, and its list goes by itself.
        """
        if self.gathering is None or letter.document is None:
            return await self.carrier.deliver(letter)
        return await self.gathering.deliver(letter)

    @activity.defn(name="staff.escalate")
    async def escalate(self, letter: Letter) -> Receipt:
        """What cannot wait for a morning: missed today, or an order about to end."""
        return await self.carrier.deliver(letter)

    @activity.defn(name="staff.assign-task")
    async def assign_task(self, letter: Letter) -> Receipt:
        """Something that a person has to do."""
        return await self.carrier.deliver(letter)
