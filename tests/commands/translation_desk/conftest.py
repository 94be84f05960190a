"""A desk whose case answers at once, without a server."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.translation.apertium import Apertium
from adapters.translation.job import Job
from commands.translation_desk import job as one_job
from commands.translation_desk import jobs, submitting, translation, wanting
from domain.documents.drafts import Draft
from tests.commands.translation_desk.desk import Running, given, with_texts
from tests.domain.translating import job, planned


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Running:
    monkeypatch.setenv("VIGIL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    served = Running(planned())
    for command in (translation, wanting):
        monkeypatch.setattr(command, "now", served.now)
    for command in (jobs, one_job, wanting):
        monkeypatch.setattr(command, "view_of", served.view)
    monkeypatch.setattr(submitting, "client_of", served.client)
    monkeypatch.setattr(submitting, "ask", served.ask)
    with_texts(lambda texts: texts.put("CP-1", job(served.case).source, given()))
    return served


@pytest.fixture
def drafting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is there, and drafts each sentence as it stands."""

    async def drafts(self: Apertium, given: Job) -> Draft:
        texts = {segment.id: segment.text for segment in given.segments}
        return Draft(language=given.language, texts=texts, engine="apertium")

    monkeypatch.setattr(Apertium, "draft", drafts)
