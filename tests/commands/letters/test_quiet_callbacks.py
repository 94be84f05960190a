"""Whoever runs the receiver of callbacks reads what it says to them, and no log."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from collections.abc import Coroutine, Iterator
from pathlib import Path

import pytest
import structlog
from typer.testing import CliRunner

import commands.letters.callbacks
from adapters.embedded_server import free_port
from commands.app import build


@pytest.fixture
def its_own_log(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a log is set up with is as it was afterwards."""
    handlers, level = logging.root.handlers[:], logging.root.level
    for module, hook in (
        (sys, "excepthook"),
        (sys, "unraisablehook"),
        (threading, "excepthook"),
    ):
        monkeypatch.setattr(module, hook, getattr(module, hook))
    yield
    logging.root.handlers[:], logging.root.level = handlers, level
    logging.captureWarnings(False)
    structlog.reset_defaults()


@pytest.mark.usefixtures("its_own_log")
def test_the_receiver_s_own_comings_and_goings_are_no_line_for_its_operator(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def a_moment(work: Coroutine[None, None, None]) -> None:
        running = asyncio.create_task(work)
        await asyncio.sleep(1)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    monkeypatch.setenv("VIGIL_HOME", str(tmp_path))
    monkeypatch.setenv("VIGIL_CALLBACK_TOKENS", "t" * 32)
    monkeypatch.setenv("VIGIL_CALLBACK_PORT", str(free_port()))
    monkeypatch.setattr(commands.letters.callbacks, "until_stopped", a_moment)

    result = CliRunner().invoke(build(), ["callbacks"])

    assert "Taking callbacks" in result.stdout
    assert result.stderr == ""
