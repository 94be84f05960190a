"""A desk that translates nothing: it accents every letter that it can, for tests.

What it gives back shows at a glance which words never went through a translation.
"""

from __future__ import annotations

from typing import Final

from domain.documents.model import Document
from domain.documents.segments import segments

_ACCENTED: Final = str.maketrans(
    "AaCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz",
    "ÁáÇçĎďÉéĜĝĤĥÍíĴĵĶķĻļÑñÓóŔŕŠšŤťÚúŴŵÝýŽž",
)


def accented(text: str) -> str:
    """The text with accents; marks, signs and other scripts stay as they are."""
    return text.translate(_ACCENTED)


def pseudo(document: Document) -> dict[str, str]:
    """Every segment of a document, accented, by its id."""
    return {segment.id: accented(segment.text) for segment in segments(document)}
