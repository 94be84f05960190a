"""A worker that is told wrongly, or lacks a key, says which before anything runs."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from adapters.sealing.custody import Custody
from adapters.sealing.keyring import KEY_BYTES, Keyring

ROOT = Path(__file__).parents[2]
SPRING = f"spring:{base64.b64encode(b'1' * KEY_BYTES).decode()}"
AUTUMN = f"autumn:{base64.b64encode(b'2' * KEY_BYTES).decode()}"


def worker(home: Path, **told: str) -> tuple[int, dict[str, Any]]:
    """How a worker's process ends, and the last line of its log."""
    given = {"VIGIL_HOME": str(home), "PYTHONTZPATH": "", **told}
    ended = subprocess.run(
        [sys.executable, str(ROOT / "worker.py")],
        env={"PATH": os.environ["PATH"], **given},
        capture_output=True,
        timeout=60,
        check=False,
    )
    return ended.returncode, json.loads(ended.stderr.splitlines()[-1])


def test_in_production_without_keys_of_its_own_it_names_the_setting(
    tmp_path: Path,
) -> None:
    code, line = worker(tmp_path, VIGIL_ENVIRONMENT="production")

    assert (code, line["event"]) == (2, "settings_unusable")


def test_a_wrong_setting_is_named_and_its_value_is_not(tmp_path: Path) -> None:
    code, line = worker(tmp_path, VIGIL_SMTP_PORT="Wilhelmina")

    assert (code, line["key"]) == (2, "smtp_port")
    assert "Wilhelmina" not in json.dumps(line)


def test_a_key_that_cases_need_and_that_is_not_given_is_named(tmp_path: Path) -> None:
    custody = Custody.open(tmp_path / "case-keys.db", Keyring.parse(SPRING))
    custody.seal("CP-1", b"", b"")
    custody.close()
    code, line = worker(tmp_path, VIGIL_KEYS=AUTUMN)

    assert (code, line["event"], line["key"]) == (3, "master_key_missing", "spring")
