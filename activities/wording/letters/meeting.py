"""Invitations and cancellations: when, where, and what is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from activities.wording.blocks import bullets, paragraph, particulars, under
from activities.wording.matter import Matter, Said
from activities.wording.parts import also_invited
from activities.wording.phrases import locally
from activities.wording.sentences import (
    ACT_NOW,
    BRING_SOMEBODY,
    EXPECTED,
    NEW_DATE,
    NEW_INVITATION,
    PRIVATE,
    REPORTS,
    STILL_COUNTS,
    WHAT_IT_IS,
    by_when,
)
from domain.documents.model import Block
from domain.documents.values import Phrase, phrase

TOLD_LATER = "you will be told"


def invitation(matter: Matter) -> Iterator[Block]:
    said = matter.first("invitation")
    called = matter.place.conference(said.word("conference"))
    yield paragraph(f"You are invited to the {called} in case {matter.case}.")
    yield from _when_and_where(matter)
    if said.word("revision") != "1":
        yield paragraph(NEW_DATE)
    if matter.is_family:
        yield paragraph(WHAT_IT_IS)
        yield paragraph(BRING_SOMEBODY)
        yield from _others(matter)
    else:
        yield from _for_their_work(matter)


def _when_and_where(matter: Matter) -> Iterator[Block]:
    said, labels = matter.first("invitation"), matter.labels
    return particulars(
        (
            (
                labels.label("conference"),
                phrase(labels.conference(said.word("conference"))),
            ),
            (labels.label("when"), phrase(said["when"] or TOLD_LATER)),
            (labels.label("where"), phrase(said["where"] or TOLD_LATER)),
        )
    )


def _for_their_work(matter: Matter) -> Iterator[Block]:
    for said in matter.only("expected"):
        yield paragraph(EXPECTED[said.word("how")])
    items = (*report_dates(matter), *_templates(matter), *_form(matter))
    yield from under(matter.labels.label("report"), bullets(items))
    yield from _others(matter)
    yield paragraph(ACT_NOW)


def report_dates(matter: Matter) -> Iterator[Phrase]:
    """Every step of the reader's report, each with its date or why it has none."""
    return (_report_date(said, matter) for said in matter.only("report-date"))


def _report_date(said: Said, matter: Matter) -> Phrase:
    what = said.word("what")
    step = REPORTS.get(what, matter.place.due(what))
    return phrase(f"{step}: ", *by_when(said), f"{locally(said.word('force'))}.")


def _templates(matter: Matter) -> Iterator[Phrase]:
    for said in matter.only("report-template"):
        yield phrase(
            "Write it on the report template ",
            said["template"],
            ". If you do not have it, ask the conference coordinator.",
        )


def writes_a_report(matter: Matter) -> bool:
    """Whether the invitation asks its reader for a report."""
    return bool(matter.only("report-date") or matter.only("report-section"))


def _form(matter: Matter) -> Iterator[Phrase]:
    if writes_a_report(matter):
        yield phrase("A form with these dates and its headings comes with this letter.")


def _others(matter: Matter) -> Iterator[Block]:
    others = also_invited(matter)
    if others:
        yield from under(matter.labels.label("also-invited"), bullets(others))
        yield paragraph(PRIVATE)


def cancellation(matter: Matter) -> Iterator[Block]:
    if matter.only("no-longer-invited"):
        return _no_longer_invited(matter)
    return _called_off(matter)


def _called_off(matter: Matter) -> Iterator[Block]:
    said = matter.first("cancellation")
    called = matter.place.conference(said.word("conference"))
    when = said["when"]
    yield paragraph(
        f"The {called} in case {matter.case} will not be held",
        *(phrase(" on ", when) if when else ()),
        ".",
    )
    yield paragraph(NEW_INVITATION)
    if not matter.is_family:
        yield paragraph(ACT_NOW)


def _no_longer_invited(matter: Matter) -> Iterator[Block]:
    """The conference goes on without them."""
    said = matter.first("no-longer-invited")
    called = matter.place.conference(said.word("conference"))
    when = said["when"]
    yield paragraph(
        f"You are no longer asked to come to the {called}",
        *(phrase(" on ", when) if when else ()),
        f" in case {matter.case}.",
    )
    yield paragraph(STILL_COUNTS)
