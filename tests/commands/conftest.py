"""An installation whose record is sealed with one line, spring."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.installation import SPRING, Installation


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    installation = Installation(tmp_path)
    installation.has(SPRING)
    monkeypatch.setenv("VIGIL_HOME", str(tmp_path))
    monkeypatch.setenv("VIGIL_KEYS_FILE", str(installation.file))
    monkeypatch.setenv("COLUMNS", "200")
    return installation
