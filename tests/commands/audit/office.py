"""An office: a record, a case that answers at once, and somebody who sits there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self, TypeVar

import pytest
from typer.testing import CliRunner, Result

from activities.ports import Kept
from adapters.clock import SystemClock
from adapters.letters import SqlLetters
from adapters.record.audit import Entry, SqlAudit
from adapters.record.signet import Signet
from adapters.settings import Settings
from adapters.store.database import Database
from adapters.texts import SqlTexts
from adapters.translation.apertium import Apertium
from adapters.translation.job import Job
from commands import asking, guide, one_case, up, why
from commands.app import build
from commands.letters import holding, letters
from commands.service import store_of
from commands.translation_desk import job as one_job
from commands.translation_desk import jobs
from domain.case import Case
from domain.correspondence import letter_for
from domain.documents.drafts import Draft
from domain.following.endings import ended
from domain.letters import Carried, Receipt, Standing
from domain.receipts import Receipt as Answer
from domain.recording import Batch
from domain.terms import Terms
from domain.views import CaseView, case_view
from domain.worklist import line_of
from tests.activities.fakes import FakeClock
from tests.commands.letters.letters_desk import document
from tests.commands.translation_desk.desk import given
from tests.domain.gaming.planting import record
from tests.domain.translating import BACK, MOTHER, job, planned
from tests.ledgers import facts_of

REF = "CP-1"
COPY = f"{REF}/plan-copy/conf-1/child-1/{MOTHER}-1/mail"
PERSON = "sw-0042"
SERVICE_MANAGER, AUDITOR, OPERATOR = "service-manager", "auditor", "system-operator"

T = TypeVar("T")


@cache
def family() -> Case:
    """A family with a plan, one letter of which has gone."""
    receipt = Receipt(
        key=COPY, carried=Carried.SENT, at=BACK, standing=Standing.DELIVERED
    )
    return ended(planned(), COPY, None, BACK, receipt)


def on_record(database: Database, case: Case) -> None:
    """Put a whole case on record."""
    batch = Batch(case=case.ref, rows=record(case), line=line_of(case))
    asyncio.run(facts_of(database, Settings().keyring()).append(batch))


class Office:
    """Somebody at the command line of an installation in a folder of its own."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home, self._patch = home, monkeypatch
        monkeypatch.setenv("VIGIL_HOME", str(home))
        monkeypatch.setenv("COLUMNS", "80")
        self.sits(PERSON, SERVICE_MANAGER)

    def sits(self, person: str, role: str) -> Self:
        self._patch.setenv("VIGIL_PERSON", person)
        self._patch.setenv("VIGIL_ROLE", role)
        return self

    def vigil(self, *arguments: str, given: str = "") -> Result:
        return CliRunner().invoke(build(), arguments, input=given)

    def entries(self, case: str | None = REF) -> list[Entry]:
        return self.with_audit(lambda audit: audit.of_case(case))

    def with_audit(self, work: Callable[[SqlAudit], Awaitable[T]]) -> T:
        """Do something with the audit of this installation."""
        found = Settings()
        database = Database.open(found.store)

        async def done() -> T:
            return await work(SqlAudit(database, Signet(found.custody.keyring)))

        try:
            return asyncio.run(done())
        finally:
            database.close()

    def records(self, *cases: Case) -> None:
        database = Database.open(Settings().store)
        try:
            for case in cases:
                on_record(database, case)
        finally:
            database.close()


class Open(Office):
    """With the family on record, its letter and its text kept, its case answering."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(home, monkeypatch)
        for module in (one_case, guide, holding, letters, one_job, jobs, asking, why):
            for name in ("client_of", "ask", "foresee", "view_of", "view_by"):
                if hasattr(module, name):
                    monkeypatch.setattr(module, name, getattr(self, name))
        monkeypatch.setattr(why, "terms_of", self.terms_of)
        monkeypatch.setattr(Apertium, "draft", _drafts)
        monkeypatch.setattr(up, "running", _running)

    def fill(self) -> None:
        """Put the family on record, with its letter and its text."""
        self.records(family())
        asyncio.run(self._kept())

    async def _kept(self) -> None:
        found = Settings()
        database = Database.open(found.store)
        kept = SqlLetters(database, found.custody, FakeClock(BACK))
        letter = letter_for(planned(), planned().outbox[COPY], BACK)
        await kept.keep(letter, Kept(documents=(document(),)))
        texts = SqlTexts(database, found.custody, SystemClock())
        await texts.put(REF, job(family()).source, given())
        database.close()

    async def client_of(self, *_: object) -> None:
        """Nobody is reached: the case answers here."""

    async def view_of(self, *_: object) -> CaseView:
        return case_view(family(), BACK)

    async def view_by(self, *_: object) -> CaseView:
        return case_view(family(), BACK)

    async def ask(self, *_: object) -> Answer:
        return Answer(case=REF, facts=1)

    async def foresee(self, *_: object) -> Answer:
        return Answer(case=REF, facts=1)

    async def terms_of(self, *_: object) -> Terms:
        return family().terms


async def _drafts(self: Apertium, given: Job) -> Draft:
    texts = {segment.id: segment.text for segment in given.segments}
    return Draft(language=given.language, texts=texts, engine="apertium")


@asynccontextmanager
async def _running(settings: Settings) -> AsyncIterator[Any]:
    """All that `vigil up` needs once everything has come up."""
    async with store_of(settings) as store:
        yield SimpleNamespace(settings=settings, store=store, client=None)
