"""Two things that Typst writes into a PDF and that a reader takes amiss.

Each is mended in place by as many bytes, so that nothing else in the file moves.
"""

from __future__ import annotations

import re
from typing import Final

#: Typst takes Gurmukhi, too, for a script that runs to the left. The mark is about the
#: order of pages side by side, of which a letter has none; but readers take it for the
#: order of words, and then read "Khan Amina" and "Street High 12" aloud.
_SIDE_BY_SIDE: Final = re.compile(rb"(/ViewerPreferences<<[^<>]*/Direction)/R2L")
#: Content that happens to end with a carriage return, and the line feed after it, are
#: read as one end of line: the content then is a byte shorter than the file says, and
#: not PDF/A. A carriage return ends the line as lawfully.
_LAST_BYTE: Final = re.compile(rb"\r\n(?=endstream\b)")


def mended(pdf: bytes) -> bytes:
    """The same PDF for every reader."""
    return _LAST_BYTE.sub(b"\r\r", _SIDE_BY_SIDE.sub(rb"\1/L2R", pdf))
