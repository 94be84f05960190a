"""What a sentence is made of, and what a value may be."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from domain.documents.values import (
    AtMoment,
    OnDay,
    Personal,
    Phrase,
    Sort,
    Value,
    Words,
    phrase,
)
from tests.dates import day, instant
from tests.domain.documents.written import MEETING, MONDAY, NAME


def test_a_sentence_is_words_and_values_in_order_without_what_is_empty() -> None:
    assert phrase("Meet ", "", NAME, " on ", MONDAY) == (
        Words(text="Meet "),
        NAME,
        Words(text=" on "),
        MONDAY,
    )


def test_every_value_comes_back_from_json_as_what_it_was() -> None:
    phrases = TypeAdapter(Phrase)
    said = phrase("Meet ", NAME, " on ", MONDAY, " at ", MEETING)

    assert phrases.validate_json(phrases.dump_json(said)) == said


def test_a_value_of_a_letter_is_a_code_or_typed() -> None:
    values = TypeAdapter[Value](Value)

    assert values.validate_python("review") == "review"
    assert values.validate_json(MONDAY.model_dump_json()) == MONDAY
    with pytest.raises(ValidationError):
        values.validate_python({"says": "words", "text": "Ours"})


@pytest.mark.parametrize("text", ["", "x" * 20001])
def test_a_personal_value_says_something_and_no_book(text: str) -> None:
    with pytest.raises(ValidationError):
        Personal(text=text, sort=Sort.WORDS, of="mother", seen_by=())


def test_a_personal_value_does_not_leave_out_who_may_see_it() -> None:
    with pytest.raises(ValidationError, match="seen_by"):
        Personal.model_validate({"text": "Amina", "sort": "name", "of": "mother"})


def test_an_error_about_a_value_does_not_repeat_it() -> None:
    with pytest.raises(ValidationError) as error:
        Personal.model_validate({"text": "Amina Khan", "sort": "nickname", "of": "m"})

    assert "Amina" not in str(error.value)


def test_a_day_and_a_moment_are_not_taken_from_numbers() -> None:
    with pytest.raises(ValidationError):
        OnDay.model_validate({"on": 20454})
    with pytest.raises(ValidationError):
        AtMoment.model_validate({"at": 1767225600, "zone": "Europe/London"})


def test_a_moment_is_kept_in_whole_minutes_of_utc() -> None:
    said = {"at": "2027-07-12T10:30:59+01:00", "zone": "Europe/London"}

    assert AtMoment.model_validate(said).at == instant("Mon 2027-07-12 09:30Z")
    assert OnDay(on=day("Mon 2027-01-04")) == MONDAY
