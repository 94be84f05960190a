"""From a letter to its documents: the letter itself, and what goes with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from activities.wording.blocks import paragraph
from activities.wording.due import ENTRIES
from activities.wording.frame import addressed, framed, opening, title_of
from activities.wording.letters import text
from activities.wording.letters.afterwards import (
    core_group_note,
    delay_agreement,
    exclusion_letter,
)
from activities.wording.letters.decided import decision_summary, record
from activities.wording.letters.for_child import (
    HELP,
    child_of,
    outcome_for_child,
)
from activities.wording.letters.meeting import (
    cancellation,
    invitation,
    writes_a_report,
)
from activities.wording.letters.plan import outline_plan
from activities.wording.letters.report import report_template
from activities.wording.letters.staff import what_is_due
from activities.wording.letters.translation import translation_request
from activities.wording.matter import Matter, matter_of
from activities.wording.sentences import help_for
from domain.documents.kinds import DocumentKind
from domain.documents.model import Block, Document
from domain.letters import Channel, Letter

Compose = Callable[[Matter], Iterable[Block]]


class Kind(NamedTuple):
    """How a document is composed, and of which lines: one that is strange is refused.

    So a letter of a newer version waits for a newer worker, and is never half said.
    """

    compose: Compose
    lines: frozenset[str]


def _kind(compose: Compose, lines: str) -> Kind:
    return Kind(compose, frozenset(lines.split()))


_INVITED = "invitation expected report-date report-template report-section also-invited"
_OFF = "cancellation no-longer-invited"
_STAFF = Kind(what_is_due, frozenset(ENTRIES))
KINDS: dict[DocumentKind, Kind] = {
    DocumentKind.INVITATION: _kind(invitation, _INVITED),
    DocumentKind.CANCELLATION: _kind(cancellation, _OFF),
    DocumentKind.REPORT_TEMPLATE: _kind(report_template, _INVITED),
    DocumentKind.REMINDER: _STAFF,
    DocumentKind.ESCALATION: _STAFF,
    DocumentKind.TASK: _STAFF,
    DocumentKind.PLAN: _kind(
        outline_plan,
        "plan category wanted intervention action contingency wellbeing key-worker "
        "core-group-member due own-version",
    ),
    DocumentKind.TRANSLATION_REQUEST: _kind(translation_request, "translation"),
    DocumentKind.DECISION_SUMMARY: _kind(
        decision_summary, "summary decided due own-version"
    ),
    DocumentKind.RECORD: _kind(
        record, "record attended absent decided section own-version"
    ),
    DocumentKind.CORE_GROUP_NOTE: _kind(
        core_group_note, "core-group attended absent plan-version action due"
    ),
    DocumentKind.DELAY_AGREEMENT: _kind(
        delay_agreement, "delay reason safeguard check"
    ),
    DocumentKind.EXCLUSION_LETTER: _kind(exclusion_letter, "exclusion views part"),
    DocumentKind.OUTCOME_FOR_CHILD: _kind(
        outcome_for_child, "outcome seen-by said wanted own-version"
    ),
}
#: These speak of what is late, or of what others have to do: no family gets them.
FOR_STAFF = frozenset(
    {
        DocumentKind.REMINDER,
        DocumentKind.ESCALATION,
        DocumentKind.TASK,
        DocumentKind.DELAY_AGREEMENT,
        DocumentKind.TRANSLATION_REQUEST,
        DocumentKind.REPORT_TEMPLATE,
    }
)
#: What may go as a text: the rest has too much in it.
TEXTS: dict[DocumentKind, Kind] = {
    DocumentKind.INVITATION: _kind(text.invitation, _INVITED),
    DocumentKind.CANCELLATION: _kind(text.cancellation, _OFF),
}


def documents_of(letter: Letter) -> tuple[Document, ...]:
    """The letter, and after it what goes with it.

    Raises `ValueError` or `LookupError`, which name codes only, for a letter that is
    not a document, that this version has no words for, or that may not go so.
    """
    if letter.document is None:
        raise ValueError("the letter is no document")
    kind = DocumentKind(letter.document)
    matter = matter_of(letter)
    if matter.is_family and kind in FOR_STAFF:
        raise ValueError(f"the document {kind} is not for a family")
    if letter.channel is Channel.TEXT:
        return (_by_text(letter, matter, kind),)
    blocks = _composed(KINDS[kind], matter)
    if kind is DocumentKind.REPORT_TEMPLATE:
        return (framed(letter, kind, title_of(matter, kind), blocks),)
    if kind is DocumentKind.OUTCOME_FOR_CHILD:
        return (_to_a_child(letter, matter, blocks),)
    whole = (*opening(matter), *blocks, paragraph(help_for(matter)))
    return (addressed(letter, matter, kind, whole), *_enclosed(letter, matter, kind))


def _composed(kind: Kind, matter: Matter) -> tuple[Block, ...]:
    for said in matter.lines:
        if said.line not in kind.lines:
            raise LookupError(f"no words for the line {said.line}")
    return tuple(kind.compose(matter))


def _by_text(letter: Letter, matter: Matter, kind: DocumentKind) -> Document:
    if kind not in TEXTS:
        raise ValueError(f"the document {kind} cannot go as a text")
    title = matter.labels.title("text-message")
    return framed(letter, kind, title, _composed(TEXTS[kind], matter))


def _to_a_child(letter: Letter, matter: Matter, blocks: tuple[Block, ...]) -> Document:
    """It greets the child, whoever takes it there; nobody where there is no name."""
    kind = DocumentKind.OUTCOME_FOR_CHILD
    whole = (*blocks, paragraph(HELP))
    document = framed(letter, kind, title_of(matter, kind), whole)
    return document.model_copy(update={"greets": child_of(matter)})


def _enclosed(
    letter: Letter, matter: Matter, kind: DocumentKind
) -> tuple[Document, ...]:
    """The report template, for whoever is invited and writes a report."""
    if kind is not DocumentKind.INVITATION or not writes_a_report(matter):
        return ()
    form = DocumentKind.REPORT_TEMPLATE
    return (framed(letter, form, title_of(matter, form), report_template(matter)),)
