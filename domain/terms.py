"""The terms of one case: the rules, local settings and days it is judged by.

Resolved once, when the case starts, and carried by the case from then on, so that its
history alone proves which rules it was judged by. Terms hold codes, not words.
"""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256
from typing import Annotated

from pydantic import AfterValidator, Field

from domain.roles import Role
from domain.working_days import WorkingCalendar, freeze_calendar
from rulebook.schema import (
    Calendar,
    CatalogueId,
    Clock,
    Code,
    DutyRule,
    Flag,
    Force,
    FromHour,
    Frozen,
    Ladder,
    LocalSettings,
    LookAgain,
    MayReopen,
    Met,
    Per,
    Rulebook,
    Start,
    Step,
    Time,
    WarnBefore,
)

#: The version of `decide` and `react` that new cases are judged by.
POLICY = 1
#: Those that this program has: a case under another one it cannot judge.
POLICIES = frozenset({POLICY})

#: Entries that the program itself asks for, by their keys.
INITIAL_CONFERENCE = "initial-conference"
DELAY_AUTHORITY = "delay-authority"
#: The value of `DELAY_AUTHORITY` where the source lets nobody agree to a delay.
NOBODY = "nobody"

#: To whom a step of a ladder goes: a role, or whoever owes the duty.
HEARERS = frozenset({"owner", *Role})


class Named(Frozen):
    """Which published thing was used: its id, version and fingerprint."""

    id: Code
    version: Code
    digest: str


def _owned_by_a_role(owner: str) -> str:
    if owner not in set(Role):
        raise ValueError("name one of the roles: nobody would hear of this duty")
    return owner


def _heard(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    if not HEARERS.issuperset(step.to for step in steps):
        raise ValueError("name one of the roles, or owner: nobody would hear a step")
    return steps


HeardLadder = Annotated[Ladder, AfterValidator(_heard)]


class TermsRule(Frozen):
    """The working part of a rule: what the clock needs, without its words."""

    key: Code
    ids: tuple[CatalogueId, ...]
    starts: Start
    met_by: Met
    per: Per
    owner: Annotated[Code, AfterValidator(_owned_by_a_role)]
    allowance: Time | None
    force: Force
    soft: Flag
    delayable: Flag
    shown_only: Flag = False
    book: Code


class Terms(Frozen):
    """What one case is judged by. `provisions` maps a provision's key to its value.

    `digest` is the SHA-256 of every other field: terms that were edited after they
    were frozen are found out by it.
    """

    rulebook: Named
    others: tuple[Named, ...]
    clock: Clock
    rules: Annotated[tuple[TermsRule, ...], Field(min_length=1)]
    provisions: dict[Code, Code]
    calendar: WorkingCalendar
    ladder: HeardLadder
    ladders: dict[Code, HeardLadder]
    look_again: LookAgain
    warn_before_eighteen: WarnBefore
    may_reopen_months: MayReopen
    messages_from: FromHour
    policy: int = POLICY
    digest: str = ""

    def rule(self, key: str) -> TermsRule | None:
        return self.by_key.get(key)

    @cached_property
    def by_key(self) -> dict[str, TermsRule]:
        """Enforced rules by key; one that is only shown has an enforced namesake."""
        return {rule.key: rule for rule in self.rules if not rule.shown_only}

    @cached_property
    def by_start(self) -> dict[Start, tuple[TermsRule, ...]]:
        """Enforced rules by what starts them, in their own order."""
        found: dict[Start, tuple[TermsRule, ...]] = {}
        for rule in self.by_key.values():
            found[rule.starts] = (*found.get(rule.starts, ()), rule)
        return found

    def provision(self, key: str) -> str | None:
        return self.provisions.get(key)


#: By digest, the terms that this process holds: few, and the same for many cases.
_HELD: dict[str, Terms] = {}


def one_copy(terms: Terms) -> Terms:
    """The copy of these terms that the process holds already, else these themselves.

    A case carries its terms; a worker with a thousand cases need not hold them a
    thousand times.
    """
    held = _HELD.setdefault(terms.digest, terms)
    return held if held == terms else terms


def digest_of(value: Frozen) -> str:
    """A fingerprint of the value's content, stable across machines."""
    return sha256(value.model_dump_json().encode()).hexdigest()


def sealed(terms: Terms) -> Terms:
    """The same terms under the digest of what they now say."""
    said = terms.model_dump_json(exclude={"digest"})
    digest = sha256(said.encode()).hexdigest()
    return terms.model_copy(update={"digest": digest})


def freeze(
    base: Rulebook,
    overlays: tuple[Rulebook, ...],
    local: LocalSettings,
    calendar: Calendar,
) -> Terms:
    """Compose a base, its overlays and the council's settings into a case's terms.

    Where the base speaks, the base wins; where it is silent an overlay's entry applies
    (domain decision C2). An overlay's earlier clock is kept as shown, not enforced.
    """
    rules = {rule.key: _working_part(rule, base.id) for rule in base.duties}
    shown: list[TermsRule] = []
    for book in overlays:
        for rule in book.duties:
            part = _working_part(rule, book.id)
            if rule.key not in rules:
                rules[rule.key] = part
            elif rule.allowance is not None:
                shown.append(part.model_copy(update={"shown_only": True}))
    clocks = (book.clock for book in (base, *overlays) if book.clock is not Clock.NONE)
    terms = Terms(
        rulebook=_named(base),
        others=(*map(_named, overlays), _named(local)),
        clock=next(clocks, Clock.NONE),
        rules=(*_with_local_times(rules, local).values(), *shown),
        provisions=_provisions((*reversed(overlays), base), local),
        calendar=freeze_calendar(calendar),
        ladder=local.ladder,
        ladders=local.ladders,
        look_again=local.look_again,
        warn_before_eighteen=local.warn_before_eighteen,
        may_reopen_months=local.may_reopen_months,
        messages_from=local.messages_from,
    )
    return sealed(terms)


def _named(book: Rulebook | LocalSettings) -> Named:
    return Named(id=book.id, version=book.version, digest=digest_of(book))


def _working_part(rule: DutyRule, book: str) -> TermsRule:
    return TermsRule(book=book, **rule.model_dump(exclude={"citation", "says"}))


def _with_local_times(
    rules: dict[str, TermsRule], local: LocalSettings
) -> dict[str, TermsRule]:
    """A council may fill a time the source leaves open; it never replaces one."""
    filled = dict(rules)
    for added in local.duties:
        filled.setdefault(added.key, _working_part(added, local.id))
    for time in local.times:
        rule = filled.get(time.rule)
        if rule is not None and rule.allowance is None:
            change = {"allowance": time.allowance, "force": Force.LOCAL}
            filled[time.rule] = rule.model_copy(update=change)
    return filled


def _provisions(books: tuple[Rulebook, ...], local: LocalSettings) -> dict[str, str]:
    settled = {p.key: p.value for book in books for p in book.provisions}
    if local.delay_authority and settled.get(DELAY_AUTHORITY, NOBODY) == NOBODY:
        settled[DELAY_AUTHORITY] = local.delay_authority
    return settled
