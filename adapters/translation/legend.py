"""What a translator is shown at a mark: a date, so that the sentence can be built
around it; of a name or an address only that it is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from adapters.press.speech import CldrSpeech
from adapters.translation.job import writable
from adapters.translation.languages import ENGLISH
from domain.documents.locked import is_written
from domain.documents.plain import one_line
from domain.documents.values import AtMoment, OnDay, Personal, Piece, Sort, Words

_KINDS: Final[Mapping[Sort, str]] = {
    Sort.NAME: "a name",
    Sort.ADDRESS: "an address",
    Sort.PLACE: "a place",
    Sort.AGENCY: "an agency",
    Sort.CONTACT: "an e-mail address, a link or a telephone number",
}
_SPEECH: Final = CldrSpeech()


def shown(locked: Piece) -> str:
    """What stands at a mark, in English."""
    match locked:
        case OnDay():
            return _SPEECH.day(locked, ENGLISH)
        case AtMoment():
            return _SPEECH.moment(locked, ENGLISH)
        case Personal() if not is_written(locked):
            return _KINDS[locked.sort]
        case Personal(text=text) | Words(text=text):
            return writable(one_line(text))
