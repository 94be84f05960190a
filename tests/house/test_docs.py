"""What is generated is current, and every example in it can be sent as it stands."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from adapters.events import read_event
from adapters.requests import request_of
from domain.requests.base import Asked
from tests.house.project import ROOT
from tools.make_docs import generated, stale
from tools.schemas import example_of, kinds


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
    """The paths of the project that a page names in code quotes."""
    roots = ("tests/", "domain/", "workflows/", "adapters/", "activities/", "docs/")
    quoted = re.findall(r"`([\w./@-]+)`", text)
    return [name for name in quoted if name.startswith(roots)]


@pytest.mark.parametrize(
    "page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda page: page.stem
)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    missing = [
        name
        for name in named_files(page.read_text("utf-8"))
        if not (ROOT / name).exists()
    ]
    assert missing == []


def test_a_file_that_is_not_there_is_noticed() -> None:
    assert named_files("see `tests/no_such_test.py` and `plain words`") == [
        "tests/no_such_test.py"
    ]
