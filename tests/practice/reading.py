"""A letter as its readers read it: opened for them, in plain text."""

from __future__ import annotations

from activities.wording import documents_of
from domain.documents.in_plain_text import in_plain_text
from domain.documents.opened import opened
from domain.letters import Letter
from tests.activities.wording.by_hand import Plainly


def read(letter: Letter) -> str:
    """The letter itself. Raises `NotCleared` where a reader may not see it all."""
    document, *_ = documents_of(letter)
    return in_plain_text(opened(document, letter.readers, Plainly()))
