"""What became of the child's and the family's own part in a conference."""

from __future__ import annotations

from typing import Literal

from domain.facts.base import Happened
from domain.ids import Ref, Text
from domain.record.participation import (
    Attending,
    InterpreterNeed,
    Interpreting,
    Preparation,
    Views,
)


class ChildAttendanceDecided(Happened):
    kind: Literal["child-attendance-decided"] = "child-attendance-decided"
    conference: Ref
    attending: Attending
    reason: Text


class FamilyPrepared(Happened):
    """Somebody of the family, or a child, was prepared; or why they were not."""

    kind: Literal["family-prepared"] = "family-prepared"
    conference: Ref
    preparation: Preparation


class ViewsRecorded(Happened):
    kind: Literal["views-recorded"] = "views-recorded"
    conference: Ref
    views: Views
    words: Text | None = None


class InterpreterDecided(Happened):
    kind: Literal["interpreter-decided"] = "interpreter-decided"
    need: InterpreterNeed


class InterpreterArranged(Happened):
    kind: Literal["interpreter-arranged"] = "interpreter-arranged"
    conference: Ref
    interpreting: Interpreting


class InterpreterConfirmed(Happened):
    kind: Literal["interpreter-confirmed"] = "interpreter-confirmed"
    conference: Ref
    who: Ref


class InterpreterAbsent(Happened):
    """The interpreter did not come: another is to be arranged."""

    kind: Literal["interpreter-absent"] = "interpreter-absent"
    conference: Ref
    who: Ref


ParticipationFact = (
    ChildAttendanceDecided
    | FamilyPrepared
    | ViewsRecorded
    | InterpreterDecided
    | InterpreterArranged
    | InterpreterConfirmed
    | InterpreterAbsent
)
