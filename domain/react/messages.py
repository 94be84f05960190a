"""Staff messages: one digest a morning for each role, and a short list at once."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.duties.dates import AT_ONCE
from domain.duty import Duty
from domain.effects import Effect, EffectKind, Item
from domain.facts.children import EighteenNears
from domain.facts.delays import DelayApproved, DelayRefused, DelayRequested
from domain.facts.duties import RungFell
from domain.facts.letters import LetterFailed, LettersHeld
from domain.facts.orders import CourtDateQuestioned
from domain.react.reaction import GIVE_UP_AFTER, NOTHING, Reaction
from domain.roles import Role
from domain.terms import DELAY_AUTHORITY, TermsRule
from domain.working_days import local_day
from rulebook.schema import Rung, Start, Step


def tell_of_rung(case: Case, fact: RungFell, now: datetime) -> Reaction:
    """To the role of the rung: in the next digest, or at once (practice.md 3)."""
    duty = case.duties.get(fact.key)
    rule = case.terms.rule(duty.rule) if duty else None
    if duty is None or rule is None:
        return NOTHING
    role = _role(case, rule, fact)
    item = Item(about=fact.key, rung=fact.rung)
    if not _at_once(case, duty, rule, fact, now):
        return Reaction(tells=((role, item),))
    # The day tells apart two dates of a duty that was moved: each rings anew.
    rang = f"{fact.rung}-{fact.ring}-{local_day(fact.at, case.terms.calendar.zone)}"
    key = f"{case.ref}/escalation/{fact.key}/{rang}/{role}"
    return Reaction(asks=(_staff(EffectKind.ESCALATION, key, role, (item,), now),))


def _role(case: Case, rule: TermsRule, fact: RungFell) -> str:
    steps: tuple[Step, ...] = case.terms.ladders.get(rule.key, case.terms.ladder)
    step = next(step for step in steps if step.rung is fact.rung)
    return rule.owner if step.to == "owner" else step.to


def _at_once(
    case: Case, duty: Duty, rule: TermsRule, fact: RungFell, now: datetime
) -> bool:
    """Missed today, an order about to expire, or due at once."""
    zone = case.terms.calendar.zone
    if local_day(fact.at, zone) != local_day(now, zone):
        return False
    if rule.starts is Start.EMERGENCY_ORDER or duty.due.silent == AT_ONCE:
        return True
    return fact.rung is Rung.MISSED and duty.due.due_at is not None


def _staff(
    kind: EffectKind, key: str, role: str, items: tuple[Item, ...], now: datetime
) -> Effect:
    return Effect(
        key=key,
        kind=kind,
        to=role,
        role=True,
        about=items[0].about,
        asked_at=now,
        give_up_at=now + GIVE_UP_AFTER,
        items=items,
    )


def task(case: Case, role: str, code: str, about: str, now: datetime) -> Effect:
    """Something a person must do, told at once to whoever holds the role.

    A key is sent once, so each time that it must be done has a key of its own. An older
    case keeps the keys that it had.
    """
    number = "" if case.terms.letters is None else f"-{case.facts}"
    key = f"{case.ref}/task/{code}/{about}{number}/{role}"
    item = Item(about=about, code=code)
    return _staff(EffectKind.TASK, key, role, (item,), now)


def tell_of_failure(case: Case, fact: LetterFailed, now: datetime) -> Reaction:
    """A failed delivery becomes a person's task; a failed task goes to the inbox.

    When even the team inbox refuses, the fact and the open duty remain: the service
    manager's ladder carries it, and nothing is sent in a circle.
    """
    if "/task/letter-failed/" in fact.key:
        return NOTHING
    about = f"letter-{len(case.failed)}"
    return Reaction(
        asks=(task(case, Role.BUSINESS_SUPPORT, "letter-failed", about, now),)
    )


def tell_of_hold(case: Case, fact: LettersHeld, now: datetime) -> Reaction:
    about = f"hold-{len(case.holds)}-{case.facts}"
    return Reaction(asks=(task(case, Role.COORDINATOR, "letters-held", about, now),))


def tell_of_eighteen(case: Case, fact: EighteenNears, now: datetime) -> Reaction:
    role = Role.KEY_WORKER if case.plan_of(fact.child) else Role.SOCIAL_WORKER
    item = Item(about=fact.child, code="eighteen-nears")
    return Reaction(tells=((role, item),))


def tell_of_order(case: Case, fact: CourtDateQuestioned, now: datetime) -> Reaction:
    item = Item(about=fact.order, code=fact.why)
    return Reaction(tells=((Role.SOCIAL_WORKER, item),))


def tell_of_request(case: Case, fact: DelayRequested, now: datetime) -> Reaction:
    role = case.terms.provision(DELAY_AUTHORITY) or Role.FIRST_LINE_MANAGER
    return Reaction(asks=(task(case, role, "delay-asked-for", fact.delay, now),))


def tell_of_delay_answer(
    case: Case, fact: DelayApproved | DelayRefused, now: datetime
) -> Reaction:
    code = "delay-agreed" if isinstance(fact, DelayApproved) else "delay-refused"
    item = Item(about=fact.delay, code=code)
    return Reaction(tells=((Role.SOCIAL_WORKER, item),))
