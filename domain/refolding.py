"""A case from its facts: the record alone says what the engine knew.

Everything in a case is a fold of its facts but what still waits to be sent or to be
recorded, which is the engine's own: `NOT_IN_THE_RECORD`. Nothing here reads a store.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter, ValidationError

from domain.case import Case
from domain.decide.keeping import calendar_of
from domain.evolve import evolve
from domain.evolve.changes import to
from domain.facts import AnyFact, Fact
from domain.facts.keeping import CaseOpened
from domain.opening import blank
from domain.recording import Row
from domain.terms import Terms

#: How a fact is read back from the record.
FACT: Final[TypeAdapter[Fact]] = TypeAdapter(AnyFact)

#: Fields of a case that its facts do not settle: letters and messages on their way,
#: and facts that the ledger has not acknowledged.
NOT_IN_THE_RECORD: Final = frozenset({"outbox", "waiting", "unrecorded"})
#: Fields of a case's view that are worked out from those, and so cannot be told.
NOT_KNOWN_FROM_FACTS: Final = frozenset({"letters_owed", "unsent"})


class CannotRefold(Exception):
    """The rows are not a whole case: why, in a code, and at which fact.

    `nothing-recorded`, `gap`, `not-opened`, `unreadable` (a newer program may have
    written it), `other-terms`: those given are not the ones that the case names. Of
    terms that are looked for: `terms-not-named`, `terms-not-kept`, `terms-altered`.
    """

    def __init__(self, code: str, no: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.no = no


def opened_by(rows: Sequence[Row]) -> CaseOpened:
    """The first fact of a case, which says what it is judged by. Raises CannotRefold.

    Of the whole of a case's rows or of their beginning.
    """
    if not rows:
        raise CannotRefold("nothing-recorded")
    if rows[0].no != 1:
        raise CannotRefold("gap", 1)
    first = fact_of(rows[0])
    if not isinstance(first, CaseOpened):
        raise CannotRefold("not-opened", 1)
    return first


def refolded(ref: str, rows: Sequence[Row], terms: Terms) -> Case:
    """The case that these rows, in order from the first, describe.

    `terms`: those that the first fact names. Raises CannotRefold.
    """
    opened = opened_by(rows)
    if not are_named(terms, opened):
        raise CannotRefold("other-terms", 1)
    return folded(blank(ref, opened, terms), rows)


def folded(case: Case, rows: Iterable[Row]) -> Case:
    """The case after these rows, numbered on from what it had. Raises CannotRefold."""
    number = case.facts
    for row in rows:
        number += 1
        if row.no != number:
            raise CannotRefold("gap", number)
        case = evolve(case, fact_of(row))
    return to(case, facts=number)


def are_named(terms: Terms, opened: CaseOpened) -> bool:
    """Whether these are the terms that the first fact names, by all that it says."""
    return (
        opened.terms in ("", terms.digest)
        and terms.rulebook == opened.rulebook
        and calendar_of(terms) == opened.calendar
    )


def fact_of(row: Row) -> Fact:
    """What a row says, as a fact. Raises CannotRefold."""
    try:
        fact = FACT.validate_json(row.body)
    except ValidationError:
        raise CannotRefold("unreadable", row.no) from None
    if (fact.kind, fact.at) != (row.kind, row.at):
        raise CannotRefold("unreadable", row.no)
    return fact


def known_at(rows: Iterable[Row], at: datetime) -> tuple[Row, ...]:
    """The rows that had been recorded by an instant, whatever they tell of."""
    return tuple(row for row in rows if row.recorded_at <= at)


def told_later(rows: Iterable[Row], at: datetime) -> int:
    """How many facts came after an instant, of what had happened by then."""
    return sum(row.at <= at < row.recorded_at for row in rows)
