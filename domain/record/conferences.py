"""Conferences, the reports for them and what they decided about each child."""

from __future__ import annotations

from enum import StrEnum

from domain.ids import Day, Instant, Ref, Short, Text
from domain.record.afterwards import RecordGiven, Told
from domain.record.invitations import InvitationList
from domain.record.judgements import Agreed, Judgement
from domain.record.participation import Attending, Interpreting, Preparation, Views
from domain.record.the_day import Section, Sufficiency, TheDay
from rulebook.schema import Code, Flag, Frozen, added


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
    NOT_CONSIDERED = "not-considered"
    NOT_DECIDED = "not-decided"


#: Outcomes after which the child is subject of a plan.
WITH_PLAN = frozenset({Decided.PLAN, Decided.CONTINUE})


class Action(Frozen):
    """One action of an outline plan: what, by whom, by when in words or on which day.

    `method`: how it is taken forward; `intended`: the outcome for the child (WA-14).
    """

    what: Text
    who: Ref
    by: Short | None = None
    on: Day | None = added(None)
    method: Text | None = added(None)
    intended: Text | None = added(None)


class Outcome(Frozen):
    """What a conference decided about one child, and the outline plan if there is one.

    `ends_with` is the exit's code when there is no plan, `action_taken` what was done
    that made one unnecessary, where that is what it `ends_because` of. `protection`
    goes with `not-decided`: what keeps the child safe until a further sitting decides.
    `because`: why a child was not considered, or why the plan and the finding of risk
    differ; `no_action_because`, `category_because`, `parents_not_because`,
    `supports_not_because`, `key_worker_because`: why there is no action, why sexual
    abuse is not the category, why parents are not in the core group, why support was
    talked over with none of them, why the key worker is of another team. `supports`:
    with whom of the family further support was talked over; `wellbeing`: what supports
    the child and the parents who did no harm (CS-50).
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
    judgement: Judgement | None = added(None)
    interventions: tuple[Text, ...] = added(())
    agreed: tuple[Agreed, ...] = added(())
    triggers: tuple[Code, ...] = added(())
    supports: tuple[Ref, ...] = added(())
    because: Text | None = added(None)
    action_taken: Text | None = added(None)
    no_action_because: Text | None = added(None)
    category_because: Text | None = added(None)
    parents_not_because: Text | None = added(None)
    supports_not_because: Text | None = added(None)
    key_worker_because: Text | None = added(None)
    ends_because: Code | None = added(None)
    wellbeing: Text | None = added(None)

    @property
    def settles(self) -> bool:
        """True when the conference that was due has decided this child."""
        return self.decided not in (Decided.NOT_DECIDED, Decided.NOT_CONSIDERED)


class Shared(Frozen):
    person: Ref
    at: Instant


class Report(Frozen):
    """One agency's report for one conference, step by step.

    A report changed after it was shared must be shared again: steps up to
    `changed_at` no longer count. `withheld`: with whom, by a named person's decision,
    it is not shared; a change of the report does not undo that decision. `sections`:
    the headings it has written under; `recommends`: whether it says what the conference
    should decide; `nothing_because`: why an agency has nothing to report.
    `corrections`: how many errors the family pointed out; `read_back`: with which
    children it was confirmed that it tells their circumstances as they are.
    `shown_before`: with whom an earlier text of it was shared. `missing_because`: why
    it had not come when the conference was to be closed. `asked_at`: from when it is
    awaited, where that was not from the booking.
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
    sections: tuple[Code, ...] = added(())
    recommends: Flag | None = added(None)
    nothing_because: Code | None = added(None)
    corrections: int = added(0)
    read_back: tuple[Ref, ...] = added(())
    shown_before: tuple[Shared, ...] = added(())
    missing_because: Code | None = added(None)
    asked_at: Instant | None = added(None)


class Off(Frozen):
    """Why a conference did not take place on its day, and when it was on again."""

    why: Code
    at: Instant
    rebooked_at: Instant | None = None


class Adjourned(Frozen):
    child: Ref
    at: Instant


class CopyDue(Frozen):
    """One recipient's copy of one child's plan, and `how` it was settled (HowSettled).

    `delivered_at`: when what was sent reached them, so far as anybody knows.
    """

    child: Ref
    person: Ref
    settled_at: Instant | None = None
    how: Code | None = None
    delivered_at: Instant | None = added(None)


class Conference(Frozen):
    """A conference about some children. `revision` counts its changes of date.

    `undone`: the children whose outcome was taken back, as often as it was.
    `notified`: since a list is kept, who was sent an invitation to any of its dates;
    of any, who got one that had been withdrawn.
    `struck_off`: who was taken off it, each time that they were.
    `joined_with`: the review with which a further child's conference is combined.
    `sections`: the headings of its record that are written; `closed_at`: when all of
    it was complete.
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
    invitation: InvitationList | None = added(None)
    notified: tuple[Ref, ...] = added(())
    struck_off: tuple[Ref, ...] = added(())
    joined_with: Ref | None = added(None)
    not_joined_because: Code | None = added(None)
    attending: tuple[Attending, ...] = added(())
    preparations: tuple[Preparation, ...] = added(())
    views: tuple[Views, ...] = added(())
    interpreting: tuple[Interpreting, ...] = added(())
    sufficiency: Sufficiency | None = added(None)
    day: TheDay | None = added(None)
    sections: tuple[Section, ...] = added(())
    told: tuple[Told, ...] = added(())
    records: tuple[RecordGiven, ...] = added(())
    closed_at: Instant | None = added(None)

    def outcome(self, child: str) -> Outcome | None:
        return next((o for o in self.outcomes if o.child == child), None)

    def report(self, agency: str) -> Report | None:
        return next((r for r in self.reports if r.agency == agency), None)

    @property
    def takes_place_at(self) -> Instant:
        """When it was held; while it is still to come, for when it is booked."""
        return self.held_at or self.starts_at

    @property
    def the_day(self) -> TheDay:
        """What is recorded of its day; an empty one where nothing is."""
        return self.day or TheDay()

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

    @property
    def informed(self) -> tuple[Ref, ...]:
        """Of those invited, who has been told of it: of this date or of another."""
        if self.invitation is not None:
            return tuple(person for person in self.invited if person in self.notified)
        if self.revision > 1:
            return self.invited
        waiting = set(self.invitations_left) - set(self.notified)
        return tuple(person for person in self.invited if person not in waiting)
