"""What is generated is current, and every example in it can be sent as it stands."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from adapters.events import read_event
from adapters.requests import request_of
from domain.requests.base import Asked
from tests.house.project import CODE, ROOT
from tools.examples import example_of
from tools.make_docs import generated, stale
from tools.schemas import kinds

Function = ast.FunctionDef | ast.AsyncFunctionDef
#: Part of the program, and no folder of it.
LONE_FILES = {"worker.py", "starter.py"}
FOLDERS = (
    "rulebook",
    "domain",
    "activities",
    "workflows",
    "adapters",
    "commands",
    "tools",
    "bench",
    "tests",
    "docs",
    "samples",
    "schemas",
)
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
HAZARDS = ROOT / "docs/hazards.md"


def test_the_generated_pages_and_schemas_are_current() -> None:
    assert stale(ROOT) == []


def test_a_stale_page_is_noticed(tmp_path: Path) -> None:
    """The check can fail: a folder in which nothing was made is stale throughout."""
    assert stale(tmp_path) == list(generated())


@pytest.mark.parametrize(("kind", "model"), sorted(kinds()))
def test_the_example_of_every_request_can_be_sent_as_it_stands(
    kind: str, model: type[Asked]
) -> None:
    event = read_event(json.dumps(example_of(kind, model)).encode())
    request = request_of(event)
    assert request.kind == kind
    assert request.id == "/council/case-system#4711"


def named_files(text: str) -> list[str]:
    """The paths of the project that a page names in code quotes, without a test's."""
    quoted: list[str] = re.findall(r"`([\w./@+-]+)(?:::\w+)?`", text)
    return [name for name in quoted if name.startswith(tuple(f"{f}/" for f in FOLDERS))]


def missing_files(text: str, root: Path) -> list[str]:
    """The paths that a page names and that are not under `root`."""
    return [name for name in named_files(text) if not (root / name).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    assert missing_files(page.read_text("utf-8"), ROOT) == []


def test_every_folder_of_the_project_is_looked_for_in_the_pages() -> None:
    loose = [name for name in FOLDERS if not (ROOT / name).is_dir()]

    assert loose == []
    assert {*CODE, "tests", "docs"} - {*FOLDERS, "console", *LONE_FILES} == set()


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_file_that_is_not_there_is_noticed(folder: str, tmp_path: Path) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "there.py").touch()
    text = f"see `{folder}/there.py`, `{folder}/gone.py` and `plain words`"

    assert missing_files(text, tmp_path) == [f"{folder}/gone.py"]


def shown_by(page: str) -> list[str]:
    """What each hazard's last column names, row by row; an empty column as ''."""
    rows = [line.strip("| ").split("|") for line in page.splitlines() if "|" in line]
    cells = [row[-1].strip() for row in rows[2:]]
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell) or [""]]


def unproven(page: str, root: Path) -> list[str]:
    """What a page of hazards names as proof and is no test function under `root`."""
    return [name for name in shown_by(page) if not _is_a_test(name, root)]


def _is_a_test(name: str, root: Path) -> bool:
    file, _, function = name.partition("::")
    path = root / file
    if not function.startswith("test_") or not path.is_file():
        return False
    tree = ast.parse(path.read_text("utf-8"))
    functions = (n for n in tree.body if isinstance(n, Function))
    return function in {each.name for each in functions}


def test_every_hazard_names_tests_that_are_there() -> None:
    page = HAZARDS.read_text("utf-8")

    assert len(shown_by(page)) >= page.count("\n| ") - 1
    assert unproven(page, ROOT) == []


def test_a_hazard_shown_by_no_test_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "def test_there(): ...\nasync def helper(): ..."
    )
    head = "| hazard | guard | shown by |\n|---|---|---|\n"
    named = ["test_it.py::test_there", "test_it.py::test_gone", "test_it.py"]
    others = ["test_it.py::helper", "gone.py::test_there", "."]
    rows = [f"| a | b | `{name}` |\n" for name in (*named, *others)]

    found = unproven(head + "".join(rows) + "| a | b | its care |\n", tmp_path)

    assert found == [*named[1:], *others, ""]


@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md"])
def test_a_page_says_how_many_kinds_of_request_there_are(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")

    assert re.findall(r"\b(\d+)\s+kinds", text) == [str(len(list(kinds())))]
