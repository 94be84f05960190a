"""activities.ports.Press made real."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from adapters.press.docx import word_file
from adapters.press.page import page
from adapters.press.pdf import typesetter
from domain.documents.opened import Opened


class PrintingPress:
    """activities.ports.Press: Typst, Jinja and python-docx.

    `fonts`: the folder of the fonts. Only a PDF has need of them; `pdf` and `ready`
    raise `FontsMissing` when one is lacking there.
    """

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts

    def ready(self) -> Self:
        """The same press, once its fonts were found: for who must not begin without."""
        typesetter(self._fonts)
        return self

    def pdf(self, document: Opened, address: str | None = None) -> bytes:
        return typesetter(self._fonts).pdf(document, address)

    def page(self, document: Opened) -> str:
        return page(document)

    def docx(self, document: Opened) -> bytes:
        return word_file(document)
