"""After a conference: who was told, who has its record, what was complained of."""

from __future__ import annotations

from domain.ids import Instant, Ref
from domain.record.people import Language
from rulebook.schema import Code, Flag, Frozen


class Told(Frozen):
    """Somebody was told what was decided. `discussed`: they could talk it over.

    `how`: in person, by telephone, in writing; `read_back`: they said it back. `there`:
    they had been at the conference, as was known when they were told.
    """

    person: Ref
    at: Instant
    by: Ref
    how: Code
    discussed: Flag = False
    read_back: Flag = False
    there: Flag = False


class RecordGiven(Frozen):
    """Somebody of the family was given the record of a conference, in a language.

    `theirs`: this was the language, and the format, that they were known to need then.
    """

    person: Ref
    at: Instant
    language: Language
    format: Code = "text"
    theirs: Flag = False


class Visit(Frozen):
    """A child was visited: seen or not, alone or not."""

    child: Ref
    at: Instant
    by: Ref
    seen: Flag
    seen_alone: Flag = False


class Complaint(Frozen):
    """A complaint or an appeal. No clock stops for one."""

    ref: Ref
    at: Instant
    about: Ref | None = None
    by: Ref | None = None


class SetAside(Frozen):
    """A decision about one child was set aside: a new conference decides it."""

    conference: Ref
    child: Ref
    at: Instant


class Trigger(Frozen):
    """Why a pre-birth conference is asked for: its code on the list (WA-66 on)."""

    child: Ref
    code: Code
    at: Instant


class NotNeeded(Frozen):
    """A manager's decision that no pre-birth conference is needed."""

    child: Ref
    at: Instant


class PlanVersion(Frozen):
    """A version of a plan that the core group made."""

    ref: Ref
    made_at: Instant
    meeting: Ref
