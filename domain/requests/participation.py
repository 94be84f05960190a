"""What may be asked about the child's and the family's own part in a conference."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from domain.ids import Instant, Ref, Text
from domain.record.participation import Advocate, Heard, Takes
from domain.record.people import Language
from domain.requests.base import Asked
from rulebook.schema import Code, Flag


class DecideChildAttendance(Asked):
    """Record whether and for how much of a conference a child is there, and why."""

    kind: Literal["decide-child-attendance"] = "decide-child-attendance"
    conference: Ref
    child: Ref
    decided_at: Instant
    appropriate: Flag = Field(description="whether it is right for this child")
    takes: Takes
    wish: Takes | None = Field(default=None, description="what the child wished")
    no_wish_because: Code | None = Field(
        default=None, description="why the child was not asked, or had no wish"
    )
    invited: Flag = True
    supporter: Ref | None = Field(default=None, description="whom the child trusts")
    no_supporter_because: Code | None = Field(
        default=None, description="why nobody whom the child trusts comes with them"
    )
    reason: Text


class RecordPreparation(Asked):
    """Record that somebody of the family was prepared for a conference, or why not."""

    kind: Literal["record-preparation"] = "record-preparation"
    conference: Ref
    person: Ref = Field(
        description="an adult of the family, a child, or an advocate or supporter"
    )
    prepared_at: Instant
    prepared_by: Ref
    covered: Annotated[tuple[Code, ...], Field(max_length=40)] = Field(
        default=(), description="what was gone through: lines of the list"
    )
    capable: Flag | None = Field(
        default=None, description="whether a child can understand what it is about"
    )
    informed: Flag | None = Field(
        default=None, description="they have all that the conference has"
    )
    understands: Flag | None = None
    advocate: Advocate | None = Field(
        default=None, description="their answer when an advocate was offered"
    )
    supporter: Ref | None = None
    not_because: Code | None = Field(
        default=None, description="why they could not be prepared, or not for all"
    )


class RecordViews(Asked):
    """Record somebody's views for a conference, in their own words where they are."""

    kind: Literal["record-views"] = "record-views"
    conference: Ref
    whose: Ref
    recorded_at: Instant
    how: Heard | None = Field(
        default=None, description="left out only where there are no views"
    )
    presented_by: Ref | None = Field(
        default=None, description="who says them at the conference"
    )
    words: Text | None = Field(
        default=None, description="left out only where there are no views"
    )
    own_words: Flag = Field(default=False, description="as they were said")
    read_back: Flag = Field(default=False, description="read back to them and agreed")
    not_because: Code | None = Field(
        default=None, description="why there are none: too young, did not wish to say"
    )


class DecideInterpreter(Asked):
    """Record whether somebody needs an interpreter, as planned with the family."""

    kind: Literal["decide-interpreter"] = "decide-interpreter"
    who: Ref
    needed: Flag
    decided_at: Instant


class ArrangeInterpreter(Asked):
    """Record that an interpreter is arranged for somebody at a conference."""

    kind: Literal["arrange-interpreter"] = "arrange-interpreter"
    conference: Ref
    who: Ref
    language: Language
    arranged_at: Instant


class ConfirmInterpreter(Asked):
    """Record that the interpreter has said that they will come."""

    kind: Literal["confirm-interpreter"] = "confirm-interpreter"
    conference: Ref
    who: Ref
    confirmed_at: Instant


class InterpreterDidNotCome(Asked):
    """Record that an interpreter did not come, or has said that they will not."""

    kind: Literal["interpreter-did-not-come"] = "interpreter-did-not-come"
    conference: Ref
    who: Ref
    at: Instant


InterpreterRequest = (
    DecideInterpreter | ArrangeInterpreter | ConfirmInterpreter | InterpreterDidNotCome
)
ParticipationRequest = (
    DecideChildAttendance | RecordPreparation | RecordViews | InterpreterRequest
)
