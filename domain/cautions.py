"""What nobody is refused but somebody should look at: dates at odds, a child left out.

A caution moves no date and stops nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.duty import Duty
from domain.ids import Day, Ref
from domain.record.children import Child
from domain.record.conferences import Conference, Decided, Kind, Outcome
from domain.working_days import local_day
from rulebook.schema import CatalogueId, Code, Frozen, Met

EXPLAIN, SHARE = "explain-process", "share-report"
#: How a further child's conference and the review of the plan are combined.
JOINING: tuple[CatalogueId, ...] = ("SX-20",)
JOINED_APART, JOINED_LATE = "joined-but-on-another-day", "joined-later-than-due"
EXPLAINED_LATE, NOT_CONSIDERED = "explained-after-the-report", "child-not-considered"


class Caution(Frozen):
    """Something to look at. `about`: the conference or the child."""

    code: Code
    about: Ref
    ids: tuple[CatalogueId, ...] = ()


def cautions(case: Case) -> tuple[Caution, ...]:
    """All that should be looked at in the case as it stands."""
    return (*_explained_late(case), *_not_considered(case), *_joined(case))


def _explained_late(case: Case) -> Iterator[Caution]:
    """Explained in time, yet after the report was due to be shared (decision C20).

    Nothing says which of the two dates gives way, so both stand.
    """
    explain, share = case.terms.rule(EXPLAIN), case.terms.rule(SHARE)
    if explain is None or share is None:
        return
    last_days = _last_days(case)
    for conference in case.conferences:
        due = (d for d in case.duties.values() if _is(d, SHARE, conference.ref))
        if conference.awaited and any(
            day is not None and last_days.get(who, day) > day
            for who, day in ((d.who, d.due.due_on) for d in due)
        ):
            ids = (*explain.ids, *share.ids)
            yield Caution(code=EXPLAINED_LATE, about=conference.ref, ids=ids)


def _last_days(case: Case) -> dict[str, Day]:
    """By when the process is to be explained to each person who still waits for it."""
    return {
        duty.who: duty.due.due_on
        for duty in case.duties.values()
        if duty.rule == EXPLAIN and duty.due.due_on is not None
    }


def _is(duty: Duty, rule: str, ref: str) -> bool:
    return duty.rule == rule and duty.ref == ref


def _not_considered(case: Case) -> Iterator[Caution]:
    """Where a conference considers the whole household: whom none has (decision C12).

    Several conferences may share the children out between them.
    """
    if case.terms.provision("children-considered") != "all":
        return
    if any(c.kind is Kind.INITIAL and c.off is None for c in case.conferences):
        for child in case.present():
            if not _considered(case, child):
                yield Caution(code=NOT_CONSIDERED, about=child.ref)


def _considered(case: Case, child: Child) -> bool:
    return any(
        (c.awaited and child.ref in c.children) or _thought_of(c.outcome(child.ref))
        for c in case.conferences
    )


def _thought_of(outcome: Outcome | None) -> bool:
    return outcome is not None and outcome.decided is not Decided.NOT_CONSIDERED


def _joined(case: Case) -> Iterator[Caution]:
    """A conference that is joined with a review, on another day or later than due.

    One date serves both, so it keeps the earlier of the two (SX-20).
    """
    for conference in case.conferences:
        review = case.conference(conference.joined_with or "")
        if review is None or not conference.awaited:
            continue
        zone = case.terms.calendar.zone
        day = local_day(conference.starts_at, zone)
        if review.awaited and local_day(review.starts_at, zone) != day:
            yield Caution(code=JOINED_APART, about=conference.ref, ids=JOINING)
        if any(due < day for due in _decided_by(case, conference, review)):
            yield Caution(code=JOINED_LATE, about=conference.ref, ids=JOINING)


def _decided_by(case: Case, own: Conference, review: Conference) -> Iterator[Day]:
    """By when the further child is to be decided, and the plan to be reviewed."""
    wanted = {Met.CHILD_DECIDED: own.children, Met.REVIEW: review.children}
    for duty in case.duties.values():
        rule, due = case.terms.rule(duty.rule), duty.due.due_on
        if rule is None or due is None:
            continue
        if duty.child in wanted.get(rule.met_by, ()):
            yield due
