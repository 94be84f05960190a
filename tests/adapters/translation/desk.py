"""A translator at work: opens a file as their program does, writes in it, saves it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

import docx

from adapters.translation.files import Form, export_job
from adapters.translation.job import Job
from domain.documents.model import Document
from domain.documents.values import phrase
from tests.adapters.translation.pseudo import accented
from tests.domain.documents.written import MEETING, NAME, paragraph

XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"
#: What is made of the words of one text.
Work = Callable[[str], str]
#: Two locked values in a sentence, whose place is 1.
MEETING_WITH = paragraph(*phrase("Meet ", NAME, " on ", MEETING, "."))


def job(document: Document = MEETING_WITH, language: str = "pl") -> Job:
    return Job(ref="t1", language=language, document=document)


def out(form: Form, of: Job | None = None) -> bytes:
    return export_job(of or job(), form).content


def done(form: Form, of: Job | None = None, work: Work = accented) -> bytes:
    """The file as it comes back, all of it translated."""
    content = out(form, of)
    return in_xliff(content, work) if form is Form.XLIFF else in_word(content, work)


def in_xliff(content: bytes, work: Work = accented) -> bytes:
    """Each target made from its source; placeholders are copied as they are."""
    root = ElementTree.fromstring(content)
    for segment in root.iter(f"{XLIFF}segment"):
        source = segment.find(f"{XLIFF}source")
        assert source is not None
        target = ElementTree.fromstring(ElementTree.tostring(source))
        target.tag = f"{XLIFF}target"
        target.tail = None
        target.text = work(target.text or "")
        for placeholder in target:
            placeholder.tail = work(placeholder.tail or "")
        segment.append(target)
    written: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return written


def in_word(content: bytes, work: Work = accented) -> bytes:
    """The last cell of each row made from the second line of its first."""
    file = docx.Document(BytesIO(content))
    for row in file.tables[1].rows[1:]:
        cells = row.cells
        text = cells[0].paragraphs[1].text
        cells[-1].paragraphs[0].add_run(work(text))
    return saved(file)


def saved(file: docx.document.Document) -> bytes:
    written = BytesIO()
    file.save(written)
    return written.getvalue()


def changed(content: bytes, part: str, old: str, new: str) -> bytes:
    """A zip file with one of its parts edited; a part that is not there is added."""
    written = BytesIO()
    with (
        ZipFile(BytesIO(content)) as before,
        ZipFile(written, "w", ZIP_DEFLATED) as now,
    ):
        for name in before.namelist():
            body = before.read(name).decode("utf-8", "surrogateescape")
            if name == part:
                assert old in body
                body = body.replace(old, new, 1)
            now.writestr(name, body.encode("utf-8", "surrogateescape"))
        if part not in before.namelist():
            now.writestr(part, new)
    return written.getvalue()
