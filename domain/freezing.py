"""How a case's terms are made: rules, overlays, local settings and days, composed."""

from __future__ import annotations

from collections.abc import Iterator

from domain.asking.matrix import Matrix, who_may_ask
from domain.asking.remedies import who_can
from domain.terms import (
    DELAY_AUTHORITY,
    NOBODY,
    Gate,
    Listing,
    Named,
    Terms,
    TermsRule,
    digest_of,
    sealed,
)
from domain.working_days import freeze_calendar
from rulebook.schema import (
    Calendar,
    Clock,
    DutyRule,
    Force,
    Listed,
    LocalSettings,
    Rulebook,
)


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
    books = (base, *overlays)
    settled = _provisions((*reversed(overlays), base), local)
    matrix = who_may_ask(books, settled)
    rules, shown = _rules(base, overlays)
    clocks = (book.clock for book in books if book.clock is not Clock.NONE)
    terms = Terms(
        rulebook=_named(base),
        others=(*map(_named, overlays), _named(local)),
        clock=next(clocks, Clock.NONE),
        rules=(*_with_local_times(rules, local).values(), *shown),
        provisions=settled,
        calendar=freeze_calendar(calendar),
        ladder=local.ladder,
        ladders=local.ladders,
        look_again=local.look_again,
        warn_before_eighteen=local.warn_before_eighteen,
        may_reopen_months=local.may_reopen_months,
        messages_from=local.messages_from,
        gates=tuple(_who_can(_gates(books), matrix)),
        items=tuple(_items(books)),
        letters=local.letters,
        **matrix,
    )
    return sealed(terms)


def _rules(
    base: Rulebook, overlays: tuple[Rulebook, ...]
) -> tuple[dict[str, TermsRule], tuple[TermsRule, ...]]:
    """What is enforced, by key; and an overlay's dates that are only shown."""
    rules = {rule.key: _working_part(rule, base.id) for rule in base.duties}
    shown: list[TermsRule] = []
    for book in overlays:
        for rule in book.duties:
            part = _working_part(rule, book.id)
            if rule.key not in rules:
                rules[rule.key] = part
            elif rule.allowance is not None:
                shown.append(part.model_copy(update={"shown_only": True}))
    return rules, tuple(shown)


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


def _gates(books: tuple[Rulebook, ...]) -> Iterator[Gate]:
    """The gates of every book. One that several have under a key is the base's, and
    says for whom else it stands."""
    named: dict[str, Gate] = {}
    for book in books:
        for rule in book.gates:
            gate = Gate(book=book.id, **rule.model_dump(exclude={"citation", "says"}))
            first = named.setdefault(gate.key, gate)
            if first is not gate:
                ids = tuple(dict.fromkeys((*first.ids, *gate.ids)))
                named[gate.key] = first.model_copy(update={"ids": ids})
    yield from named.values()


def _who_can(gates: Iterator[Gate], matrix: Matrix) -> Iterator[Gate]:
    """Whom a gate names can do it: once the books say who may ask for what."""
    for gate in gates:
        who = who_can(gate, matrix["may_ask"])
        yield gate if who == gate.who else gate.model_copy(update={"who": who})


def _items(books: tuple[Rulebook, ...]) -> Iterator[Listing]:
    named: dict[tuple[Listed, str], Listing] = {}
    for book in books:
        for item in book.items:
            line = Listing(
                book=book.id, **item.model_dump(exclude={"citation", "says"})
            )
            named.setdefault((line.on, line.key), line)
    yield from named.values()
