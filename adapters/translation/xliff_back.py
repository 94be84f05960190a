"""What came back in an XLIFF 2 file: each target as text with its marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from translate.storage.xliff2 import Xliff2File, Xliff2Unit

from adapters.translation.accepting import Read
from adapters.translation.job import Identity, Job
from adapters.translation.refusing import Problem, at, not_accepted
from adapters.translation.safe_xml import harmless
from adapters.translation.xliff import FINGERPRINT, UNCONFIRMED, WORDING
from domain.documents.segments import Fault

_NAMESPACE: Final = f"{{{Xliff2Unit.namespace}}}"
#: What a translator's program may put around words: only its content counts.
_AROUND: Final = frozenset({f"{_NAMESPACE}{name}" for name in ("pc", "mrk")})
#: The same where it stands before and behind them; it has no content.
_BESIDE: Final = frozenset({f"{_NAMESPACE}{name}" for name in ("sm", "em", "sc", "ec")})
_PLACEHOLDER: Final = f"{_NAMESPACE}ph"
Element = Any


def read_xliff(content: bytes, job: Job) -> Read:
    """What stands in the file. Raises `NotAccepted` for one that is no such file."""
    return _Reading(_file(harmless(content)), {s.id for s in job.segments}).read()


def _file(content: bytes) -> Element:
    """Its one file. The toolkit's parser resolves nothing and fetches nothing."""
    try:
        store = Xliff2File.parsestring(content)
    except Exception:
        # Whatever the toolkit says quotes the file.
        raise not_accepted("not-xliff") from None
    root = store.document.getroot()
    files = root.findall(f"{_NAMESPACE}file")
    if root.tag != f"{_NAMESPACE}xliff" or len(files) != 1:
        raise not_accepted("not-xliff")
    return files[0]


class _Unreadable(Exception):
    """A target holds something that is neither words nor a mark."""


class _Reading:
    def __init__(self, file: Element, wanted: set[str]) -> None:
        self._file = file
        self._wanted = wanted
        self._texts: dict[str, str] = {}
        self._lines: dict[str, int] = {}
        self._problems: list[Problem] = []

    def read(self) -> Read:
        for unit in self._file.iter(f"{_NAMESPACE}unit"):
            self._unit(unit)
        return Read(self._identity(), self._texts, self._where, tuple(self._problems))

    def _identity(self) -> Identity:
        root = self._file.getparent()
        return Identity(
            case=self._file.get("original", ""),
            job=self._file.get("id", ""),
            source_language=root.get("srcLang", ""),
            language=root.get("trgLang", ""),
            fingerprint=self._noted(FINGERPRINT),
            wording=self._noted(WORDING),
        )

    def _noted(self, category: str) -> str:
        notes = self._file.iterfind(f"{_NAMESPACE}notes/{_NAMESPACE}note")
        found = (note.text for note in notes if note.get("category") == category)
        return next(found, None) or ""

    def _unit(self, unit: Element) -> None:
        id, line = unit.get("id", ""), unit.sourceline
        if id not in self._wanted:
            self._problem(Fault.NOT_ASKED, id, line)
        elif id in self._lines:
            self._problem("twice", id, line)
        else:
            self._lines[id] = line
            self._only_segment(id, line, unit)

    def _only_segment(self, id: str, line: int, unit: Element) -> None:
        segments = unit.findall(f"{_NAMESPACE}segment")
        if len(segments) != 1 or unit.find(f"{_NAMESPACE}ignorable") is not None:
            self._problem("split", id, line)
        else:
            self._segment(id, line, segments[0])

    def _segment(self, id: str, line: int, segment: Element) -> None:
        target = segment.find(f"{_NAMESPACE}target")
        if target is None:
            return
        try:
            text = "".join(_said(target))
        except _Unreadable:
            self._problem("not-only-text", id, line)
            return
        if text.strip() and segment.get("state") == UNCONFIRMED:
            self._problem("unconfirmed", id, line)
        self._texts[id] = text

    def _problem(self, code: str, id: str, line: int) -> None:
        """`id` is repeated where we gave it out; any other may be anything."""
        known = id if id in self._wanted else None
        self._problems.append(Problem(code, at(known, line)))

    def _where(self, id: str) -> str:
        return at(id, self._lines[id]) if id in self._lines else f"segment {id}"


def _said(element: Element) -> Iterator[str]:
    """The words in an element, in order, and a mark for each placeholder."""
    yield element.text or ""
    for child in element:
        if child.tag == _PLACEHOLDER:
            yield f"⟦{child.get('id', '')}⟧"
        elif child.tag in _AROUND:
            yield from _said(child)
        elif isinstance(child.tag, str) and child.tag not in _BESIDE:
            raise _Unreadable
        yield child.tail or ""
