"""What happened to a conference, its date and the children it considered."""

from __future__ import annotations

from typing import Literal

from domain.facts.base import Happened
from domain.ids import Instant, Ref, Text
from domain.record.conferences import CopyDue, Kind, Outcome
from rulebook.schema import Code, added


class ConferenceBooked(Happened):
    """A conference was booked. `reports_from`: the agencies whose report is due."""

    kind: Literal["conference-booked"] = "conference-booked"
    conference: Ref
    meeting: Kind
    children: tuple[Ref, ...]
    starts_at: Instant
    place: str | None = None
    invited: tuple[Ref, ...] = ()
    reports_from: tuple[Ref, ...] = ()
    joined_with: Ref | None = added(None)
    not_joined_because: Code | None = added(None)


class ConferenceMoved(Happened):
    """Its date was moved, later or forward; a conference called off is on again."""

    kind: Literal["conference-moved"] = "conference-moved"
    conference: Ref
    starts_at: Instant
    was: Instant
    reason: Code


class ConferenceCalledOff(Happened):
    """It did not go ahead, or the chair postponed it. The source's date runs on."""

    kind: Literal["conference-called-off"] = "conference-called-off"
    conference: Ref
    why: Code
    protection: Text | None = None


class ChildAdjourned(Happened):
    """This child's part was adjourned: a further sitting must decide it."""

    kind: Literal["child-adjourned"] = "child-adjourned"
    conference: Ref
    child: Ref
    why: Code


class ConferenceHeld(Happened):
    kind: Literal["conference-held"] = "conference-held"
    conference: Ref
    present: tuple[Ref, ...]


class RequiredPersonAbsent(Happened):
    """Somebody whom the source requires on the day was not there, and why."""

    kind: Literal["required-person-absent"] = "required-person-absent"
    conference: Ref
    role: Code
    why: Code


class ChildDecided(Happened):
    """The conference decided this child, at the instant it was held."""

    kind: Literal["child-decided"] = "child-decided"
    conference: Ref
    outcome: Outcome
    plan: Ref | None = None
    copies: tuple[CopyDue, ...] = ()


class OutcomeUndone(Happened):
    """An outcome recorded in error was taken back, without a gap."""

    kind: Literal["outcome-undone"] = "outcome-undone"
    conference: Ref
    child: Ref
    plan: Ref | None = None


class MeetingRedated(Happened):
    """The day on which a meeting was held was put right. `plan` for a core group."""

    kind: Literal["meeting-redated"] = "meeting-redated"
    meeting: Ref
    was: Instant
    now: Instant


ConferenceFact = (
    ConferenceBooked
    | ConferenceMoved
    | ConferenceCalledOff
    | ChildAdjourned
    | ConferenceHeld
    | RequiredPersonAbsent
    | ChildDecided
    | OutcomeUndone
    | MeetingRedated
)
