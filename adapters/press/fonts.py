"""The fonts that letters are set in: ours, never the machine's.

A machine's own fonts would give other bytes on every machine, and a gap in them would
be found by a family that cannot read its letter.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from typst import Fonts

REGULAR, BOLD = 400, 700
#: What must be there, in the order in which a letter's signs are looked for. Noto Sans
#: holds every weight in one file. Urdu and Arabic are set in Amiri, a Naskh: from it
#: 128 of 130 words came back from a PDF as they went in (pdfium), from Noto Naskh 36,
#: because that draws a letter's dots as signs of their own; and Nastaliq loses the
#: order of letters. What does not come back is not read aloud either.
NEEDED: Final = {
    "Noto Sans": (REGULAR,),
    "Amiri": (REGULAR, BOLD),
    "Noto Sans Bengali": (REGULAR, BOLD),
    "Noto Sans Ethiopic": (REGULAR, BOLD),
    "Noto Sans Gujarati": (REGULAR, BOLD),
    "Noto Sans Gurmukhi": (REGULAR, BOLD),
    "Noto Sans Tamil": (REGULAR, BOLD),
}


class FontsMissing(Exception):
    """Fonts without which some letter could not be set: which, where, what to do."""

    def __init__(self, lacking: Iterable[str], folder: Path) -> None:
        super().__init__(
            f"these fonts are missing from {folder}: {', '.join(lacking)}; run make, "
            "which installs them, or set VIGIL_FONTS to a folder that has them"
        )


def installed_fonts() -> Path:
    """Where `make` puts them: in the environment that runs this program."""
    return Path(sys.prefix) / "share" / "vigil" / "fonts"


def families(folder: Path) -> tuple[str, ...]:
    """Every family in the folder: those that are needed first, then others by name.

    So a council adds a script by adding its font. Raises `FontsMissing`.
    """
    # A folder that is not there has no fonts, and Typst says nothing of it.
    fonts = Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    ).fonts()
    there = {(font.family, font.weight) for font in fonts}
    lacking = [
        f"{family} {'bold' if weight == BOLD else 'regular'}"
        for family, weights in NEEDED.items()
        for weight in weights
        if (family, weight) not in there
    ]
    if lacking:
        raise FontsMissing(lacking, folder)
    return (*NEEDED, *sorted({family for family, _ in there} - NEEDED.keys()))
