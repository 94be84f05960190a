"""What a Word file tells of its own making: its title, and of who and when nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from docx.document import Document as File

#: A Word file must have a date. The same on all of them says nothing.
_DATE: Final = datetime(2000, 1, 1, tzinfo=UTC)


def anonymous(file: File, title: str) -> None:
    """Give it the title, and take out its author, its days and how often it changed."""
    known = file.core_properties
    known.title = title
    known.author = known.last_modified_by = known.comments = ""
    known.created = known.modified = _DATE
    known.revision = 1
