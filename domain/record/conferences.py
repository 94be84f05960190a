"""Conferences, the reports for them and what they decided about each child."""

from __future__ import annotations

from enum import StrEnum

from domain.ids import Instant, Ref, Short, Text
from rulebook.schema import Code, Frozen


class Kind(StrEnum):
    INITIAL = "initial"
    REVIEW = "review"


class Decided(StrEnum):
    """What a conference decided about one child."""

    PLAN = "plan"
    NO_PLAN = "no-plan"
    CONSIDERED = "considered-no-plan"
    CONTINUE = "continue"
    END = "end"
    NOT_DECIDED = "not-decided"


#: Outcomes after which the child is subject of a plan.
WITH_PLAN = frozenset({Decided.PLAN, Decided.CONTINUE})


class Action(Frozen):
    """One action of an outline plan: what, by whom, by when in words."""

    what: Text
    who: Ref
    by: Short | None = None


class Outcome(Frozen):
    """What a conference decided about one child, and the outline plan if there is one.

    `ends_with` is the exit's code when there is no plan. `protection` goes with
    `not-decided`: what keeps the child safe until a further sitting decides.
    """

    child: Ref
    decided: Decided
    categories: tuple[Code, ...] = ()
    outcomes: tuple[Text, ...] = ()
    actions: tuple[Action, ...] = ()
    contingency: Text | None = None
    key_worker: Ref | None = None
    core_group: tuple[Ref, ...] = ()
    ends_with: Code | None = None
    protection: Text | None = None

    @property
    def settles(self) -> bool:
        """True when the conference that was due has decided this child."""
        return self.decided is not Decided.NOT_DECIDED


class Shared(Frozen):
    person: Ref
    at: Instant


class Report(Frozen):
    """One agency's report for one conference, step by step.

    A report changed after it was shared must be shared again: steps up to
    `changed_at` no longer count. `withheld`: with whom, by a named person's decision,
    it is not shared; a change of the report does not undo that decision.
    """

    agency: Ref
    author: Ref | None = None
    completed_at: Instant | None = None
    countersigned_by: Ref | None = None
    countersigned_at: Instant | None = None
    shared: tuple[Shared, ...] = ()
    withheld: tuple[Shared, ...] = ()
    with_chair_at: Instant | None = None
    changed_at: Instant | None = None


class Off(Frozen):
    """Why a conference did not take place on its day, and when it was on again."""

    why: Code
    at: Instant
    rebooked_at: Instant | None = None


class Adjourned(Frozen):
    child: Ref
    at: Instant


class CopyDue(Frozen):
    """One recipient's copy of one child's plan: sent, given by hand, or withheld."""

    child: Ref
    person: Ref
    settled_at: Instant | None = None
    how: Code | None = None


class Conference(Frozen):
    """A conference about some children. `revision` counts its changes of date.

    `undone`: the children whose outcome was taken back, as often as it was.
    """

    ref: Ref
    kind: Kind
    children: tuple[Ref, ...]
    starts_at: Instant
    place: Short | None = None
    invited: tuple[Ref, ...] = ()
    booked_at: Instant
    moved_at: Instant | None = None
    revision: int = 1
    held_at: Instant | None = None
    offs: tuple[Off, ...] = ()
    adjourned: tuple[Adjourned, ...] = ()
    present: tuple[Ref, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    reports: tuple[Report, ...] = ()
    invitations_left: tuple[Ref, ...] = ()
    invitations_sent_at: Instant | None = None
    copies: tuple[CopyDue, ...] = ()
    undone: tuple[Ref, ...] = ()

    def outcome(self, child: str) -> Outcome | None:
        return next((o for o in self.outcomes if o.child == child), None)

    def report(self, agency: str) -> Report | None:
        return next((r for r in self.reports if r.agency == agency), None)

    @property
    def off(self) -> Off | None:
        """Why it is off now; None when it is on."""
        last = self.offs[-1] if self.offs else None
        return last if last is not None and last.rebooked_at is None else None

    @property
    def awaited(self) -> bool:
        """Booked, and neither held nor called off."""
        return self.held_at is None and self.off is None

    @property
    def since(self) -> Instant:
        return self.moved_at or self.booked_at
