"""No field that people write in is forgotten: each has a made-up word in its place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.security.marks import MARK
from tests.security.planting import Planting, worded
from tests.stories import FILES, NAMES

#: What names nobody by its own shape: a day, an instant, a code, a reference, a key, a
#: fingerprint, a language, a rulebook's edition.
OPAQUE = re.compile(
    r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d))?"
    r"|[a-z0-9][a-z0-9+-]{0,63}(?:@[a-z0-9-]{1,20})?"
    r"|[A-Z]{2}-\d{4}-\d{4}(?:/[a-z0-9+#-]{1,64}){2,6}"
    r"|[a-z-]+(?:/[a-z0-9-]+){1,3}"
    r"|[a-z]{2,3}-[A-Z][a-z]{3}"
)
#: So many words, for the values of so many fields, stand in the stories together.
WORDS_AT_LEAST, FIELDS_AT_LEAST = 1_800, 50


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every text in some JSON, with the names of the fields above it."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from leaves(each, (*path, name))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from leaves(each, (*path, str(number)))
    elif isinstance(value, str):
        yield "/".join(path), value


def texts(raw: bytes) -> list[tuple[str, str]]:
    """All texts of a story's data, by line and path, whatever the models say."""
    events = [json.loads(line) for line in raw.splitlines() if line.strip()]
    return [
        (f"{number}/{path}", text)
        for number, event in enumerate(events)
        for path, text in leaves(event["data"])
    ]


def has_a_word(given: Planting, text: str) -> bool:
    return MARK.casefold() in text.casefold() or text in given.numbers


@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_no_code_reference_or_date_has_a_word_in_its_place(
    name: str,
) -> None:
    raw, planting = worded(name)
    before, after = dict(texts(FILES[name].read_bytes())), dict(texts(raw))
    words = {path for path, text in after.items() if has_a_word(planting, text)}
    open_to_see = {path for path, text in before.items() if not OPAQUE.fullmatch(text)}

    assert before.keys() == after.keys()
    assert open_to_see - words == set()
    assert len(words) == sum(planting.fields.values())


def test_each_word_stands_for_one_value_and_all_are_counted() -> None:
    found = [worded(name)[1] for name in NAMES]
    fields = {field for planting in found for field in planting.fields}

    assert sum(sum(p.fields.values()) for p in found) >= WORDS_AT_LEAST
    assert len(fields) >= FIELDS_AT_LEAST
    assert any(planting.numbers for planting in found)
    for planting in found:
        words = list(planting.words.values())
        assert len(set(words)) == len(words)
