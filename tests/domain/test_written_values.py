"""Instants, days and answers of yes or no: only what was written as such is read."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter

from domain.errors import BadInput
from domain.ids import WRITE_THUS, Day, Instant
from domain.reading import INSTEAD, read
from domain.record.people import Safe
from tests.dates import day, instant

INSTANT: TypeAdapter[datetime] = TypeAdapter(Instant)
DAY: TypeAdapter[date] = TypeAdapter(Day)
SAFE = TypeAdapter(Safe)
NUMBERS = [1765879200, 1765879200.5, -1, 20261216, True]
NUMBERS_IN_QUOTES = ["1765879200", " 1765879200 ", "-1.5", "1e9", "20261216", "nan"]


@pytest.mark.parametrize("written", [*NUMBERS, *NUMBERS_IN_QUOTES, None, []])
def test_no_instant_and_no_day_is_read_from_a_number(written: object) -> None:
    adapters: tuple[TypeAdapter[Any], ...] = (INSTANT, DAY)
    for adapter in adapters:
        with pytest.raises(BadInput) as caught:
            read(adapter, json.dumps(written).encode())
        assert (caught.value.code, caught.value.message) == ("bad-input", WRITE_THUS)


def test_an_instant_is_read_from_text_with_its_offset() -> None:
    read_in_summer = read(INSTANT, b'"2026-07-01T10:00:00+01:00"')
    assert read_in_summer == instant("Wed 2026-07-01 09:00Z")
    assert INSTANT.validate_python(read_in_summer) == read_in_summer


def test_an_instant_without_an_offset_is_refused() -> None:
    with pytest.raises(BadInput) as caught:
        read(INSTANT, b'"2026-12-16T10:00:00"')
    assert caught.value.message == INSTEAD["timezone_aware"]


def test_a_day_is_read_from_text() -> None:
    assert read(DAY, b'"2026-12-16"') == day("Wed 2026-12-16")


@pytest.mark.parametrize("written", [1, 0, "true", "yes", "on", "0", 1.0])
def test_whether_it_is_safe_is_never_guessed_from_a_word_or_a_number(
    written: object,
) -> None:
    with pytest.raises(BadInput) as caught:
        read(SAFE, json.dumps({"write": written}).encode())
    assert (caught.value.where, caught.value.message) == ("write", "give true or false")


@pytest.mark.parametrize("written", [True, False])
def test_true_and_false_are_read(written: bool) -> None:
    assert read(SAFE, json.dumps({"write": written}).encode()).write is written
