"""A job as an XLIFF 2.0 file, for a translator's own program.

A locked value is a placeholder that shows what it is and cannot be edited, copied or
deleted there; it may stand anywhere in its segment.
"""

from __future__ import annotations

from typing import Any, Final

from translate.storage.xliff2 import Xliff2File, Xliff2Unit

from adapters.translation.job import Job
from adapters.translation.legend import shown
from domain.documents.drafts import Draft
from domain.documents.segments import MARK, Segment

MEDIA: Final = "application/xliff+xml"
FINGERPRINT, WORDING = "fingerprint", "wording"
#: What a segment is until its translator has confirmed it.
UNCONFIRMED: Final = "initial"
_NAMESPACE: Final = f"{{{Xliff2Unit.namespace}}}"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_ASKED: Final = (
    "Translate every segment. A placeholder stands for a date, a name, a number or an "
    "address: put each in once, where it belongs. Vigil writes it in your language. A "
    "name within a sentence, and a time or a number in words, has none: keep the name "
    "as it is written, and say the rest in your language."
)
_DRAFTED: Final = "DRAFT: a machine wrote the targets. Check and confirm each of them."
#: An element of lxml, which has no types of its own.
Element = Any


def xliff(job: Job, draft: Draft | None = None) -> bytes:
    """The whole file. `draft`: shown in the targets, each still to be confirmed."""
    return _Writing(job, draft).file()


class _Writing:
    def __init__(self, job: Job, draft: Draft | None) -> None:
        self._job = job
        self._texts = draft.texts if draft is not None else {}
        self._store = Xliff2File()
        self._file: Element = self._store.body

    def file(self) -> bytes:
        own = self._job.identity
        self._store.setsourcelanguage(own.source_language)
        self._store.settargetlanguage(own.language)
        self._file.set("id", own.job)
        self._file.set("original", own.case)
        notes = self._under(self._file, "notes")
        self._note(notes, FINGERPRINT, own.fingerprint)
        self._note(notes, WORDING, own.wording)
        self._note(notes, "instructions", _ASKED)
        if self._texts:
            self._note(notes, "draft", _DRAFTED)
        for segment in self._job.segments:
            self._segment(segment)
        return bytes(self._store)

    def _note(self, notes: Element, category: str, text: str) -> None:
        note = self._under(notes, "note", category=category)
        note.text = text

    def _segment(self, segment: Segment) -> None:
        unit = self._under(self._file, "unit", id=segment.id, canResegment="no")
        place = self._under(unit, "segment")
        self._text(self._under(place, "source"), segment, segment.text)
        if segment.id in self._texts:
            place.set("state", UNCONFIRMED)
            target = self._under(place, "target")
            self._text(target, segment, self._texts[segment.id])

    def _text(self, element: Element, segment: Segment, text: str) -> None:
        """Words, and at each mark its placeholder."""
        element.set(_SPACE, "preserve")
        words, *rest = MARK.split(text)
        element.text = words
        for mark, after in zip(rest[::2], rest[1::2], strict=True):
            value = shown(segment.locked[int(mark) - 1])
            held = {"equiv": value, "disp": value, "canCopy": "no", "canDelete": "no"}
            self._under(element, "ph", id=mark, **held).tail = after

    def _under(self, parent: Element, name: str, **attributes: str) -> Element:
        child = parent.makeelement(f"{_NAMESPACE}{name}", attributes)
        parent.append(child)
        return child
