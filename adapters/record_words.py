"""The words of the record: what people wrote, which a case itself no longer holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Final, Protocol

from domain.recording import Row

#: The fields of facts that hold what people wrote in their own words.
WRITTEN: Final = ("words", "reasons", "document")


class Ledger(Protocol):
    """Whatever can read a case's facts from the record, in order."""

    async def facts(self, case_ref: str) -> list[Row]: ...


class LedgerWords:
    """activities.ports.RecordWords from the ledger of facts."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    async def words(self, case: str) -> Mapping[str, str]:
        """By fingerprint. Raises keyring.Unopenable for what was sealed otherwise."""
        return words_of(await self._ledger.facts(case))


def words_of(rows: Iterable[Row]) -> dict[str, str]:
    """All that people wrote in these facts, by the fingerprint of each text."""
    bodies = (json.loads(row.body) for row in rows)
    texts = (body.get(field) for body in bodies for field in WRITTEN)
    return {fingerprint(text): text for text in texts if isinstance(text, str)}


def fingerprint(text: str) -> str:
    """The SHA-256 of a text, as a case keeps it in place of the text."""
    return hashlib.sha256(text.encode()).hexdigest()
