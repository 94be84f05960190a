"""A Word file from outside, looked at before it is opened: no bomb and no program."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Final
from zipfile import ZipFile, ZipInfo

from adapters.translation.refusing import NotAccepted, not_accepted
from adapters.translation.safe_xml import harmless

#: In bytes, packed and unpacked, and in parts.
_MOST: Final = 10_000_000
_UNPACKED: Final = 50_000_000
_PARTS: Final = 500
#: Programs, and other files that open within this one.
_ACTIVE: Final = re.compile(r"vba|activex|embeddings|macros", re.IGNORECASE)
_MACROS: Final = b"macroenabled"
_TYPES: Final = "[Content_Types].xml"
_NOT_DOCX: Final = "not-docx"


def looked_at(content: bytes) -> bytes:
    """The file itself, which may be opened now.

    Raises `NotAccepted`: `too-large`, `has-macros`, `has-doctype` or `not-docx`.
    """
    if len(content) > _MOST:
        raise not_accepted("too-large")
    try:
        with ZipFile(BytesIO(content)) as parts:
            _small(parts.infolist())
            _quiet(parts)
    except NotAccepted:
        raise
    except Exception:
        # A damaged or locked archive can fail in any way that zip files know.
        raise not_accepted(_NOT_DOCX) from None
    return content


def _small(parts: Iterable[ZipInfo]) -> None:
    """By what the archive says of its parts: no more than that is ever unpacked."""
    sizes = [part.file_size for part in parts]
    if len(sizes) > _PARTS or sum(sizes) > _UNPACKED:
        raise not_accepted("too-large")


def _quiet(parts: ZipFile) -> None:
    for name in parts.namelist():
        if _ACTIVE.search(name):
            raise not_accepted("has-macros")
        if name.lower().endswith((".xml", ".rels")):
            harmless(parts.read(name), not_xml=_NOT_DOCX)
    if _MACROS in parts.read(_TYPES).lower():
        raise not_accepted("has-macros")
