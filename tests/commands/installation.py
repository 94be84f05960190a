"""A home with families on record, and the file of its keys."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from typer.testing import CliRunner, Result

from adapters.record.signet import Signet
from adapters.sealing.keyring import KEY_BYTES
from adapters.settings import Settings
from adapters.store.database import Database
from commands.app import build
from domain.recording import Row
from tests.adapters.record.scene import Scene, batch

SPRING = f"spring:{base64.b64encode(b'1' * KEY_BYTES).decode()}"
AUTUMN = f"autumn:{base64.b64encode(b'2' * KEY_BYTES).decode()}"


T = TypeVar("T")


class Installation:
    """Where it is; each thing is done with the keys that its file has by then."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.file = home / "keys"

    def has(self, *lines: str) -> None:
        self.file.write_text("\n".join(lines), "utf-8")
        self.file.chmod(0o600)

    def record(self, case: str, *numbers: int) -> None:
        self.do(lambda scene: scene.ledger.append(batch(case, *numbers)))

    def facts(self, case: str) -> list[Row]:
        return self.do(lambda scene: scene.ledger.facts(case))

    def by_hand(self, *statements: str) -> None:
        """In the record, as whoever owns its file."""

        async def work(scene: Scene) -> None:
            scene.by_hand(*statements)

        self.do(work)

    def do(self, work: Callable[[Scene], Awaitable[T]]) -> T:
        """Something in the store, as another program would."""
        settings = Settings()
        signet = Signet(settings.keyring())
        scene = Scene(Database.open(settings.store), settings.custody, signet)
        try:
            return asyncio.run(_done(work(scene)))
        finally:
            scene.close()

    def vigil(self, *arguments: str) -> Result:
        return self.run("keys", *arguments)

    def run(self, *arguments: str) -> Result:
        return CliRunner().invoke(build(), arguments)

    def listed(self) -> dict[str, dict[str, Any]]:
        found = json.loads(self.vigil("--json").stdout)["keys"]
        return {line.pop("id"): line for line in found}


async def _done(work: Awaitable[T]) -> T:
    return await work
