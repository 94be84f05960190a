"""What people may see of the conferences of a case."""

from __future__ import annotations

from domain.case import Case
from domain.gates.quorum import counts
from domain.ids import Instant, Ref
from domain.readings.before_birth import days_before_births
from domain.record.conferences import Kind
from rulebook.schema import Code, Frozen, added


class ConferenceView(Frozen):
    """`agencies`: for each child considered, those present that know the child."""

    ref: Ref
    kind: Kind
    children: tuple[Ref, ...]
    starts_at: Instant
    held_at: Instant | None
    off: Code | None
    outcomes: dict[Ref, Code]
    closed_at: Instant | None = added(None)
    agencies: dict[Ref, tuple[Ref, ...]] = added({})
    days_to_birth: dict[Ref, int] = added({})


def conference_views(case: Case) -> tuple[ConferenceView, ...]:
    """Every conference, in the order they were booked."""
    return tuple(
        ConferenceView(
            ref=c.ref,
            kind=c.kind,
            children=c.children,
            starts_at=c.starts_at,
            held_at=c.held_at,
            off=c.off.why if c.off else None,
            outcomes={o.child: o.decided for o in c.outcomes},
            closed_at=c.closed_at,
            agencies=counts(case, c),
            days_to_birth=days_before_births(case, c),
        )
        for c in case.conferences
    )
