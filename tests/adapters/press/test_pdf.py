"""A letter as PDF: every reader can read it, and it is the same for ever."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from io import BytesIO

import page
import pypdfium2
import pytest
from pypdf import PdfReader

from activities.ports import Refusal
from adapters.press.fonts import installed_fonts
from adapters.press.marked import foot, plain
from adapters.press.mended import mended
from adapters.press.pdf import typesetter
from adapters.press.speech import runs_right_to_left
from domain.documents.directions import runs
from domain.documents.opened import Opened, Text
from tests.adapters.press.letters import (
    ADDRESS,
    LANGUAGES,
    RIGHT_TO_LEFT,
    letter,
    texts,
)

#: pdfium, by which most people's browsers read, gives a Bengali syllable of several
#: signs once for each of them.
SAID_TWICE = re.compile(r"(.{1,4}?)\1+")
AGAIN = """
import hashlib, sys
from adapters.press.fonts import installed_fonts
from adapters.press.pdf import typesetter
from tests.adapters.press.letters import ADDRESS, letter
made = typesetter(installed_fonts()).pdf(letter(sys.argv[1]), ADDRESS)
print(hashlib.sha256(made).hexdigest())
"""


def pdf(document: Opened, address: str | None = None) -> bytes:
    return typesetter(installed_fonts()).pdf(document, address)


@cache
def made(language: str) -> bytes:
    return pdf(letter(language))


def read(made: bytes) -> list[str]:
    """The text of each page, as a browser finds it."""
    document = pypdfium2.PdfDocument(made)
    return [each.get_textpage().get_text_range() for each in document]


def bare(text: str) -> str:
    """Without spaces, composed, and with one sign for either bracket: see below."""
    return "".join(unicodedata.normalize("NFC", text).split()).replace(")", "(")


def saying(*paragraphs: str, language: str = "en") -> Opened:
    blocks = tuple(Text(block="paragraph", text=text) for text in paragraphs)
    return letter(language).model_copy(update={"blocks": blocks})


@pytest.mark.parametrize("profile", ["ua-1", "pdfa-2a"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_in_every_language_is_accessible_and_archival(
    language: str, profile: str
) -> None:
    report = page.validate_pdf_bytes(made(language), profile=profile)

    assert [failure.message for failure in report.failures] == []
    assert report.is_compliant


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_of_a_text_is_lost(language: str) -> None:
    """A bracket is compared by its place: within Arabic it is written the other way."""
    wanted = Counter(bare("".join(map(plain, texts(letter(language))))))

    assert wanted - Counter(bare("".join(read(made(language))))) == Counter()


@pytest.mark.parametrize(
    "language", [each for each in LANGUAGES if each not in {"ur", "ar", "bn"}]
)
def test_every_text_that_runs_one_way_comes_back_whole(language: str) -> None:
    found = bare("".join(read(made(language))))
    whole = [text for text in map(plain, texts(letter(language))) if one_way(text)]

    assert len(whole) > 30
    assert [text for text in whole if bare(text) not in found] == []


def one_way(text: str) -> bool:
    return len(runs(text, right_to_left=False)) < 2


@pytest.mark.parametrize("language", ["ur", "ar"])
def test_every_word_comes_back_whole_where_lines_run_to_the_left(language: str) -> None:
    """Words, because a browser puts numbers and marks among them in its own order."""
    found = bare("".join(read(made(language))))
    words = [
        bare(word).strip(".,،:(")
        for text in map(plain, texts(letter(language)))
        for word in text.split()
    ]

    assert [word for word in words if word not in found] == []


def test_every_bengali_word_comes_back_though_a_browser_says_some_syllables_twice() -> (
    None
):
    def once(text: str) -> str:
        return SAID_TWICE.sub(r"\1", bare(text))

    found = once("".join(read(made("bn"))))
    whole = filter(one_way, map(plain, texts(letter("bn"))))
    words = [word for text in whole for word in text.split()]

    assert [word for word in words if once(word) not in found] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_is_read_in_its_order_in_every_language(language: str) -> None:
    first = read(made(language))[0]

    assert "Amina Khan" in first
    assert "12 High Street, York YO1 7AB" in first


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_is_said_and_a_heading_is_a_heading(language: str) -> None:
    root = PdfReader(BytesIO(made(language))).root_object
    roles = Counter(_roles(root["/StructTreeRoot"]))

    assert str(root["/Lang"]) == language
    assert roles["/H1"] == 1
    assert roles["/H2"] == 1
    assert roles["/TH"] == 5
    assert roles["/Table"] == 2
    assert roles["/L"] == 3
    assert roles["/LI"] == roles["/Lbl"] == roles["/LBody"] == 19


def _roles(node: object) -> list[str]:
    held = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(held, list):
        return [role for each in held for role in _roles(each)]
    if not isinstance(held, dict):
        return []
    inside = _roles(held["/K"]) if "/K" in held else []
    return [held["/S"], *inside] if "/S" in held else inside


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_metadata_have_its_title_and_name_nobody(language: str) -> None:
    reader = PdfReader(BytesIO(made(language)))
    more = reader.xmp_metadata

    assert reader.metadata is not None
    assert more is not None
    held = str(reader.metadata) + more.rdf_root.toxml()
    assert reader.metadata.title == letter(language).title
    assert reader.metadata.author is None
    assert not any(name in held for name in ("Amina", "Khan", "Smith", "mother"))


def test_every_page_has_its_foot_and_none_has_a_name_there() -> None:
    document = letter("en")
    pages = read(made("en"))

    assert len(pages) == 2
    for number, text in enumerate(pages, start=1):
        said = text[text.index("OFFICIAL-SENSITIVE") :].split()

        assert said[0] == foot(document).marking
        assert " ".join(said[1:]) in {
            f"{number} / 2 CASE-1 mother {foot(document).fingerprint}",
            f"CASE-1 mother {foot(document).fingerprint} {number} / 2",
        }


def test_the_fingerprint_at_the_foot_changes_with_what_is_said() -> None:
    assert foot(saying("One.")).fingerprint != foot(saying("Two.")).fingerprint
    assert re.fullmatch(r"[0-9a-f]{16}", foot(saying("One.")).fingerprint)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_another_process_makes_the_same_bytes(language: str) -> None:
    mine = hashlib.sha256(pdf(letter(language), ADDRESS)).hexdigest()

    assert [_again(language, seed) for seed in ("1", "2")] == [mine, mine]


def _again(language: str, seed: str) -> str:
    said = subprocess.run(
        [sys.executable, "-c", AGAIN, language],
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    )
    return said.stdout.strip()


def test_many_at_once_are_each_the_letter_that_was_asked_for() -> None:
    asked = [LANGUAGES[n % len(LANGUAGES)] for n in range(36)]

    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda language: pdf(letter(language)), asked))

    assert got == [made(language) for language in asked]


@pytest.mark.parametrize("sign", ["\u8be5", "\U0001f600", "\ue000", "\u1820"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_sign_that_no_font_has_makes_no_letter_and_is_not_repeated(
    sign: str, language: str
) -> None:
    with pytest.raises(Refusal, match=r"^unprintable$") as refused:
        pdf(saying(f"Words {sign}", language=language))

    assert refused.value.__suppress_context__
    assert pdf(saying("Words"))


def test_signs_that_show_nothing_do_not_stop_a_letter() -> None:
    (text,) = read(pdf(saying("\ufeffSafe\u200b and\u00ad warm\u2060.")))

    assert "Safe" in text
    assert "warm" in text


def test_a_title_cannot_change_what_is_mended() -> None:
    said = "/ViewerPreferences /Direction/R2L \r\nendstream"
    document = letter("pa").model_copy(update={"title": said})

    assert bare(plain(said)) in bare(read(pdf(document))[0])
    metadata = PdfReader(BytesIO(pdf(document))).metadata
    assert metadata is not None
    assert metadata.title == plain(said)


def test_only_the_order_of_pages_and_an_end_of_line_are_mended() -> None:
    order = b"/ViewerPreferences<</DisplayDocTitle true/Direction/R2L>>"

    assert mended(b"(/Direction/R2L)" + order) == b"(/Direction/R2L)" + order.replace(
        b"R2L", b"L2R"
    )
    assert mended(b"x\r\nendstream y\r\n") == b"x\r\rendstream y\r\n"
    assert mended(b"x\n\nendstream") == b"x\n\nendstream"


def test_right_to_left_is_what_the_samples_say() -> None:
    assert {each for each in LANGUAGES if runs_right_to_left(each)} == RIGHT_TO_LEFT
