"""What a translator is shown at a mark."""

from __future__ import annotations

import pytest

from adapters.translation.legend import shown
from domain.documents.segments import segments
from domain.documents.values import Personal, Piece, Sort, Words
from tests.domain.documents.written import MEETING, MONDAY, paragraph, written


@pytest.mark.parametrize(
    ("piece", "text"),
    [
        (MONDAY, "Monday 4 January 2027"),
        (MEETING, "Monday 12 July 2027 at 10:30"),
        (Words(text="£20"), "£20"),
        (written("10:30"), "10:30"),
    ],
)
def test_a_day_a_moment_and_a_figure_are_shown(piece: Piece, text: str) -> None:
    assert shown(piece) == text


@pytest.mark.parametrize("sort", set(Sort) - {Sort.WORDS})
def test_of_anything_that_names_somebody_only_its_kind_is_shown(sort: Sort) -> None:
    value = Personal(text="Zq 9", sort=sort, of="mother", seen_by=("mother",))

    assert "Zq" not in shown(value)
    assert shown(value).startswith("a")


def test_an_address_in_what_somebody_wrote_is_shown_as_one_and_no_more() -> None:
    source = paragraph(written("Write to amina@refuge.example by 12 May"))
    (address, day) = segments(source)[1].locked

    assert shown(address) == "an e-mail address, a link or a telephone number"
    assert shown(day) == "12"
