"""Due days end by the pinned time zones, not by those a machine happens to carry."""

from __future__ import annotations

import os
import subprocess
import sys
import zoneinfo
from importlib.metadata import version

from tests.house.project import ROOT
from tests.house.test_lock import read


def test_the_suite_looks_for_time_zones_on_no_path_of_the_machine() -> None:
    assert zoneinfo.TZPATH == ()


def test_the_time_zones_in_use_are_those_of_the_lock() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert version("tzdata") == read(lock)["tzdata"]


def test_an_emptied_path_leaves_the_pinned_zones_to_be_found() -> None:
    ask = "import zoneinfo; print(zoneinfo.TZPATH, zoneinfo.ZoneInfo('Europe/London'))"
    said = subprocess.run(
        [sys.executable, "-c", ask],
        env=os.environ | {"PYTHONTZPATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == "() Europe/London"


def test_make_empties_the_path_for_everything_it_runs() -> None:
    assert "\nexport PYTHONTZPATH :=\n" in (ROOT / "Makefile").read_text("utf-8")
