"""The press as the port asks for it."""

from __future__ import annotations

from activities.ports import Press
from adapters.press.fonts import installed_fonts
from adapters.press.printing import PrintingPress
from tests.adapters.press.letters import ADDRESS, letter


def test_it_gives_a_document_its_three_forms() -> None:
    press: Press = PrintingPress(installed_fonts())
    document = letter("cy")

    assert press.pdf(document).startswith(b"%PDF-1.7")
    assert press.pdf(document, ADDRESS) != press.pdf(document)
    assert press.page(document).startswith("<!DOCTYPE html>")
    assert press.docx(document).startswith(b"PK")
