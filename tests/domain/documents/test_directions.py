"""What runs against a text is found whole, and nothing of the text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents.directions import begins_right_to_left, runs


def set_apart(text: str, right_to_left: bool) -> list[str]:
    return [run.text for run in runs(text, right_to_left) if run.turned]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("پتہ: 12 High Street, York YO1 7AB.", ["12 High Street, York YO1 7AB"]),
        ("والدہ (Amina Khan) کو", ["Amina Khan"]),
        ("(Amina Khan، والدہ)", ["Amina Khan"]),
        ("Dr. Smith (GP) نے کہا", ["Dr. Smith (GP)"]),
        ("فون 01273 555 010 پر", ["01273 555 010"]),
        ("فون +441273555010 پر", ["+441273555010"]),
        ("تاریخ 04/01/2027 کو", ["04/01/2027"]),
        ("فیس £50 ہے", ["£50"]),
        ("میل a.b@council.example پر", ["a.b@council.example"]),
        ("(0300) 123 456 پر", ["(0300) 123 456"]),
        ("12 High Street", ["12 High Street"]),
        ("01273 555 010", ["01273 555 010"]),
    ],
)
def test_in_a_text_to_the_left_names_addresses_and_numbers_are_set_apart(
    text: str, parts: list[str]
) -> None:
    assert set_apart(text, right_to_left=True) == parts


def test_a_number_after_a_word_belongs_to_it_and_not_to_the_name_behind_it() -> None:
    assert set_apart("4 جنوری 2027 John Smith کو", right_to_left=True) == ["John Smith"]
    assert set_apart("فون 01273 555 010 John", right_to_left=True) == [
        "01273 555 010",
        "John",
    ]


def test_a_year_and_the_time_behind_it_are_two_numbers() -> None:
    monday = "پیر، 4 جنوری، 2027 10:00"

    assert set_apart(monday, right_to_left=True) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mother: محمد علی (احمد) 12 May", ["محمد علی (احمد)"]),
        ("John Smith (محمد علی)", ["محمد علی"]),
        ("محمد علی", ["محمد علی"]),
        ("on 4 January 2027 at 10:00", []),
        ("call 01273 555 010", []),
    ],
)
def test_in_a_text_to_the_right_only_names_of_the_other_direction_are_set_apart(
    text: str, parts: list[str]
) -> None:
    assert set_apart(text, right_to_left=False) == parts


def test_a_line_runs_as_its_first_letter_does() -> None:
    assert begins_right_to_left("12. والدہ Amina")
    assert not begins_right_to_left("12. Amina والدہ")
    assert not begins_right_to_left("12.")


@given(st.text(alphabet="aé́ 1(:)<>+£٤قَپ،.[]_", max_size=30), st.booleans())
def test_the_parts_of_a_text_are_the_text(text: str, right_to_left: bool) -> None:
    found = runs(text, right_to_left)

    assert "".join(run.text for run in found) == text
    assert all(run.text for run in found)


def test_a_long_text_of_nothing_but_signs_is_read_all_the_same() -> None:
    text = "پ " + "(" * 9000 + "a" + "_" * 9000

    assert "".join(run.text for run in runs(text, right_to_left=True)) == text
