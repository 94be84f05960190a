"""The two doors of the desk: a job goes out as a file, and a file comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from adapters.translation import docx_file, xliff
from adapters.translation.accepting import accepted
from adapters.translation.docx_back import is_given_out, read_docx
from adapters.translation.job import Exported, Job, Returned
from adapters.translation.refusing import not_accepted
from adapters.translation.xliff_back import read_xliff
from domain.documents.drafts import Draft
from domain.documents.segments import faults
from domain.letters import DOCX


class Form(StrEnum):
    """How a job is written, by the ending of its file."""

    XLIFF = "xlf"
    DOCX = "docx"


_WRITE: Final[Mapping[Form, Callable[[Job, Draft | None], bytes]]] = {
    Form.XLIFF: xliff.xliff,
    Form.DOCX: docx_file.word_file,
}
_MEDIA: Final[Mapping[Form, str]] = {
    Form.XLIFF: xliff.MEDIA,
    Form.DOCX: DOCX,
}
_ZIP: Final = b"PK\x03\x04"
_XLIFF: Final = b"urn:oasis:names:tc:xliff:document:"
#: In bytes.
_ROOT_WITHIN: Final = 2_000
#: What people send by mistake, by how such a file begins.
_OTHERS: Final[Mapping[str, bytes]] = {
    "a-pdf": b"%PDF",
    "old-word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
}


def export_job(job: Job, form: Form, draft: Draft | None = None) -> Exported:
    """The job as a file for the desk. `draft`: a machine's words, marked as such.

    Raises `ValueError` for a draft into another language.
    """
    if draft is not None and draft.language != job.language:
        raise ValueError("the draft is in another language than the job")
    own = job.identity
    stem = "-".join(("translation", own.case, own.job, own.language))
    marked = "-draft" if draft is not None else ""
    content = _WRITE[form](job, draft and _usable(draft, job))
    return Exported(f"{stem}{marked}.{form}", _MEDIA[form], content)


def _usable(draft: Draft, job: Job) -> Draft:
    """Only what is whole: an engine's damaged marks are no help to a translator."""
    own = {s.id: s for s in job.segments}
    whole = {
        id: text
        for id, text in draft.texts.items()
        if id in own and not any(faults(own[id], text))
    }
    return draft.model_copy(update={"texts": whole})


def is_own_form(content: bytes) -> bool:
    """Whether it is a file that a text was given out in, of whatever job."""
    if content.startswith(_ZIP):
        return is_given_out(content)
    return _XLIFF in _beginning(content)


def read_return(job: Job, content: bytes) -> Returned:
    """What came back for the job, in either form, whole and of its own text.

    Raises `NotAccepted`, which names every segment that is not right, and says nothing
    that stands in the file.
    """
    if content.startswith(_ZIP):
        return accepted(read_docx(content, job), job)
    for code, begins in _OTHERS.items():
        if content.startswith(begins):
            raise not_accepted(code)
    if b"<" not in _beginning(content):
        raise not_accepted("not-a-form" if content else "empty")
    return accepted(read_xliff(content, job), job)


def _beginning(content: bytes) -> bytes:
    """As far as the root of any XML, in whatever encoding."""
    return content[:_ROOT_WITHIN].replace(b"\0", b"")
