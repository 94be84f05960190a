"""Terms are adopted by the names of what is published; a wrong name says where."""

from __future__ import annotations

import json

import pytest

from adapters.events import read_event
from adapters.requests import request_of
from domain.errors import BadInput
from domain.requests.keeping import AdoptTerms
from tools.examples import example_of

EVENT = example_of("adopt-terms", AdoptTerms)


def test_terms_are_looked_up_by_name() -> None:
    request = request_of(read_event(json.dumps(EVENT).encode()))
    assert isinstance(request, AdoptTerms)
    assert request.terms.rulebook.id == "york"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rulebook", "atlantis"),
        ("rulebook", "csa-pathway"),
        ("calendar", "atlantis"),
        ("local_settings", "atlantis"),
    ],
)
def test_a_name_that_is_not_published_is_refused_where_it_stands(
    field: str, value: str
) -> None:
    terms = {"rulebook": "york", field: value}
    event = {**EVENT, "data": {**EVENT["data"], "terms": terms}}
    with pytest.raises(BadInput) as refused:
        request_of(read_event(json.dumps(event).encode()))
    assert refused.value.where == f"data.terms.{field}"
