"""The day of a conference: who was there as what, how long, what its chair says."""

from __future__ import annotations

from enum import StrEnum

from domain.ids import Instant, Ref, Text
from domain.record.invitations import Capacity
from rulebook.schema import Code, Flag, Frozen, added


class Attendance(Frozen):
    """Somebody who was there. `children`: at whose part, all when it is empty."""

    person: Ref
    capacity: Capacity = Capacity.PARTICIPANT
    children: tuple[Ref, ...] = ()


class Absence(Frozen):
    """Somebody invited who did not come, and why."""

    person: Ref
    why: Code


class Grouping(Frozen):
    """The chair counts somebody under this agency, with a reason: theirs, or another.

    So health services that count as one may be counted apart (decision C6).
    """

    person: Ref
    as_agency: Ref
    why: Text


class GoingOn(Frozen):
    """The chair goes on with two agencies about a child (WA-54 to WA-56)."""

    child: Ref
    information: Text
    rationale: Text


class Service(StrEnum):
    """The two services without which nothing is decided about an unborn child."""

    MIDWIFERY = "midwifery"
    HEALTH_VISITING = "health-visiting"


class Involved(Frozen):
    """How one of these services is involved: somebody came, or sent a report."""

    service: Service
    how: Code


class TheDay(Frozen):
    """What is recorded of the day on which a conference was held.

    `enough_information`: the chair's answer at the start, and `goes_on_because` why it
    went on with less; `observers_apart`: the chair saw to it that observers took no
    part in deciding; `checked`: lines of the chair's checks. `long_because`: why it
    went on for so long.
    """

    chair: Ref | None = None
    started_at: Instant | None = None
    ended_at: Instant | None = None
    long_because: Text | None = None
    enough_information: Flag | None = None
    goes_on_because: Text | None = None
    observers_apart: Flag | None = None
    checked: tuple[Code, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    absences: tuple[Absence, ...] = ()
    groupings: tuple[Grouping, ...] = ()
    going_on: tuple[GoingOn, ...] = ()
    involved: tuple[Involved, ...] = ()


class Sufficiency(Frozen):
    """The chair's answer whether there will be enough information (WA-17)."""

    at: Instant
    satisfied: Flag


class SiblingGroups(Frozen):
    """One conference for all the children, or several, decided with a reason."""

    groups: tuple[tuple[Ref, ...], ...]
    decided_at: Instant


class Section(Frozen):
    """One heading of the record that has been written, and which agencies added to it.

    `child` is null for what is about the conference as a whole. `words`: the
    fingerprint of what was written, which the ledger has.
    """

    heading: Code
    child: Ref | None = None
    by: tuple[Ref, ...] = ()
    words: str = added("")
