"""What was decided, to a child: short sentences, and their own words.

It begins with what was decided, then who will see them, then what they said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from activities.wording.blocks import bullets, paragraph, under
from activities.wording.matter import Matter, Said
from activities.wording.parts import own_version, wishes
from domain.documents.model import Block
from domain.documents.values import Personal, Phrase, phrase
from domain.record.participation import Heard

NO_PLAN: Final = "The meeting decided that you do not need a plan."
DECIDED: Final = {
    "plan": "The meeting decided that you need a plan to keep you safe.",
    "continue": "The meeting decided that the plan to keep you safe goes on.",
    "end": "The meeting decided that you do not need the plan any more.",
    "no-plan": NO_PLAN,
    "considered-no-plan": NO_PLAN,
    "not-considered": "The meeting did not talk about you this time.",
    "not-decided": "The meeting has not decided yet. You will be told when it has.",
}
#: They were there, and nothing else is recorded of what they said.
THERE: Final = "there"
SAID: Final[dict[str, str]] = {
    Heard.IN_PERSON: "You told the meeting yourself what you think.",
    Heard.WRITING: "The meeting read what you wrote.",
    Heard.VIDEO: "The meeting watched your video.",
    Heard.SOCIAL_WORKER: "Your social worker told the meeting what you said.",
    Heard.ADVOCATE: "Your advocate told the meeting what you said.",
    THERE: "You came to the meeting. You can still say more. Tell your social worker.",
}
NOT_SAID: Final = (
    "The meeting did not hear from you. You can still say what you think. Tell your "
    "social worker."
)
NOBODY_NAMED: Final = "Your social worker will tell you who will see you."
HELP: Final = (
    "You can ask about anything in this letter. If it is not safe for you to get "
    "letters like this, tell your social worker. If you are in danger now, call 999."
)


def outcome_for_child(matter: Matter) -> Iterator[Block]:
    said = matter.first("outcome")
    held = said["held"]
    yield paragraph(DECIDED[said.word("decided")])
    yield paragraph("The meeting was on ", held, ".")
    label = matter.labels.label
    yield from under(label("seen-by"), _seen_by(matter))
    yield from under(label("you-said"), _said(matter))
    yield from wishes(matter, "wanted", "you-want")
    yield from own_version(matter)


def child_of(matter: Matter) -> Personal | None:
    """The child by name, where whoever reads the letter may know it."""
    child = matter.first("outcome")["child"]
    return child if isinstance(child, Personal) else None


def _seen_by(matter: Matter) -> Iterator[Block]:
    who = [_visitor(said, matter) for said in matter.only("seen-by")]
    if who:
        return bullets(who)
    return iter((paragraph(NOBODY_NAMED),))


def _visitor(said: Said, matter: Matter) -> Phrase:
    role = f"your {matter.place.role(said.word('who'))}"
    name = said.get("name")
    return phrase(name, f", {role}") if name else phrase(role.capitalize())


def _said(matter: Matter) -> Iterator[Block]:
    how = [said.word("how") for said in matter.only("said") if said.word("how")]
    return (paragraph(text) for text in [SAID[each] for each in how] or [NOT_SAID])
