"""No test speaks to a server that it did not start: real cases may run on one here."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.settings import TEMPORAL_ADDRESS, Settings
from adapters.stack import Stack
from tests.house.project import ROOT

ASK = "from adapters.settings import Settings; print(Settings().temporal())"


def is_refused(address: str) -> bool:
    host, _, port = address.partition(":")
    try:
        socket.create_connection((host, int(port)), timeout=5).close()
    except ConnectionRefusedError:
        return True
    return False


def test_a_test_that_names_no_server_is_refused_by_whatever_listens_here(
    tmp_path: Path,
) -> None:
    address = Settings(home=tmp_path).temporal()

    assert address != TEMPORAL_ADDRESS
    assert is_refused(address)


def test_a_stack_that_runs_in_a_folder_is_not_reached_by_looking_into_it(
    tmp_path: Path,
) -> None:
    Stack(temporal="127.0.0.1:9001").save(tmp_path)

    address = Settings(home=tmp_path).temporal()

    assert address != "127.0.0.1:9001"
    assert is_refused(address)


def test_a_program_that_a_test_starts_is_refused_too(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env=os.environ | {"VIGIL_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == Settings().temporal() != TEMPORAL_ADDRESS


def test_a_test_says_so_when_its_server_is_the_one_that_its_folder_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Stack(temporal="127.0.0.1:9001").save(tmp_path)
    monkeypatch.setenv("VIGIL_TEMPORAL_ADDRESS", "")

    assert Settings(home=tmp_path).temporal() == "127.0.0.1:9001"
