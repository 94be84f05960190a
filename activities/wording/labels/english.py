"""Labels in English: titles, headings, heads of tables, and what short codes say."""

from __future__ import annotations

from typing import Final

from domain.documents.kinds import DocumentKind

#: Titles name nobody and nothing of what a letter says: they are seen on screens.
TITLES: Final[dict[str, str]] = {
    DocumentKind.INVITATION: "Invitation to a conference",
    DocumentKind.CANCELLATION: "A conference is called off",
    DocumentKind.REPORT_TEMPLATE: "Report for a conference",
    DocumentKind.REMINDER: "What is due",
    DocumentKind.ESCALATION: "This cannot wait",
    DocumentKind.TASK: "Something to do",
    DocumentKind.PLAN: "Your copy of the plan",
    DocumentKind.TRANSLATION_REQUEST: "A translation is needed",
    DocumentKind.DECISION_SUMMARY: "What was decided, in short",
    DocumentKind.RECORD: "Record of a conference",
    DocumentKind.CORE_GROUP_NOTE: "Note of a core group",
    DocumentKind.DELAY_AGREEMENT: "An agreement to a delay",
    DocumentKind.EXCLUSION_LETTER: "Your part in a conference",
    DocumentKind.OUTCOME_FOR_CHILD: "A letter for you",
    "no-longer-invited": "A change to your invitation",
    "text-message": "About a meeting",
}
#: Headings of what staff are told, by the code of the line, the most urgent first.
URGENCIES: Final[dict[str, str]] = {
    "missed": "Missed",
    "task": "To do",
    "at-once": "Due now",
    "due": "Coming up",
    "no-time-set": "No time set",
    "calendar-ends": "Date not known yet",
    "settled-since": "Settled meanwhile",
}
LABELS: Final[dict[str, str]] = {
    "absent": "Invited and not there",
    "action": "What",
    "agency": "Agency",
    "agreed-by": "Agreed by",
    "agreed-on": "Agreed until",
    "also-invited": "Also invited",
    "asked-at": "Asked for on",
    "attended": "Who was there",
    "by-when": "By when",
    "case": "Case",
    "category": "Category",
    "chair": "Chair",
    "checks": "When the risks are checked",
    "child": "Child",
    "conference": "Conference",
    "contingency": "If things do not get better",
    "core-group": "Core group",
    "date": "Date",
    "dates": "Dates",
    "decided": "What was decided",
    "document": "Document",
    "due-date": "Date of the procedures",
    "fingerprint": "Number of the text",
    "format": "Form",
    "held": "Held on",
    "intended": "What it is for",
    "interventions": "What will be done",
    "job": "Number of the job",
    "key-worker": "Who leads the work",
    "language": "Language",
    "made": "Made on",
    "method": "How",
    "next": "What comes next",
    "outcomes": "What is to be better for the child",
    "own-version": "Your own version",
    "plan": "The plan",
    "reasons": "The reasons",
    "report": "Your report",
    "safeguards": "What keeps each child safe",
    "seen-by": "Who will see you",
    "template": "Template",
    "version": "Version",
    "wellbeing": "What helps the child and the family",
    "when": "When",
    "where": "Where",
    "who": "Who",
    "who-does-what": "Who does what",
    "written-by": "Written by",
    "you-said": "What you said",
    "you-want": "What is to be better for you",
}
OUTCOMES: Final[dict[str, str]] = {
    "plan": "a {plan} is needed",
    "continue": "the {plan} goes on",
    "end": "the {plan} ends",
    "no-plan": "no {plan} is needed",
    "considered-no-plan": "considered too: no {plan} is needed",
    "not-considered": "not considered this time",
    "not-decided": "not decided yet",
}
NEXT: Final[dict[str, str]] = {
    "first-core-group": "First core group",
    "next-core-group": "Next core group",
    "next-core-group-at-the-latest": "Next core group, at the latest",
    "first-review": "First review conference",
    "next-review": "Next review conference",
}
FORMATS: Final[dict[str, str]] = {
    "text": "in writing",
    "audio": "as a recording",
    "braille": "in Braille",
    "easy-read": "in easy words with pictures",
    "large-print": "in large print",
    "signed-video": "as a signed video",
    "spoken": "read aloud",
}
