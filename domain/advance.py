"""The case after it has learned facts: changed, owed for, and numbered to be kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.case import Case
from domain.effects import Effect, Item
from domain.evolve import evolve
from domain.evolve.changes import to
from domain.facts import Fact
from domain.facts.keeping import CaseOpened
from domain.making import ours
from domain.react import react
from domain.react.reaction import owe, release
from domain.react.safety import waits_for_release
from domain.recording import Row

ROW = ours(Row)


def advance(case: Case, facts: Iterable[Fact], now: datetime) -> Case:
    """Fold the facts in, ask the world for what they need, number them for the ledger.

    `now` is when we learn them; each fact keeps the instant at which it happened.
    """
    rows = list(case.unrecorded)
    number = case.facts
    for fact in facts:
        case = evolve(case, fact)
        case = owe(case, react(case, fact, now), now)
        number += 1
        rows.append(_row(case, number, fact, now))
    case = to(case, unrecorded=tuple(rows), facts=number)
    return release(case, now, _still_true)


def _row(case: Case, number: int, fact: Fact, now: datetime) -> Row:
    """Terms that a fact only names go with it, so that no row is kept without them."""
    names_terms = isinstance(fact, CaseOpened) and fact.terms
    return ROW(
        no=number,
        kind=fact.kind,
        at=fact.at,
        recorded_at=now,
        body=fact.model_dump_json(),
        terms=case.terms if names_terms else None,
    )


def _still_true(case: Case, item: Item) -> bool:
    """What a morning's message says must be true that morning."""
    if item.rung is not None:
        return item.about in case.duties
    child = case.child(item.about)
    return child is None or child.left is None


def recorded(case: Case, last: int) -> Case:
    """The ledger holds everything up to `last`: not a fact, only a cursor."""
    kept = tuple(row for row in case.unrecorded if row.no > last)
    return to(case, unrecorded=kept)


def sendable(case: Case) -> tuple[Effect, ...]:
    """What may go now: nothing to somebody whose letters are held.

    While a whole case is held no letter goes and nothing is given out to translate.
    Staff go on hearing what is due: a hold must not silence a clock.
    """
    return tuple(e for e in case.outbox.values() if not waits_for_release(case, e))


def struck_off(case: Case, key: str) -> Case:
    """The case without an effect that was done."""
    return to(case, outbox={k: e for k, e in case.outbox.items() if k != key})
