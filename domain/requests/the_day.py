"""What may be asked about a conference's day, its chair, its record and its end."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from domain.ids import Instant, Ref, Text
from domain.record.the_day import TheDay
from domain.requests.base import Asked
from rulebook.schema import Code, Flag


class AnswerSufficiency(Asked):
    """The chair says whether there will be enough information for a conference."""

    kind: Literal["answer-sufficiency"] = "answer-sufficiency"
    conference: Ref
    answered_at: Instant
    satisfied: Flag
    words: Text | None = None


class DecideSiblingGroups(Asked):
    """Record whether all the children have one conference or several, and why."""

    kind: Literal["decide-sibling-groups"] = "decide-sibling-groups"
    groups: Annotated[
        tuple[Annotated[tuple[Ref, ...], Field(min_length=1, max_length=30)], ...],
        Field(min_length=1, max_length=30),
    ]
    decided_at: Instant
    reason: Text


class RecordTheDay(Asked):
    """Record, or complete, what is to be known of the day of a conference.

    What is given replaces what was recorded of the day before.
    """

    kind: Literal["record-the-day"] = "record-the-day"
    conference: Ref
    recorded_at: Instant
    day: TheDay


class WriteRecord(Asked):
    """Write one heading of the record of a conference, about it or about one child."""

    kind: Literal["write-record"] = "write-record"
    conference: Ref
    heading: Code
    child: Ref | None = None
    written_at: Instant
    words: Text
    contributed_by: tuple[Ref, ...] = Field(
        default=(), description="the agencies that added to it"
    )


class CloseConference(Asked):
    """Close a conference: every child has an answer and its record is complete."""

    kind: Literal["close-conference"] = "close-conference"
    conference: Ref
    closed_at: Instant


DayRequest = (
    AnswerSufficiency
    | DecideSiblingGroups
    | RecordTheDay
    | WriteRecord
    | CloseConference
)
