"""The address of a posted letter: in the envelope's window, whole, and alone there."""

from __future__ import annotations

from collections.abc import Iterator

import page
import pypdfium2
import pytest

from activities.ports import Refusal
from adapters.press.fonts import installed_fonts
from adapters.press.pdf import typesetter
from tests.adapters.press.letters import ADDRESS, LANGUAGES, letter

POINTS = 72 / 25.4
HEIGHT, WIDTH = 297 * POINTS, 210 * POINTS
#: From the page's left and from its top, in points.
LEFT, TOP = 24.6 * POINTS, 39.5 * POINTS
RIGHT, BOTTOM = LEFT + 95.4 * POINTS, TOP + 26.8 * POINTS
MARGIN, EDGE = 15 * POINTS, 5 * POINTS
SEVEN = "\n".join(["Amina Khan", "Flat 3", "Rose Court", *"1234"[:3], "YO1 7AB"])

Box = tuple[str, float, float, float, float]


def pdf(address: str | None, language: str = "en") -> bytes:
    return typesetter(installed_fonts()).pdf(letter(language), address)


def signs(made: bytes, number: int = 0) -> Iterator[Box]:
    """Each sign of a page, and where it is drawn: left, top, right, bottom."""
    text = pypdfium2.PdfDocument(made)[number].get_textpage()
    for at in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(at)
        sign = text.get_text_range(at, 1)
        if sign.strip():
            yield sign, left, HEIGHT - top, right, HEIGHT - bottom


def within(box: Box) -> bool:
    _, left, top, right, bottom = box
    across = left >= LEFT - 1 and right <= RIGHT
    return across and top >= TOP and bottom <= BOTTOM


def touches(box: Box) -> bool:
    _, left, top, right, bottom = box
    return left < RIGHT and right > LEFT and top < BOTTOM and bottom > TOP


def together(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", [ADDRESS, SEVEN, "Amina Khan\r\nYO1 7AB"])
def test_the_address_is_whole_in_the_window_and_nothing_else_is(
    address: str, language: str
) -> None:
    boxes = list(signs(pdf(address, language)))

    assert "".join(b[0] for b in boxes if within(b)) == together(address)
    assert "".join(b[0] for b in boxes if touches(b)) == together(address)
    assert not [b for b in boxes if b[4] < TOP]


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("address", [ADDRESS, None])
def test_the_margins_that_the_printer_marks_stay_clear(
    address: str | None, language: str
) -> None:
    made = pdf(address, language)

    for number in range(2):
        for _, left, top, right, bottom in signs(made, number):
            assert left >= MARGIN
            assert right <= WIDTH - MARGIN
            assert top >= EDGE
            assert bottom <= HEIGHT - EDGE


def test_a_letter_without_an_address_begins_at_the_top() -> None:
    first = next(signs(pdf(None)))

    assert first[0] == "A"
    assert first[2] < TOP


def test_only_the_first_page_has_the_address() -> None:
    second = "".join(box[0] for box in signs(pdf(ADDRESS), 1))

    assert "YO17AB" not in second.replace("12HighStreet,YorkYO17AB", "")


@pytest.mark.parametrize("profile", ["ua-1", "pdfa-2a"])
def test_a_posted_letter_is_accessible_and_archival_too(profile: str) -> None:
    assert page.validate_pdf_bytes(pdf(ADDRESS, "ur"), profile=profile).is_compliant


@pytest.mark.parametrize(
    "address",
    [
        "",
        " \n ",
        "\n".join("12345678"),
        "Amina Khan\n" + "Llanfairpwllgwyngyll" * 4,
        "Amina Khan\n" + "a very long name of a house " * 9 + "\nYork\nYO1 7AB",
        "Amina \u8be5",
    ],
)
def test_an_address_that_the_window_would_not_show_whole_makes_no_letter(
    address: str,
) -> None:
    with pytest.raises(Refusal, match=r"^unprintable$"):
        pdf(address)


def test_a_line_that_is_a_little_too_long_goes_on_in_the_next_within_the_window() -> (
    None
):
    address = "Amina Khan\n" + "a long name of a house " * 4 + "\nYO1 7AB"
    boxes = list(signs(pdf(address)))

    assert "".join(b[0] for b in boxes if within(b)) == together(address)


def test_what_is_typed_as_an_address_is_printed_and_nothing_more() -> None:
    address = '#read("/etc/passwd")\n$x$ ] `a` *b*\nYO1 7AB'
    boxes = list(signs(pdf(address)))

    assert "".join(b[0] for b in boxes if within(b)) == together(address)
