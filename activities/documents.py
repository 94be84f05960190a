"""Sending documents that somebody asked for: the record, a summary, an agreement."""

from __future__ import annotations

from dataclasses import dataclass

from temporalio import activity

from activities.carrying import Carrier
from domain.letters import Letter, Receipt


@dataclass(frozen=True)
class Documents:
    """Documents, each to one person."""

    carrier: Carrier

    @activity.defn(name="document.send")
    async def send(self, letter: Letter) -> Receipt:
        """One person's copy of one document, in one language."""
        return await self.carrier.deliver(letter)
