"""The report template that comes with an invitation: its dates and its headings."""

from __future__ import annotations

from collections.abc import Iterator

from activities.wording.blocks import (
    bullets,
    heading,
    paragraph,
    particulars,
    under,
)
from activities.wording.letters.meeting import TOLD_LATER, report_dates
from activities.wording.matter import Matter, Said
from domain.documents.model import Block
from domain.documents.values import phrase

ASKED = "Please write under every heading. Where nothing is known, say so."
REQUIRED = "Write here."
WHERE_IT_APPLIES = "Write here only where it applies."
FREELY = "The procedures set no headings for this report: write it as it is best read."


def report_template(matter: Matter) -> Iterator[Block]:
    """A form: which conference, until when, and a place under each heading.

    Where it is held is not said: a report is read by people who may not know it.
    """
    labels = matter.labels
    yield from _filled_in(matter)
    yield from under(labels.label("dates"), bullets(report_dates(matter)))
    sections = matter.only("report-section")
    if not sections:
        yield heading(labels.label("report"))
        yield paragraph(FREELY)
        return
    yield paragraph(ASKED)
    for said in sections:
        yield heading(labels.heading(said.word("key")))
        yield paragraph(REQUIRED if _required(said) else WHERE_IT_APPLIES)


def _filled_in(matter: Matter) -> Iterator[Block]:
    said, labels = matter.first("invitation"), matter.labels
    conference = labels.conference(said.word("conference"))
    templates = [
        (labels.label("template"), phrase(said["template"]))
        for said in matter.only("report-template")
    ]
    return particulars(
        (
            (labels.label("case"), phrase(matter.case)),
            (labels.label("conference"), phrase(conference)),
            (labels.label("when"), phrase(said["when"] or TOLD_LATER)),
            *templates,
            (labels.label("written-by"), ()),
            (labels.label("date"), ()),
        )
    )


def _required(said: Said) -> bool:
    return said.word("required") not in NOT_REQUIRED


#: How a line says that a heading is written under only where it applies.
NOT_REQUIRED = frozenset({"", "no", "false", "False"})
