"""An archive of its own for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.record.archive import Archive


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    return Archive(tmp_path / "home", monkeypatch)
