"""What people may see of a case: without its terms, in the order they would look."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from domain.attestations.attestation import in_use
from domain.case import Case
from domain.cautions import Caution, cautions
from domain.conference_views import ConferenceView, conference_views
from domain.duty import Duty, Settled, Standing, standing
from domain.ids import CaseRef, Day, Instant, Key, Ref
from domain.lack import Lack
from domain.next_steps import missing
from domain.readings.before_birth import days_to_birth
from domain.readings.register import Entry, entry
from domain.record.children import Child, Left
from domain.record.orders import Proceedings
from domain.record.people import Hold, RoleHeld
from domain.roles import Role
from domain.shown import ShownDate, shown_dates
from domain.terms import Named
from domain.translations.shown import TranslationView, translations_view
from domain.unsent import UnsentView, unsent
from domain.working_days import local_day
from domain.worklist import Stage, missed, next_due, stage, urgency
from rulebook.schema import CatalogueId, Code, Force, Frozen, Met, added

SOON = timedelta(days=7)


class DutyView(Frozen):
    """One thing that is or was due. `age_days`: days open, where no time is set.

    `silent` says why there is no date: `not-set`, `at-once` or `calendar-ends`.
    """

    key: Key
    rule: Code
    ids: tuple[CatalogueId, ...]
    force: Force
    owner: Code
    who: Ref
    child: Ref | None
    standing: Standing
    since: Instant
    due_on: Day | None
    schedule_by: Day | None
    due_at: Instant | None
    agreed_on: Day | None
    met_at: Instant | None
    missed_at: Instant | None
    miss_withdrawn: bool
    lapsed: Code | None
    silent: Code | None
    age_days: int | None


class ChildView(Frozen):
    """One child: a name, whether born, and the plan if there is one.

    `conference_due`: the earliest local date by which a conference must decide the
    child, of all that ask for one; null when none with a date does. `moved_out_at`: the
    last move to another area, which ends nothing by itself.
    """

    ref: Ref
    name: str | None
    unborn: bool
    left: Left | None
    left_at: Instant | None
    moved_out_at: Instant | None
    plan_since: Instant | None
    plan_ended_at: Instant | None
    conference_due: Day | None
    days_to_expected_birth: int | None
    register_entry: Entry | None = added(None)


class CaseView(Frozen):
    """A case as a practitioner sees it. `zone`: whose local days its dates are.

    `missing`: what stands before each step ahead, in the order the steps are taken.
    `holds`: whose letters are held, since when and why, one for each reason.
    `gateway_keys`: the keys of the gateways whose word is taken for who asks.
    """

    case: CaseRef
    rulebook: Named
    others: tuple[Named, ...]
    calendar: str
    zone: str
    stage: Stage
    opened_at: Instant
    closed_at: Instant | None
    closed_because: Code | None
    proceedings: Proceedings | None
    children: tuple[ChildView, ...]
    conferences: tuple[ConferenceView, ...]
    roles: tuple[RoleHeld, ...]
    next_due: Day | None
    missed: int
    letters_owed: int
    letters_held: bool
    facts: int
    shown: tuple[ShownDate, ...]
    cautions: tuple[Caution, ...]
    duties: tuple[DutyView, ...]
    missing: tuple[Lack, ...] = added(())
    translations: tuple[TranslationView, ...] = added(())
    unsent: tuple[UnsentView, ...] = added(())
    holds: tuple[Hold, ...] = added(())
    gateway_keys: tuple[str, ...] = added(())


def duties_view(case: Case, now: datetime) -> tuple[DutyView, ...]:
    """Everything due, the earliest first, then what is settled."""
    opened: list[Duty | Settled] = [*sorted(case.duties.values(), key=urgency)]
    settled = sorted(case.settled.values(), key=lambda s: (s.due.since, s.key))
    return tuple(_duty(case, duty, now) for duty in (*opened, *settled))


def _duty(case: Case, duty: Duty | Settled, now: datetime) -> DutyView:
    rule = case.terms.rule(duty.rule)
    due = duty.due
    settled = duty if isinstance(duty, Settled) else None
    view = DutyView(
        key=duty.key,
        rule=duty.rule,
        ids=rule.ids if rule else (),
        force=rule.force if rule else Force.LOCAL,
        owner=rule.owner if rule else Role.SERVICE_MANAGER,
        who=duty.who,
        child=duty.child,
        standing=standing(duty),
        since=due.since,
        due_on=due.due_on,
        schedule_by=due.schedule_by,
        due_at=due.due_at,
        agreed_on=duty.agreed_on,
        met_at=settled.met_at if settled else None,
        missed_at=duty.missed_at,
        miss_withdrawn=duty.miss_withdrawn,
        lapsed=settled.lapsed if settled else None,
        silent=due.silent,
        age_days=None,
    )
    return refreshed(view, now)


def refreshed(view: DutyView, now: datetime) -> DutyView:
    """The view at another instant: what is due soon, and the age of what has no date.

    A workflow's query answers as of its last task, which may be weeks ago.
    """
    if view.standing not in (Standing.OPEN, Standing.DUE_SOON):
        return view
    if view.due_at is None:
        return view.model_copy(update={"age_days": (now - view.since).days})
    soon = view.due_at - now <= SOON
    reached = Standing.DUE_SOON if soon else Standing.OPEN
    return view.model_copy(update={"standing": reached})


def case_view(case: Case, now: datetime) -> CaseView:
    """The case as it stands at `now`."""
    letters = {
        "translations": translations_view(case),
        "unsent": unsent(case),
        "holds": case.holds,
    }
    return _without_letters(case, now).model_copy(update=letters)


def _without_letters(case: Case, now: datetime) -> CaseView:
    return CaseView(
        case=case.ref,
        rulebook=case.terms.rulebook,
        others=case.terms.others,
        calendar=f"{case.terms.calendar.id} {case.terms.calendar.version}",
        zone=case.terms.calendar.zone,
        stage=stage(case),
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        closed_because=case.closed_because,
        proceedings=case.proceedings,
        children=tuple(_child(case, c, now) for c in case.children),
        conferences=conference_views(case),
        roles=case.roles,
        next_due=next_due(case),
        missed=missed(case),
        letters_owed=len(case.outbox) + len(case.waiting),
        letters_held=bool(case.holds),
        facts=case.facts,
        shown=shown_dates(case),
        cautions=cautions(case),
        duties=duties_view(case, now),
        missing=missing(case),
        gateway_keys=in_use(case.gateway_keys),
    )


def _child(case: Case, child: Child, now: datetime) -> ChildView:
    plan = next((p for p in reversed(case.plans) if p.child == child.ref), None)
    today = local_day(now, case.terms.calendar.zone)
    return ChildView(
        ref=child.ref,
        name=child.name,
        unborn=child.unborn,
        left=child.left.why if child.left else None,
        left_at=child.left.at if child.left else None,
        moved_out_at=child.moved_out_at,
        plan_since=plan.began_at if plan else None,
        plan_ended_at=plan.ended.at if plan and plan.ended else None,
        conference_due=_conference_due(case, child.ref),
        days_to_expected_birth=days_to_birth(child, today),
        register_entry=entry(case, child.ref),
    )


def _conference_due(case: Case, child: str) -> date | None:
    """An order that expires first brings the date forward, whatever was due before."""
    asked = ((d, case.terms.rule(d.rule)) for d in case.duties.values())
    days = (
        duty.due.due_on
        for duty, rule in asked
        if duty.child == child and rule and rule.met_by is Met.CHILD_DECIDED
    )
    return min((day for day in days if day is not None), default=None)
