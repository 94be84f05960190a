"""The documents that Vigil makes."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Literal, get_args


class DocumentKind(StrEnum):
    """What a document is. The first go by themselves, the others when asked for."""

    INVITATION = "invitation"
    CANCELLATION = "cancellation"
    REPORT_TEMPLATE = "report-template"
    REMINDER = "reminder"
    ESCALATION = "escalation"
    TASK = "task"
    PLAN = "outline-plan"
    TRANSLATION_REQUEST = "translation-request"
    DECISION_SUMMARY = "decision-summary"
    RECORD = "record"
    CORE_GROUP_NOTE = "core-group-note"
    DELAY_AGREEMENT = "delay-agreement"
    EXCLUSION_LETTER = "exclusion-letter"
    OUTCOME_FOR_CHILD = "outcome-for-child"


#: What somebody may ask to be sent.
OnRequest = Literal[
    DocumentKind.DECISION_SUMMARY,
    DocumentKind.RECORD,
    DocumentKind.CORE_GROUP_NOTE,
    DocumentKind.DELAY_AGREEMENT,
    DocumentKind.EXCLUSION_LETTER,
    DocumentKind.OUTCOME_FOR_CHILD,
]
ON_REQUEST: Final[frozenset[DocumentKind]] = frozenset(get_args(OnRequest))
#: What says what was said and decided at a conference: the same text for everybody whom
#: it goes to, so it can be asked for in another language.
OfAConference = Literal[
    DocumentKind.PLAN,
    DocumentKind.RECORD,
    DocumentKind.DECISION_SUMMARY,
    DocumentKind.OUTCOME_FOR_CHILD,
]
OF_A_CONFERENCE: Final[frozenset[DocumentKind]] = frozenset(get_args(OfAConference))
