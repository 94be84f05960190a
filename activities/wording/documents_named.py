"""What letters and documents are called by those who send, give and translate them.

A title says less: it is read over shoulders (labels.english).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from activities.wording.place import Place, in_words
from domain.documents.kinds import DocumentKind
from domain.effects import EffectKind

#: By the kind of letter, or of the document that it brings; not of what only asks about
#: a letter, or takes one back.
NAMES: Final[Mapping[str, str]] = {
    EffectKind.INVITATION: "invitation",
    EffectKind.CANCELLATION: "message that the conference is off",
    EffectKind.PLAN_COPY: "copy of the plan",
    EffectKind.TRANSLATION: "request for a translation",
    EffectKind.DIGEST: "list of what is due",
    EffectKind.ESCALATION: "message that cannot wait",
    EffectKind.TASK: "message about something to do",
    EffectKind.DOCUMENT: "document",
    DocumentKind.REPORT_TEMPLATE: "report template",
    DocumentKind.REMINDER: "list of what is due",
    DocumentKind.PLAN: "outline {plan}",
    DocumentKind.DECISION_SUMMARY: "summary of what was decided",
    DocumentKind.RECORD: "record of the conference",
    DocumentKind.CORE_GROUP_NOTE: "note of the core group",
    DocumentKind.DELAY_AGREEMENT: "agreement to a delay",
    DocumentKind.EXCLUSION_LETTER: "letter about their part in the conference",
    DocumentKind.OUTCOME_FOR_CHILD: "letter to the child",
}


def name_of(code: str, place: Place) -> str:
    """What a kind of letter, or a document, is called within a sentence.

    "record of the conference"; a code without a name of ours is named as it is.
    """
    return NAMES.get(code, in_words(code)).replace("{plan}", place.plan)
