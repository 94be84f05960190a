"""Asking for a translation by a certified translator: nothing here translates."""

from __future__ import annotations

from dataclasses import dataclass

from temporalio import activity

from activities.carrying import Carrier
from domain.letters import Letter, Receipt


@dataclass(frozen=True)
class Translations:
    """Requests to the translation desk."""

    carrier: Carrier

    @activity.defn(name="translation.request")
    async def request(self, letter: Letter) -> Receipt:
        """One plan, into one language."""
        return await self.carrier.deliver(letter)
