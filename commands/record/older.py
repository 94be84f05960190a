"""The terms of a case that was begun before the record kept them: the case has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from temporalio.client import Client

from adapters.record.refolder import Older
from adapters.settings import Settings
from commands.grounds import terms_begun_with
from commands.output import Failure
from commands.service import client_of
from domain.recording import Row
from domain.refolding import CannotRefold, are_named, opened_by
from domain.terms import Terms, sealed

ADOPTED: Final = "terms-adopted"


class OfTheCase:
    """Asks the engine what a case was begun with, and takes it only if it fits."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client: Client | None = None
        self._is_away = False

    async def __call__(self, ref: str, rows: Sequence[Row]) -> Terms:
        """Raises CannotRefold `terms-not-named`: nobody is there who knows them.

        After terms were adopted, nobody has those of before.
        """
        if any(row.kind == ADOPTED for row in rows):
            raise CannotRefold("terms-not-named", 1)
        try:
            terms = await terms_begun_with(await self._connected(), ref)
        except (Failure, ValueError, LookupError):
            raise CannotRefold("terms-not-named", 1) from None
        opened = opened_by(rows)
        if sealed(terms).digest != terms.digest or not are_named(terms, opened):
            raise CannotRefold("other-terms", 1)
        return terms

    async def _connected(self) -> Client:
        """Asked for once: of a server that is away, every older case would wait."""
        if self._is_away:
            raise CannotRefold("terms-not-named", 1)
        if self._client is None:
            try:
                self._client = await client_of(self._settings)
            except Failure:
                self._is_away = True
                raise
        return self._client


def older(settings: Settings) -> Older:
    """For a Refolder."""
    return OfTheCase(settings)
