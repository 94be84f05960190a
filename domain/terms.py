"""The terms of one case: the rules, local settings and days it is judged by.

Resolved once, when the case starts, and carried by the case from then on, so that its
history alone proves which rules it was judged by. Terms hold codes, not words.
"""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256

from domain.working_days import WorkingCalendar, freeze_calendar
from rulebook.schema import (
    Allowance,
    Calendar,
    CatalogueId,
    Clock,
    Code,
    DutyRule,
    Force,
    Frozen,
    LocalSettings,
    Met,
    Per,
    Rulebook,
    Start,
    Step,
)

#: The version of `decide` and `react` that new cases are judged by.
POLICY = 1


class Named(Frozen):
    """Which published thing was used: its id, version and fingerprint."""

    id: Code
    version: Code
    digest: str


class TermsRule(Frozen):
    """The working part of a rule: what the clock needs, without its words."""

    key: Code
    ids: tuple[CatalogueId, ...]
    starts: Start
    met_by: Met
    per: Per
    owner: Code
    allowance: Allowance | None
    force: Force
    soft: bool
    delayable: bool
    shown_only: bool = False
    book: Code


class Terms(Frozen):
    """What one case is judged by. `provisions` maps a provision's key to its value."""

    rulebook: Named
    others: tuple[Named, ...]
    clock: Clock
    rules: tuple[TermsRule, ...]
    provisions: dict[Code, Code]
    calendar: WorkingCalendar
    ladder: tuple[Step, ...]
    ladders: dict[Code, tuple[Step, ...]]
    look_again: int
    warn_before_eighteen: int
    may_reopen_months: int
    messages_from: int
    policy: int = POLICY

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


def digest_of(value: Frozen) -> str:
    """A fingerprint of the value's content, stable across machines."""
    return sha256(value.model_dump_json().encode()).hexdigest()


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
    return Terms(
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
    if local.delay_authority and settled.get("delay-authority", "nobody") == "nobody":
        settled["delay-authority"] = local.delay_authority
    return settled
