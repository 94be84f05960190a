"""An installation with two families on record, where nobody answers but the store."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from typer.testing import CliRunner, Result

from adapters.record.audit import Entry
from adapters.record.signet import Signet
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Keyring
from adapters.store.database import Database
from commands.app import build
from tests.adapters.record.families import Family, family
from tests.adapters.record.scene import Scene

NOWHERE = "127.0.0.1:9"
PERSON = "sm-0042"

T = TypeVar("T")


class Archive:
    """Its folder, what lies in it, and whoever sits there."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home = home
        self._patch = monkeypatch
        monkeypatch.setenv("VIGIL_HOME", str(home))
        monkeypatch.setenv("VIGIL_TEMPORAL_ADDRESS", NOWHERE)
        monkeypatch.setenv("VIGIL_PERSON", PERSON)
        monkeypatch.setenv("COLUMNS", "80")
        self.sits_there("service-manager")
        self.families = {
            each.ref: each
            for each in (family("york", "CP-1", 8), family("delay", "CP-2"))
        }
        for each in self.families.values():
            self.record(each)

    def sits_there(self, role: str) -> None:
        self._patch.setenv("VIGIL_ROLE", role)

    def record(self, each: Family) -> None:
        async def work(scene: Scene) -> None:
            for batch in each.batches():
                await scene.ledger.append(batch)

        self.do(work)

    def do(self, work: Callable[[Scene], Awaitable[T]]) -> T:
        """Something in the store, as another program would."""
        keyring = Keyring.development()
        database = Database.open(self.home / "vigil.db")
        custody = Custody.open(self.home / "case-keys.db", keyring)
        scene = Scene(database, custody, Signet(keyring))
        try:
            return asyncio.run(_done(work(scene)))
        finally:
            scene.close()

    def audited(self, case: str) -> list[Entry]:
        return self.do(lambda scene: scene.audit.of_case(case))

    def vigil(self, *arguments: str) -> Result:
        return CliRunner().invoke(build(), arguments)

    def told(self, *arguments: str) -> Any:
        """What a command answers as JSON."""
        result = self.vigil(*arguments, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)


async def _done(work: Awaitable[T]) -> T:
    return await work
