"""A document as one HTML page: for a phone, for a screen reader, and for a mail.

It loads nothing, runs nothing, and tells nobody that it was read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from adapters.press.marked import Marker, foot, plain
from domain.documents.opened import Opened

TEMPLATE: Final = "letter.html"

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
)


def page(document: Opened) -> str:
    """The whole page, with every text escaped."""
    marker = Marker(document)
    along, against = ("rtl", "ltr") if marker.right_to_left else ("ltr", "rtl")
    return _templates.get_template(TEMPLATE).render(
        letter=document,
        plain=plain,
        parts=marker.said,
        along=along,
        against=against,
        foot=foot(document),
    )
