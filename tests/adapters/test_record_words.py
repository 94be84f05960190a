"""What people wrote is found again in the ledger by its fingerprint."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from adapters.record_words import LedgerWords, fingerprint, words_of
from domain.recording import Row

MONDAY = datetime(2027, 1, 11, 10, tzinfo=UTC)  # Monday


def row(no: int, **body: object) -> Row:
    said = json.dumps({"kind": "record-written", **body})
    return Row(no=no, kind="record-written", at=MONDAY, recorded_at=MONDAY, body=said)


class Ledger:
    async def facts(self, case_ref: str) -> list[Row]:
        return [row(1, words=f"What was said about {case_ref}.")]


def test_words_are_found_by_their_fingerprint_alone() -> None:
    found = words_of([row(1, words="They were heard."), row(2, words="And again.")])
    assert found == {
        fingerprint("They were heard."): "They were heard.",
        fingerprint("And again."): "And again.",
    }


def test_facts_without_words_and_with_none_add_nothing() -> None:
    assert words_of([row(1, heading="views"), row(2, words=None)]) == {}


async def test_only_the_words_of_the_case_that_was_asked_for_are_read() -> None:
    found = await LedgerWords(Ledger()).words("C-1")
    assert list(found.values()) == ["What was said about C-1."]
