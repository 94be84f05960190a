"""What a plan begins: core groups and reviews, each counted from the one held last."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.duties.start import Beginning, Finder, Over, still_due
from domain.record.plans import Meeting, Plan
from rulebook.schema import Start


def _over(plan: Plan) -> Over | None:
    return None if plan.ended is None else Over(plan.ended.why, plan.ended.at)


def begun(case: Case, thorough: bool) -> Iterator[Beginning]:
    """Each plan, unless what it begins has long been done."""
    due = still_due(case)
    for plan in case.plans:
        under_way = bool(plan.core_groups and plan.reviews)
        if thorough or not under_way or plan.ref in due:
            yield Beginning(
                ref=plan.ref,
                of=plan.ref,
                anchor=plan.began_at,
                children=(plan.child,),
                over=_over(plan),
            )


def _chain(
    plan: Plan, held: tuple[Meeting, ...], due: set[str], thorough: bool
) -> Iterator[Beginning]:
    """Each meeting begins the next. Links that have long been met are passed over."""
    last = len(held) - 1
    for number in range(0 if thorough else max(0, last - 1), last + 1):
        ref = f"{plan.ref}-{number + 2}"
        if thorough or number == last or ref in due:
            yield Beginning(
                ref=ref,
                of=plan.ref,
                number=number + 1,
                anchor=held[number].held_at,
                children=(plan.child,),
                over=_over(plan),
            )


def core_groups(case: Case, thorough: bool) -> Iterator[Beginning]:
    due = still_due(case)
    for plan in case.plans:
        yield from _chain(plan, plan.core_groups, due, thorough)


def reviews(case: Case, thorough: bool) -> Iterator[Beginning]:
    due = still_due(case)
    for plan in case.plans:
        yield from _chain(plan, plan.reviews, due, thorough)


def sibling_concerns(case: Case, thorough: bool) -> Iterator[Beginning]:
    for number, concern in enumerate(case.concerns, start=1):
        spared = {
            n.child: Over("not-required", n.at)
            for enquiry in case.enquiries
            for n in enquiry.not_required
            if n.at >= concern.at
        }
        yield Beginning(
            ref=f"{concern.child}-concern-{number}",
            anchor=concern.at,
            children=(concern.child,),
            spared=spared,
        )


PLANS: dict[Start, Finder] = {
    Start.PLAN_BEGAN: begun,
    Start.CORE_GROUP: core_groups,
    Start.REVIEW: reviews,
    Start.SIBLING_CONCERN: sibling_concerns,
}
