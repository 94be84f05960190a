"""Tracing changes nothing that a case commands: cases from before it replay with it."""

from __future__ import annotations

from pathlib import Path

from temporalio.worker import Replayer

import worker
from adapters.sealing.converter import data_converter
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Keyring
from adapters.tracing import tracing
from tests.replay.keeping import kept, names
from workflows import NAMES
from workflows.case import ChildProtectionCase


async def test_every_recorded_case_replays_while_it_is_traced(tmp_path: Path) -> None:
    custody = Custody.open(tmp_path / "case-keys.db", Keyring.development())
    file = tmp_path / "traces.jsonl"
    with tracing(file, NAMES) as plugins:
        assert len(plugins) == 2
        replayer = Replayer(
            workflows=[ChildProtectionCase],
            data_converter=data_converter(custody),
            workflow_runner=worker.sandbox(),
            plugins=plugins,
        )
        for name in names():  # raises for the first that does not
            await replayer.replay_workflow(kept(name))
    custody.close()

    assert file.stat().st_mode & 0o077 == 0
