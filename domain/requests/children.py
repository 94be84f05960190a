"""What may be asked about a child: joining, birth, death, home, another area."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from domain.ids import ChildRef, Day, Instant, Ref, Short
from domain.record.children import ChildGiven
from domain.record.people import Language
from domain.requests.base import Asked
from domain.requests.enquiries import Children
from rulebook.schema import Code, Flag, Frozen


class AddChild(Asked):
    """Add a child of the household, born or not yet. A discussion names who is meant.

    `added_at`: when the child became part of the household, or was found to be.
    """

    kind: Literal["add-child"] = "add-child"
    child: ChildGiven
    added_at: Instant


class Newborn(Frozen):
    """One baby and the day of its birth."""

    ref: ChildRef
    name: Short | None = None
    born: Day


class RecordBirth(Asked):
    """Record that an expected child was born: one baby or several.

    The first keeps the reference of the child that was expected. `told_at`: when we
    heard of it.
    """

    kind: Literal["record-birth"] = "record-birth"
    expected: Ref
    born: Annotated[tuple[Newborn, ...], Field(min_length=1, max_length=8)]
    told_at: Instant


class RecordPregnancyEnded(Asked):
    """Record that a pregnancy ended without a living child. Nobody is written to."""

    kind: Literal["record-pregnancy-ended"] = "record-pregnancy-ended"
    child: Ref
    ended_at: Instant


class RecordDeath(Asked):
    """Record that a child or an adult of the case has died. Nobody is written to."""

    kind: Literal["record-death"] = "record-death"
    who: Ref
    died_at: Instant


class ChangeChild(Asked):
    """Record in which language and form a child is best told, from an instant on.

    What is left out (or null) stays as it was.
    """

    kind: Literal["change-child"] = "change-child"
    child: Ref
    since: Instant
    language: Language | None = None
    interpreter: Flag | None = None
    format: Code | None = Field(
        default=None, description="how this child is best told: easy-read, signed-video"
    )


class ChangeHousehold(Asked):
    """Record where a child lives from a day on; with `also`, a second home beside it.

    Without `also` the named home is the child's only one from that day.
    """

    kind: Literal["change-household"] = "change-household"
    child: Ref
    household: Ref
    since: Day
    also: Flag = False


class MoveOut(Asked):
    """Record that a child moved to another area. Everything due stays due here."""

    kind: Literal["move-out"] = "move-out"
    child: Ref
    moved_at: Instant
    to_area: Code


class NotifyTransfer(Asked):
    """Record that the receiving area was told in writing that children moved there."""

    kind: Literal["notify-transfer"] = "notify-transfer"
    children: Children
    notified_at: Instant
    to_area: Code


class AcceptTransfer(Asked):
    """Record the receiving area's written acceptance: it ends what is due here."""

    kind: Literal["accept-transfer"] = "accept-transfer"
    children: Children
    accepted_at: Instant
    written: Flag = Field(description="the acceptance is in writing, and we have it")


class RecordTransferConference(Asked):
    """Record the receiving area's transfer conference: it ends what is due here."""

    kind: Literal["record-transfer-conference"] = "record-transfer-conference"
    children: Children
    held_at: Instant


BirthRequest = RecordBirth | RecordPregnancyEnded
TransferRequest = MoveOut | NotifyTransfer | AcceptTransfer | RecordTransferConference
HomeRequest = ChangeChild | ChangeHousehold
ChildRequest = AddChild | BirthRequest | RecordDeath | HomeRequest | TransferRequest
