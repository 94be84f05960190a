"""Which tests carry the mark of which rule: asked of pytest, which alone knows.

A mark may stand on a test, or on one row of its table; only what pytest collects
counts. Only files that speak of rules are collected, so that it takes seconds.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SPEAKS_OF_RULES = re.compile(r"mark\.rule|practice\.gates import")

QUIETLY = ("--collect-only", "-q", "-p", "no:cacheprovider", "-p", "no:randomly")

Marks = dict[str, list[str]]


class MarksUnreadable(RuntimeError):
    """The tests could not be collected, so nobody knows what shows a rule."""


class Collector:
    """A plugin of pytest that notes the marks of what is collected."""

    def __init__(self) -> None:
        self.found: dict[str, set[str]] = {}

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            name = item.nodeid.partition("[")[0]
            for mark in item.iter_markers("rule"):
                for id in mark.args:
                    self.found.setdefault(id, set()).add(name)


@cache
def marks(root: Path = ROOT) -> Marks:
    """The tests that show each rule, by its id; without the rows of their tables.

    In a process of its own, for a test run may be what asks.
    """
    command = [sys.executable, "-m", "tools.rule_marks", str(root)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if said.returncode != 0:
        raise MarksUnreadable(f"put the tests right first: {said.stderr.strip()}")
    found: Marks = json.loads(said.stdout)
    return found


def speaking_of_rules(root: Path) -> list[str]:
    """The files of tests that carry marks, relative to `root`."""
    files = sorted((root / "tests").rglob("test_*.py"))
    return [
        file.relative_to(root).as_posix()
        for file in files
        if SPEAKS_OF_RULES.search(file.read_text("utf-8"))
    ]


def main(root: Path) -> int:
    """Print the marks as JSON; what pytest says goes to the error stream."""
    collector = Collector()
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        options = (*QUIETLY, "--rootdir", str(root))
        files = [str(root / name) for name in speaking_of_rules(root)]
        ended = pytest.main([*options, *files], [collector])
    if ended is not pytest.ExitCode.OK:
        sys.stderr.write("\n".join(_errors(said.getvalue())))
        return 1
    found = {id: sorted(names) for id, names in sorted(collector.found.items())}
    sys.stdout.write(json.dumps(found))
    return 0


def _errors(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.startswith(("ERROR", "E  "))]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
