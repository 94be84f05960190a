"""What was refused at the door, where the erasing of a month was stopped half-way."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.sealing.key_store import KeyStore
from tests.commands.retention.archive import Archive
from tests.dates import instant

ANNE = ("anne", "service-manager")


def test_whoever_erases_again_sees_that_nothing_is_left_of_keys_destroyed_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scrubbed: list[KeyStore] = []
    monkeypatch.setattr(KeyStore, "scrub", lambda store: scrubbed.append(store))
    archive = Archive(tmp_path / "vigil", monkeypatch)
    archive.at(instant("Mon 2090-01-02 10:00Z"))

    looked = archive.by(*ANNE, "retention", "refused")
    before = len(scrubbed)
    erased = archive.by(*ANNE, "retention", "refused", "--erase")

    assert (looked.exit_code, erased.exit_code) == (0, 0), erased.stderr
    assert (before, len(scrubbed)) == (0, 1)
