"""XML from outside, read without what XML can do: no entity, no DTD, no bomb.

It is read once by a parser that only looks, before one that builds anything sees it.
"""

from __future__ import annotations

import codecs
import re
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

from adapters.translation.refusing import at, not_accepted

#: In bytes and in elements; a whole record in one language is far below.
MOST: Final = 10_000_000
_ELEMENTS: Final = 200_000
_DEEPEST: Final = 100
_DECLARATION: Final = re.compile(r"\A<\?xml\s[^>]*\?>")
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def harmless(content: bytes, not_xml: str = "not-xml") -> bytes:
    """The same XML in UTF-8, without its declaration. Its lines keep their numbers.

    Raises `NotAccepted`: `too-large`, `has-doctype`, or `not_xml`.
    """
    if len(content) > MOST:
        raise not_accepted("too-large")
    try:
        text = content.decode("utf-16" if content[:2] in _UTF_16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise not_accepted(not_xml) from None
    plain = _DECLARATION.sub("", text).encode()
    _Looking(not_xml).over(plain)
    return plain


class _Looking:
    """Looks at every element and keeps none."""

    def __init__(self, not_xml: str) -> None:
        self._not_xml = not_xml
        self._depth = self._elements = 0
        self._parser = ParserCreate("utf-8")
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def over(self, content: bytes) -> None:
        try:
            self._parser.Parse(content, True)
        except ExpatError as error:
            raise not_accepted(self._not_xml, at(None, error.lineno)) from None

    def _doctype(self, *_: object) -> None:
        raise not_accepted("has-doctype", self._here())

    def _start(self, *_: object) -> None:
        self._depth += 1
        self._elements += 1
        if self._elements > _ELEMENTS:
            raise not_accepted("too-large")
        if self._depth > _DEEPEST:
            raise not_accepted(self._not_xml, self._here())

    def _end(self, _: str) -> None:
        self._depth -= 1

    def _here(self) -> str:
        return at(None, self._parser.CurrentLineNumber)
