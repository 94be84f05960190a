"""What happened to a child: added, born, moved, grown up, died."""

from __future__ import annotations

from typing import Literal

from domain.facts.base import Happened
from domain.ids import Day, Ref
from domain.record.children import Child, Leaving
from domain.record.people import Language
from rulebook.schema import Code, Flag


class ChildAdded(Happened):
    kind: Literal["child-added"] = "child-added"
    child: Child


class ChildBorn(Happened):
    """`expected` was born: one child or several. `at` is when we were told by."""

    kind: Literal["child-born"] = "child-born"
    expected: Ref
    babies: tuple[Child, ...]


class ChildLeft(Happened):
    """A child's duties end here, and why."""

    kind: Literal["child-left"] = "child-left"
    child: Ref
    leaving: Leaving


class LeavingUndone(Happened):
    """A leaving recorded in error was taken back, without a gap."""

    kind: Literal["leaving-undone"] = "leaving-undone"
    child: Ref


class EighteenNears(Happened):
    """A child's plan will end by age on this birthday."""

    kind: Literal["eighteen-nears"] = "eighteen-nears"
    child: Ref
    birthday: Day


class ExpectedDatePassed(Happened):
    """The expected date has passed with no news of a birth."""

    kind: Literal["expected-date-passed"] = "expected-date-passed"
    child: Ref


class ChildChanged(Happened):
    """In which language and form the child is best told from now on."""

    kind: Literal["child-changed"] = "child-changed"
    child: Ref
    language: Language
    interpreter: Flag
    format: Code


class HouseholdChanged(Happened):
    kind: Literal["household-changed"] = "household-changed"
    child: Ref
    household: Ref
    since: Day
    also: bool = False


class ChildMovedOut(Happened):
    """A child moved to another area. Every duty runs on here."""

    kind: Literal["child-moved-out"] = "child-moved-out"
    child: Ref
    to_area: Code


class TransferNotified(Happened):
    kind: Literal["transfer-notified"] = "transfer-notified"
    child: Ref
    to_area: Code


ChildFact = (
    ChildAdded
    | ChildBorn
    | ChildLeft
    | LeavingUndone
    | EighteenNears
    | ExpectedDatePassed
    | ChildChanged
    | HouseholdChanged
    | ChildMovedOut
    | TransferNotified
)
