"""An installation of its own for each test, each a copy of one that is made once."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from adapters.gateway.attesting import line_of
from tests.commands.each_case.breaking import Copied
from tests.commands.record.archive import Archive


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation with both families on record."""
    home = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as patch:
        Archive(home, patch)
    return home


@pytest.fixture
def archive(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    monkeypatch.setenv("VIGIL_GATEWAY_KEY", line_of("gate-1", b"1" * 32))
    made = Copied(copytree(filled, tmp_path / "home"), monkeypatch)
    monkeypatch.setenv("COLUMNS", "120")
    return made
