"""An installation with a desk: a case that answers, and a translator at work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import docx
from typer.testing import CliRunner, Result

from adapters.clock import SystemClock
from adapters.settings import Settings
from adapters.store.database import Database
from adapters.texts import SqlTexts
from commands.app import build
from commands.service import refusal
from domain.advance import advance
from domain.case import Case
from domain.decide import respond
from domain.documents.model import Document, Paragraph
from domain.documents.values import OnDay, phrase
from domain.errors import Refused
from domain.requests import Request
from domain.views import CaseView, case_view
from tests.dates import day
from tests.domain.translating import BACK

TEXT = Document(
    kind="outline-plan",
    case="CP-1",
    reader="mother",
    title="Your copy of the plan",
    blocks=(Paragraph(text=phrase("From ", OnDay(on=day("Mon 2026-12-21")), ".")),),
)


class Running:
    """A case that answers, at a time of ours, as the service would."""

    def __init__(self, case: Case) -> None:
        self.case, self.at = case, BACK

    def now(self) -> datetime:
        return self.at

    async def view(self, settings: Settings, ref: str) -> CaseView:
        return case_view(self.case, self.at)

    async def client(self, settings: Settings) -> None:
        return None

    async def ask(self, client: None, ref: str, request: Request) -> None:
        try:
            facts = respond(self.case, request, self.at)
        except Refused as refused:
            raise refusal(refused) from None
        self.case = advance(self.case, facts, self.at)


def given() -> str:
    return TEXT.model_dump_json()


def with_texts(work: Callable[[SqlTexts], object]) -> object:
    """Do something with the texts of this installation's store."""
    settings = Settings()
    database = Database.open(settings.store)
    try:
        texts = SqlTexts(database, settings.custody, SystemClock())
        return asyncio.run(work(texts))  # type: ignore[arg-type]
    finally:
        database.close()


def vigil(*arguments: str) -> Result:
    return CliRunner().invoke(build(), ["translation", *arguments])


def out(folder: Path) -> Path:
    """The Word file of the job, as it was given out."""
    assert vigil("out", "CP-1", "t1", "--to", str(folder)).exit_code == 0
    (file,) = folder.glob("*.docx")
    return file


def translated(file: Path, **changes: str) -> Path:
    """The file with each sentence in another language, its marks where they were."""
    word = docx.Document(str(file))
    for row in word.tables[-1].rows[1:]:
        id, source = (line.text for line in row.cells[0].paragraphs[:2])
        row.cells[-1].text = changes.get(id, f"پ {source}")
    word.save(str(file))
    return file


def back(file: Path, translator: str = "translator") -> Result:
    by = ("--translator", translator, "--by", "desk")
    return vigil("back", "CP-1", "t1", str(file), *by)


def check(*how: str, by: str = "second") -> Result:
    return vigil("check", "CP-1", "t1", *how, "--by", by)
