"""An office of its own for each test, each a copy of one that is made once."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from tests.commands.audit.office import Open


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation with one family in it."""
    home = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as patch:
        Open(home, patch).fill()
    return home


@pytest.fixture
def office(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    return Open(copytree(filled, tmp_path / "home"), monkeypatch)
