"""What became of a conference's day, its record and its end."""

from __future__ import annotations

from typing import Literal

from domain.facts.base import Happened
from domain.ids import Ref, Text
from domain.record.the_day import Section, SiblingGroups, Sufficiency, TheDay


class SufficiencyAnswered(Happened):
    kind: Literal["sufficiency-answered"] = "sufficiency-answered"
    conference: Ref
    sufficiency: Sufficiency
    words: Text | None = None


class SiblingGroupsDecided(Happened):
    kind: Literal["sibling-groups-decided"] = "sibling-groups-decided"
    groups: SiblingGroups
    reason: Text


class DayRecorded(Happened):
    kind: Literal["day-recorded"] = "day-recorded"
    conference: Ref
    day: TheDay


class RecordWritten(Happened):
    """One heading of the record was written, at first or anew."""

    kind: Literal["record-written"] = "record-written"
    conference: Ref
    section: Section
    words: Text


class ConferenceClosed(Happened):
    """Every child has an answer, and the record is complete."""

    kind: Literal["conference-closed"] = "conference-closed"
    conference: Ref


DayFact = (
    SufficiencyAnswered
    | SiblingGroupsDecided
    | DayRecorded
    | RecordWritten
    | ConferenceClosed
)
