"""What became of letters, where something waits for it."""

from __future__ import annotations

from typing import Literal

from domain.facts.base import Happened
from domain.ids import Key, Ref
from rulebook.schema import Code


class InvitationSent(Happened):
    """One person's invitation was handed to the carrier."""

    kind: Literal["invitation-sent"] = "invitation-sent"
    conference: Ref
    person: Ref


class LetterFailed(Happened):
    """No carrier would take it. `why` is a code; `to` a person or a role."""

    kind: Literal["letter-failed"] = "letter-failed"
    key: Key
    to: Ref
    why: Code


class LetterSettled(Happened):
    """Somebody dealt with a letter that could not be delivered."""

    kind: Literal["letter-settled"] = "letter-settled"
    key: Key
    how: Code


class LettersHeld(Happened):
    """Nothing goes to this person (none named: to anybody) until released."""

    kind: Literal["letters-held"] = "letters-held"
    who: Ref | None
    reason: Code


class LettersReleased(Happened):
    """One reason for a hold no longer applies; another's may."""

    kind: Literal["letters-released"] = "letters-released"
    who: Ref | None
    reason: Code


LetterFact = (
    InvitationSent | LetterFailed | LetterSettled | LettersHeld | LettersReleased
)
