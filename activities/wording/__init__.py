"""From a letter's codes to the words that a person reads. In English.

place    what things are called, by the procedures that apply
matter   what one letter is about, as plain text
people   invitations, cancellations and copies of a plan
invited  what an invitation asks for, whom else it names, and that it no longer stands
staff    the morning's list, what cannot wait, what has to be done

Words follow those who read them: what is due, what was missed, the procedures. A
subject names the case and nobody: it is read over shoulders and on locked screens.
"""

from __future__ import annotations

from collections.abc import Callable

from activities.wording.matter import Matter, matter_of, plain
from activities.wording.people import (
    call_off,
    invite,
    plan_copy,
    translation_request,
)
from activities.wording.staff import what_is_due
from domain.effects import EffectKind
from domain.letters import Letter, Message

Write = Callable[[Matter], list[str]]

WRITTEN: dict[EffectKind, tuple[str, Write]] = {
    EffectKind.INVITATION: ("a conference about case {case} - invitation", invite),
    EffectKind.CANCELLATION: ("a conference about case {case} - called off", call_off),
    EffectKind.PLAN_COPY: ("case {case} - your copy of the plan", plan_copy),
    EffectKind.TRANSLATION: (
        "case {case} - a translation is needed",
        translation_request,
    ),
    EffectKind.DIGEST: ("case {case} - what is due", what_is_due),
    EffectKind.ESCALATION: ("case {case} - this cannot wait", what_is_due),
    EffectKind.TASK: ("case {case} - something to do", what_is_due),
}

YOURS = "This is for you as {role} in case {case}."
NOBODY = (
    "This is for the {role}. Nobody who holds that role can be written to at the "
    "moment, so it came to you: please see that somebody takes it on."
)
FAMILY_HELP = (
    "If anything here is not clear, or if it is not safe for you to get letters like "
    "this, tell your social worker. If you or a child are in danger now, call 999."
)
INVITED_HELP = (
    "If you have a question, ask the conference coordinator and give the reference "
    "{case}. If a child is in danger now, call 999."
)
STAFF_HELP = (
    "The reason for every date is in Vigil, under case {case}. If something here is "
    "wrong, correct it there, or ask the conference coordinator. If a child is in "
    "danger now, call 999."
)


def worded(letter: Letter) -> Message:
    """The message that `letter` becomes: a subject that names nobody, a plain body.

    Raises `ValueError` or `LookupError`, which name codes only, for a letter that this
    version has no words for: a newer worker will have them.
    """
    matter = matter_of(letter)
    subject, write = WRITTEN[EffectKind(letter.kind)]
    parts = [*_greeting(letter, matter), *write(matter), _help(matter)]
    return Message(
        key=letter.key,
        address=letter.address,
        subject=f"Vigil: {subject.format(case=letter.case)}",
        body="\n\n".join(parts) + "\n",
    )


def _greeting(letter: Letter, matter: Matter) -> list[str]:
    dear, role = f"Dear {plain(letter.name)},", matter.place.role(matter.role)
    if matter.part == "team":
        return ["To the team,", NOBODY.format(role=role)]
    return [dear, YOURS.format(role=role, case=matter.case)] if role else [dear]


def _help(matter: Matter) -> str:
    if matter.part == "family":
        return FAMILY_HELP
    text = STAFF_HELP if matter.role else INVITED_HELP
    return text.format(case=matter.case)
