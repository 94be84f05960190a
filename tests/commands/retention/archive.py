"""An installation with the record of one family whose case is over and sealed."""

from __future__ import annotations

import asyncio
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from adapters.clock import SystemClock
from adapters.store.database import Database
from commands.app import build
from commands.rehearsal.playing import Stage
from domain.case import Case
from domain.recording import Batch, Row
from domain.worklist import line_of
from tests.dates import instant
from tests.ledgers import facts_of
from tests.stories import story

STORY = "christmas"
SEALED = instant("Mon 2026-11-16 09:00Z")
REF = story(STORY).opening.ref


class Sealed(Stage):
    """The story, wound on until the case can no longer be reopened."""

    def __init__(self) -> None:
        told = story(STORY)
        super().__init__(told)
        for asking in told.askings:
            self.wind_to(asking.at)
            self.ask(asking)
        self.wind_to(SEALED)

    @property
    def whole(self) -> tuple[Case, tuple[Row, ...]]:
        return self._case, tuple(self._rows)


@cache
def sealed() -> tuple[Case, tuple[Row, ...]]:
    return Sealed().whole


def archived(home: Path) -> None:
    """Put it on record in a new store."""
    case, rows = sealed()
    assert case.sealed
    home.mkdir(parents=True, exist_ok=True)
    database = Database.open(home / "vigil.db")
    batch = Batch(case=case.ref, rows=rows, line=line_of(case))
    try:
        asyncio.run(facts_of(database).append(batch))
    finally:
        database.close()


class Archive:
    """Somebody at its command line, at some instant."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home = home
        self._patch = monkeypatch
        monkeypatch.setenv("VIGIL_HOME", str(home))
        archived(home)

    def at(self, now: datetime) -> None:
        self._patch.setattr(SystemClock, "now", lambda _: now)

    def by(self, person: str, role: str, *arguments: str) -> Result:
        self._patch.setenv("VIGIL_PERSON", person)
        self._patch.setenv("VIGIL_ROLE", role)
        self._patch.setenv("COLUMNS", "80")
        return CliRunner().invoke(build(), arguments)
