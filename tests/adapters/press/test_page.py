"""A letter as one HTML page, for a phone and for a screen reader."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from adapters.press.marked import foot, plain
from adapters.press.page import page
from domain.documents.opened import Grid, Opened
from tests.adapters.press.letters import (
    HOSTILE,
    LANGUAGES,
    RIGHT_TO_LEFT,
    letter,
    texts,
)

ALONE = {"meta", "br"}
SAYING = ("h1", "h2", "p", "li", "th", "td")
ALLOWED = {*ALONE, *SAYING, "html", "head", "title", "style", "body", "main", "ul"} | {
    *("table", "thead", "tbody", "tr", "footer", "strong", "span", "bdi")
}


class Read(HTMLParser):
    """What a browser makes of a page: its elements in order, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ALONE:
            self.open.append(tag)
            if tag != "bdi":
                self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        holder = next((tag for tag in reversed(self.open) if tag != "bdi"), None)
        if holder is not None:
            self.texts[holder][-1] += data

    def having(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_its_language_its_direction_and_its_title(language: str) -> None:
    read = Read(page(letter(language)))
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"

    assert read.having("html") == [{"lang": language, "dir": direction}]
    assert read.texts["title"] == [letter(language).title]
    assert read.open == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_stands_in_it_as_it_was_written(language: str) -> None:
    read = Read(page(letter(language)))
    shown = [text for tag in SAYING for text in read.texts[tag]]

    assert sorted(shown) == sorted(map(plain, texts(letter(language))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_are_in_order_and_tables_say_what_their_heads_are_of(
    language: str,
) -> None:
    read = Read(page(letter(language)))
    headings = [tag for tag, _ in read.elements if re.fullmatch(r"h\d", tag)]
    scopes = [attributes.get("scope") for attributes in read.having("th")]

    assert headings == ["h1", "h2"]
    assert scopes == ["row"] * 5 + ["col"] * 5


def test_each_cell_says_its_column_where_a_phone_sets_it_on_a_line_of_its_own() -> None:
    document = letter("ur")
    heads = [plain(h) for b in document.blocks if isinstance(b, Grid) for h in b.head]
    cells = Read(page(document)).having("td")

    assert [c["data-head"] for c in cells if "data-head" in c] == [
        *heads[:3],
        *heads[:3],
        *heads[3:],
    ]
    assert "content: attr(data-head)" in style_of(document)


def test_a_table_stays_one_to_a_screen_reader_where_its_grid_is_undone() -> None:
    """Safari takes a row that is a block for no row, unless it is told."""
    read = Read(page(letter("en")))
    roles = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row"}
    roles |= {"td": "cell"}

    assert all(a["role"] == roles[tag] for tag, a in read.elements if tag in roles)
    for head in read.having("th"):
        scope = head["scope"]
        assert head["role"] == {"row": "rowheader", "col": "columnheader"}[scope or ""]


def test_no_column_is_so_narrow_that_words_are_taken_apart() -> None:
    """`anywhere` would count single letters as words when it divides the line."""
    said = re.findall(r"th, td \{([^}]*)\}", style_of(letter("en")))

    assert "overflow-wrap: break-word" in said[0]
    assert not [each for each in said if "anywhere" in each]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sides_are_those_that_a_mail_program_knows(language: str) -> None:
    style = style_of(letter(language))
    start, end = ("right", "left") if language in RIGHT_TO_LEFT else ("left", "right")

    assert "-inline" not in style
    assert "-block" not in style.replace("inline-block", "")
    assert f"text-align: {start};" in style
    assert f"ul {{ padding: 0; padding-{start}: " in style
    assert f"padding-{end}: 1rem;" in style


def test_it_has_margins_on_paper_and_no_page_with_nothing_but_its_foot() -> None:
    style = style_of(letter("en"))

    assert "@page { size: A4; margin: 2cm; }" in style
    assert "footer { break-before: avoid;" in style[style.index("@media print") :]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_loads_and_runs_nothing_and_tells_nobody(language: str) -> None:
    source = page(letter(language))
    read = Read(source)

    assert {tag for tag, _ in read.elements} <= ALLOWED
    assert not [
        name
        for _, attributes in read.elements
        for name in attributes
        if name in {"src", "href", "action", "style"} or name.startswith("on")
    ]
    assert "url(" not in source
    assert "@import" not in source
    assert "default-src 'none'" in source


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_was_typed_is_text(typed: str) -> None:
    read = Read(page(letter("en")))

    assert plain(typed) in read.texts["li"]
    assert "script" not in {tag for tag, _ in read.elements}


def test_a_name_of_the_other_direction_is_set_apart() -> None:
    assert '<bdi dir="rtl">محمد علی</bdi>' in page(letter("en"))
    assert '<bdi dir="ltr">John Smith</bdi>' in page(letter("ur"))
    assert '<bdi dir="ltr">01273 555 010</bdi>' in page(letter("ur"))


def test_its_foot_has_the_marking_and_the_references() -> None:
    document = letter("ur")

    assert Read(page(document)).texts["footer"] == [""]
    assert Read(page(document)).texts["span"] == [*foot(document)][1:]
    assert Read(page(document)).texts["strong"] == ["OFFICIAL-SENSITIVE"]


def test_its_colours_can_be_told_apart_by_anybody() -> None:
    """WCAG 2.2 AA: 4.5 to 1 for text, 3 to 1 for lines."""
    style = style_of(letter("en"))
    texts = re.findall(r"[^-]color: #(\w+)", style)
    lines = re.findall(r"solid #(\w+)", style)

    assert len(texts) == 2
    assert len(lines) == 1
    assert all(contrast(colour) >= 4.5 for colour in texts)
    assert all(contrast(colour) >= 3 for colour in lines)


def style_of(document: Opened) -> str:
    source = page(document)
    return source[source.index("<style>") : source.index("</style>")]


def contrast(colour: str) -> float:
    """With white."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    light = sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 1.05 / (light + 0.05)


def test_the_same_document_is_the_same_page() -> None:
    assert page(letter("bn")) == page(letter("bn"))
