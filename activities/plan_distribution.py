"""Sending out the plan: one child's, to one person at a time."""

from __future__ import annotations

from dataclasses import dataclass

from temporalio import activity

from activities.carrying import Carrier
from domain.letters import Letter, Receipt


@dataclass(frozen=True)
class PlanDistribution:
    """Copies of plans, each to one person."""

    carrier: Carrier

    @activity.defn(name="plan-copy.send")
    async def distribute(self, letter: Letter) -> Receipt:
        """One person's copy of one child's plan."""
        return await self.carrier.deliver(letter)
