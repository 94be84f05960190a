"""What tests keep records with: a store's own keys, and its facts."""

from __future__ import annotations

import json
from pathlib import Path

from adapters.record.fact_ledger import SqlFactLedger
from adapters.record.signet import Signet
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Keyring
from adapters.store.database import Database


def custody_of(database: Database, keyring: Keyring | None = None) -> Custody:
    """The cases' keys, in a file beside the store's."""
    beside = Path(str(database.engine.url.database)).with_name("case-keys.db")
    return Custody.open(beside, keyring or Keyring.development())


def facts_of(database: Database, keyring: Keyring | None = None) -> SqlFactLedger:
    """The record of every case, on a store that is a file."""
    custody = custody_of(database, keyring)
    return SqlFactLedger(database, custody, Signet(custody.keyring))


async def lines_of(ledger: SqlFactLedger) -> dict[str, str]:
    """Every case's line, opened, by its reference."""
    return {line.case: ledger.opened(line) for line in await ledger.lines()}


def sealed_before(
    keyring: Keyring, column: str, text: bytes, *about: str | int
) -> bytes:
    """A column of a case as it was sealed before cases had keys of their own."""
    sealed = keyring.seal(text, json.dumps([column, *about]).encode())
    return sealed.key_id.encode() + b":" + sealed.box
