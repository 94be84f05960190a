"""Sentences of letters to people, each written once: in older letters and in new."""

from __future__ import annotations

from typing import Final

from activities.wording.matter import Matter, Said
from domain.documents.values import Phrase, phrase

YOURS: Final = "This is for you as {role} in case {case}."
NOBODY: Final = (
    "This is for the {role}. Nobody who holds that role can be written to at the "
    "moment, so it came to you: please see that somebody takes it on."
)
FAMILY_HELP: Final = (
    "If anything here is not clear, or if it is not safe for you to get letters like "
    "this, tell your social worker. If you or a child are in danger now, call 999."
)
INVITED_HELP: Final = (
    "If you have a question, ask the conference coordinator and give the reference "
    "{case}. If a child is in danger now, call 999."
)
STAFF_HELP: Final = (
    "The reason for every date is in Vigil, under case {case}. If something here is "
    "wrong, correct it there, or ask the conference coordinator. If a child is in "
    "danger now, call 999."
)
DIGEST_HELP: Final = (
    "The reason for every date is in Vigil, under each case. If something here is "
    "wrong, correct it there, or ask the conference coordinator. If a child is in "
    "danger now, call 999."
)

ACT_NOW: Final = (
    "Nothing here waits for the conference: if the child is not safe, act now."
)
WHAT_IT_IS: Final = (
    "It is a meeting in which the family and the people who work with it talk about "
    "how to keep children safe, and at which it is decided what happens next."
)
BRING_SOMEBODY: Final = (
    "You can bring somebody to support you. If the day or the place is difficult or "
    "not safe for you, or if you need an interpreter, another language or another "
    "format, tell your social worker as soon as you can."
)
NEW_DATE: Final = (
    "This is a new date. It takes the place of the one that you had before."
)
EXPECTED: Final = {
    "expected": (
        "Everybody who is invited for their work is expected to come. If you cannot, "
        "tell the conference coordinator why as soon as you know."
    ),
    "priority": (
        "Please put this conference before other work. If you cannot come, tell the "
        "conference coordinator why as soon as you know."
    ),
}
PRIVATE: Final = "Please keep to yourself who is invited."
NEW_INVITATION: Final = "If there is a new date, you will get a new invitation."
STILL_COUNTS: Final = (
    "If you know something that matters for the child's safety, it still counts: "
    "tell the social worker."
)
CERTIFIED: Final = (
    "A certified translator makes it: no other translation is given to anybody. "
    "The text is not in this message: it is in Vigil, under case {case}."
)
WHICH_CHILD: Final = "Your social worker can tell you which child that is."

REPORTS: Final = {
    "submit-report": "Hand in your report",
    "medical-report": "Hand in your report of the examination",
    "police-report": "Hand in your report",
    "circulate-reports": "Reports reach the chair",
    "share-report-with-child": "Go through your report with the child",
    "share-report": "Share your report with the family",
    "tell-family-before": "Tell the child and the family what you are going to say",
    "complete-report": "Complete the report",
    "countersign-report": "Have the report countersigned",
    "report-to-chair": "The report reaches the chair",
}
DECIDED: Final = {
    "plan": "The conference decided that this child needs a {plan}.",
    "continue": "The conference decided that this child's {plan} goes on.",
    "end": "The conference decided that this child's {plan} ends.",
    "no-plan": "The conference decided that this child does not need a {plan}.",
    "considered-no-plan": (
        "The conference thought about this child too, and decided that no {plan} "
        "is needed."
    ),
    "not-considered": "The conference did not consider this child this time.",
    "not-decided": "The conference has not decided about this child yet.",
}


def decided(said: Said, matter: Matter) -> str:
    """What was decided about a child. Raises `LookupError`."""
    return DECIDED[said.word("decided")].replace("{plan}", matter.place.plan)


def help_for(matter: Matter) -> str:
    """How every letter ends: whom to ask, and what to do when it is not safe."""
    if matter.is_family:
        return FAMILY_HELP
    text = STAFF_HELP if matter.role else INVITED_HELP
    return text.format(case=matter.case)


def by_when(said: Said) -> Phrase:
    """Until when; or why no date is set."""
    if said.known("silent") == "at-once":
        return phrase("at once")
    if said["due"]:
        return phrase("by the end of ", said["due"])
    if said.known("silent") == "not-set":
        return phrase("not set by the procedures")
    return phrase("the date cannot be worked out yet")
