"""What is generated is current, and every example in it can be sent as it stands."""

from __future__ import annotations

import json

import pytest

from adapters.events import read_event
from adapters.requests import request_of
from domain.requests.base import Asked
from tests.house.project import ROOT
from tools.make_docs import generated, stale
from tools.schemas import example_of, kinds


def test_the_generated_pages_and_schemas_are_current() -> None:
    assert stale(ROOT) == []


def test_a_stale_page_is_noticed(tmp_path) -> None:
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
