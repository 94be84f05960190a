"""Letters to people: when, where, what was decided, and what they are asked for."""

from __future__ import annotations

from activities.wording.invited import (
    also_invited,
    expected,
    no_longer_invited,
    on_template,
)
from activities.wording.matter import Matter
from activities.wording.phrases import locally
from activities.wording.place import Place, language

ACT_NOW = "Nothing here waits for the conference: if the child is not safe, act now."

WHAT_IT_IS = (
    "It is a meeting in which the family and the people who work with it talk about "
    "how to keep children safe, and at which it is decided what happens next."
)
BRING_SOMEBODY = (
    "You can bring somebody to support you. If the day or the place is difficult or "
    "not safe for you, or if you need an interpreter, another language or another "
    "format, tell your social worker as soon as you can."
)
NEW_DATE = "This is a new date. It takes the place of the one that you had before."

REPORTS = {
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
DECIDED = {
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


def invite(matter: Matter) -> list[str]:
    said = matter.first("invitation")
    called = matter.place.conference(said["conference"])
    times = f"When: {said['when']}\nWhere: {said['where'] or 'you will be told'}"
    parts = [f"You are invited to the {called} in case {matter.case}.", times]
    if said["revision"] != "1":
        parts.append(NEW_DATE)
    others = also_invited(matter)
    if matter.part == "family":
        return [*parts, WHAT_IT_IS, BRING_SOMEBODY, *others]
    return [*parts, *expected(matter), *_reports(matter), *others, ACT_NOW]


def _reports(matter: Matter) -> list[str]:
    dates = [_report_date(said, matter.place) for said in matter.only("report-date")]
    lines = [*dates, *on_template(matter)]
    return ["\n".join(("Your report", *lines))] if lines else []


def _report_date(said: dict[str, str], place: Place) -> str:
    what = REPORTS.get(said["what"], place.due(said["what"]))
    return f"- {what}: {_by_when(said)}{locally(said['force'])}."


def _by_when(said: dict[str, str]) -> str:
    if said["silent"] == "at-once":
        return "at once"
    if said["due"]:
        return f"by the end of {said['due']}"
    if said["silent"] == "not-set":
        return "not set by the procedures"
    return "the date cannot be worked out yet"


def call_off(matter: Matter) -> list[str]:
    if matter.only("no-longer-invited"):
        return no_longer_invited(matter)
    said = matter.first("cancellation")
    called = matter.place.conference(said["conference"])
    parts = [
        f"The {called} in case {matter.case} will not be held on {said['when']}.",
        "If there is a new date, you will get a new invitation.",
    ]
    return parts if matter.part == "family" else [*parts, ACT_NOW]


def plan_copy(matter: Matter) -> list[str]:
    """It begins with what was decided."""
    said, place = matter.first("plan"), matter.place
    parts = [DECIDED[said["decided"]].replace("{plan}", place.plan), _which(matter)]
    wanted = [f"- {wish['what']}" for wish in matter.only("wanted")]
    if wanted:
        parts.append("\n".join(("What is to be better for the child", *wanted)))
    actions = [_action(act, place) for act in matter.only("action")]
    if actions:
        parts.append("\n".join(("Who does what", *actions)))
    return parts


def _which(matter: Matter) -> str:
    said = matter.first("plan")
    called = matter.place.conference(said["conference"])
    about = (
        f"That was decided at the {called} held on {said['held']}. "
        f"This copy is about one child only, with the reference {said['child']}."
    )
    if matter.part == "family":
        about += " Your social worker can tell you which child that is."
    return about


def _action(said: dict[str, str], place: Place) -> str:
    who = place.role(said["who"]) if said["who"] else "to be agreed"
    return f"- {said['what']}\n  Who: {who}. By when: {said['by'] or 'not set'}."


def translation_request(matter: Matter) -> list[str]:
    said = matter.first("translation")
    called = matter.place.conference(said["conference"])
    return [
        f"A translation into {language(said['language'])} is needed.",
        f"What: the plan of the child with the reference {said['child']}, from the "
        f"{called} held on {said['held']}.",
        "A certified translator makes it: no other translation is given to anybody. "
        f"The text is not in this message: it is in Vigil, under case {matter.case}.",
    ]
