"""A field takes the words that can be done, and says which when another is written."""

from __future__ import annotations

import json
from typing import Any

import pytest

from domain.documents.kinds import OF_A_CONFERENCE, ON_REQUEST, DocumentKind
from domain.errors import BadInput
from domain.letters import FAILURES, Standing
from domain.reading import read_request
from domain.requests.deliveries import HEARD, RecordDelivery, SendDocument
from domain.requests.translations import AskTranslation
from tests.domain.plausible.examples import example

Model = type[AskTranslation] | type[RecordDelivery] | type[SendDocument]
#: What somebody typed by mistake, where a name of a child could stand as well.
CANARY = "Leilani Quillfeather"
#: Of each request the field, the words that it takes, and all there are of the sort.
FIELDS: tuple[tuple[Model, str, frozenset[str], type[Standing | DocumentKind]], ...] = (
    (SendDocument, "document", ON_REQUEST, DocumentKind),
    (AskTranslation, "document", OF_A_CONFERENCE, DocumentKind),
    (RecordDelivery, "standing", HEARD, Standing),
)
TAKEN = [
    (model, field, word) for model, field, taken, _ in FIELDS for word in sorted(taken)
]
NOT_TAKEN = [
    (model, field, taken, word)
    for model, field, taken, every in FIELDS
    for word in (*every, CANARY, "", 7, None)
    if word not in taken
]


def read(model: Model, field: str, word: Any) -> Any:
    return read_request(json.dumps(example(model) | {field: word}).encode())


@pytest.mark.parametrize(("model", "field", "word"), TAKEN)
def test_what_can_be_done_is_read(model: Model, field: str, word: str) -> None:
    assert getattr(read(model, field, word), field) == word


@pytest.mark.parametrize(("model", "field", "taken", "word"), NOT_TAKEN)
def test_anything_else_is_refused_by_naming_all_that_may_be_written(
    model: Model, field: str, taken: frozenset[str], word: Any
) -> None:
    with pytest.raises(BadInput) as caught:
        read(model, field, word)

    assert caught.value.where.endswith(f".{field}")
    assert caught.value.message == f"give one of {', '.join(sorted(taken))}"
    assert CANARY not in repr(caught.value)
    assert caught.value.__cause__ is None


def test_only_how_it_ended_can_be_heard_of_a_letter() -> None:
    assert {Standing.DELIVERED, *FAILURES} == HEARD
