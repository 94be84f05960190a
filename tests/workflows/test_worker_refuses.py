"""A worker that is told wrongly, or lacks a key, says which before anything runs."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from typer.testing import CliRunner

from adapters.sealing.custody import Custody
from adapters.sealing.keyring import KEY_BYTES, Keyring
from commands.app import build

ROOT = Path(__file__).parents[2]
#: Of no server (tests/conftest.py).
ADDRESS = "VIGIL_TEMPORAL_ADDRESS"
SPRING = f"spring:{base64.b64encode(b'1' * KEY_BYTES).decode()}"
AUTUMN = f"autumn:{base64.b64encode(b'2' * KEY_BYTES).decode()}"


class Ended(NamedTuple):
    """A worker's process: what it said in words, and the last line of its log."""

    code: int
    said: str
    line: dict[str, Any]


def worker(home: Path, **told: str) -> Ended:
    given = {
        "PATH": os.environ["PATH"],
        ADDRESS: os.environ[ADDRESS],
        "VIGIL_HOME": str(home),
        "PYTHONTZPATH": "",
    }
    done = subprocess.run(
        [sys.executable, str(ROOT / "worker.py")],
        env=given | told,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    *said, line = done.stderr.splitlines()
    return Ended(done.returncode, " ".join(said), json.loads(line))


TOLD_WRONGLY: dict[str, tuple[dict[str, str], str, str]] = {
    "production without keys": (
        {"VIGIL_ENVIRONMENT": "production"},
        "set VIGIL_KEYS_FILE to a file of lines",
        "keys_file",
    ),
    "no port": (
        {"VIGIL_SMTP_PORT": "Wilhelmina"},
        "VIGIL_SMTP_PORT: write a whole number.",
        "smtp_port",
    ),
    "no key": (
        {"VIGIL_KEYS": "Wilhelmina"},
        "VIGIL_KEYS: line 1: write keyid:base64key.",
        "keys",
    ),
}


@pytest.mark.parametrize("what", TOLD_WRONGLY)
def test_what_is_set_wrongly_is_said_in_the_words_of_the_command_line(
    tmp_path: Path, what: str
) -> None:
    told, says, named = TOLD_WRONGLY[what]
    found = worker(tmp_path, **told)

    assert (found.code, found.line["event"]) == (2, "settings_unusable")
    assert says in found.said
    assert found.line["key"] == named
    assert "Wilhelmina" not in str(found)
    unset = dict.fromkeys(name for name in os.environ if name.startswith("VIGIL_"))
    unset |= {"VIGIL_HOME": str(tmp_path), ADDRESS: os.environ[ADDRESS]}
    for command in ("cases", "codec-server", "up"):
        typed = CliRunner().invoke(build(), (command,), env=unset | told)
        assert (typed.exit_code, " ".join(typed.stderr.split())) == (2, found.said)


def test_a_table_of_retention_that_is_not_there_is_said_before_anything_is_reached(
    tmp_path: Path,
) -> None:
    found = worker(tmp_path, VIGIL_RETENTION="wilhelmina")

    assert (found.code, found.line["key"]) == (2, "retention")
    assert found.said.startswith("VIGIL_RETENTION: no such table of retention")
    assert "wilhelmina" not in str(found)


def test_a_key_that_cases_need_and_that_is_not_given_is_named(tmp_path: Path) -> None:
    custody = Custody.open(tmp_path / "case-keys.db", Keyring.parse(SPRING))
    custody.seal("CP-1", b"", b"")
    custody.close()
    found = worker(tmp_path, VIGIL_KEYS=AUTUMN)

    assert (found.code, found.line["event"]) == (3, "master_key_missing")
    assert found.line["key"] == "spring"
    assert "put its line back into the file that VIGIL_KEYS_FILE names" in found.said
