"""A test marked with a rule fails when the rule is taken out of its rulebook.

The mark, `pytest.mark.rule("SX-29")`, names ids of the catalogue as the entries of the
rulebooks do. That every rule is shown by a test stands in `test_coverage`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from adapters.catalogue import catalogue
from tests.house.project import ROOT
from tools.rule_marks import marks

#: A suite of its own, with this suite's way of judging a mark, under two rulebooks: one
#: as it is published, one that has lost an id.
SUITE = """
import pytest

from tests import conftest
from tests.conftest import rule_is_kept

whole = conftest.kept
conftest.kept = lambda book: whole(book) - {lost}


@pytest.mark.rule("YK-35")
def test_of_a_rule(): ...


@pytest.mark.parametrize("n", [pytest.param(1, marks=pytest.mark.rule("SX-29"))])
def test_of_a_row(n): ...


def test_of_none(): ...
"""


def failed(folder: Path, lost: set[str]) -> set[str]:
    """The tests that fail once these ids stand in no rulebook."""
    (folder / "test_it.py").write_text(SUITE.format(lost=lost or "set()"))
    test, settings = str(folder / "test_it.py"), str(ROOT / "pyproject.toml")
    options = ("-q", "-p", "no:cacheprovider", "--rootdir", str(folder), "-c", settings)
    said = subprocess.run(
        [sys.executable, "-m", "pytest", *options, test],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    lines = [line.split() for line in said.stdout.splitlines()]
    outcome = [line for line in lines if line[:1] in (["FAILED"], ["ERROR"])]
    assert "3 passed" in said.stdout or outcome, said.stdout + said.stderr
    return {line[1].partition("::")[2].partition("[")[0] for line in outcome}


def test_every_mark_names_a_rule_of_the_catalogue() -> None:
    assert set(marks()) <= {rule.id for rule in catalogue()}


@pytest.mark.parametrize(
    ("lost", "fails"),
    [
        (set(), set()),
        ({"YK-35"}, {"test_of_a_rule"}),
        ({"SX-29"}, {"test_of_a_row"}),
        ({"YK-36"}, set()),
    ],
)
def test_a_test_fails_when_its_rule_is_taken_out_of_the_rulebook(
    tmp_path: Path, lost: set[str], fails: set[str]
) -> None:
    assert failed(tmp_path, lost) == fails
