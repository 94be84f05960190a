"""Letters of cases from before there were documents: a subject, and text in paragraphs.

They keep the words and the layout with which they were first sent, and share the
sentences of today's. Their layout is their own: a heading stands right above its list,
and what is said of an item below it, which a document has no form for.

people   invitations, cancellations and copies of a plan
staff    the morning's list, what cannot wait, what has to be done
"""

from __future__ import annotations

from collections.abc import Callable

from activities.wording.matter import Matter, matter_of
from activities.wording.older.people import (
    call_off,
    invite,
    plan_copy,
    translation_request,
)
from activities.wording.older.staff import what_is_due
from activities.wording.sentences import NOBODY, YOURS, help_for
from domain.documents.plain import one_line
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


def worded(letter: Letter) -> Message:
    """The message that `letter` becomes: a subject that names nobody, a plain body.

    Raises `ValueError` or `LookupError`, which name codes only, for a letter that this
    version has no words for: a newer worker will have them.
    """
    matter = matter_of(letter)
    subject, write = WRITTEN[EffectKind(letter.kind)]
    parts = [*_greeting(letter, matter), *write(matter), help_for(matter)]
    return Message(
        key=letter.key,
        address=letter.address,
        subject=f"Vigil: {subject.format(case=letter.case)}",
        body="\n\n".join(parts) + "\n",
    )


def _greeting(letter: Letter, matter: Matter) -> list[str]:
    dear, role = f"Dear {one_line(letter.name)},", matter.place.role(matter.role)
    if matter.part == "team":
        return ["To the team,", NOBODY.format(role=role)]
    return [dear, YOURS.format(role=role, case=matter.case)] if role else [dear]
