"""A gate that is changed in its rulebook is noticed by the rows that prove it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest

from domain.errors import Refused
from domain.terms import Gate, Terms, sealed
from rulebook.schema import Before
from tests.domain.builders import practice
from tests.practice.gates import Row, lets_by, proves
from tests.practice.household import only
from tests.practice.test_every_gate import rows

Changes = tuple[tuple[str, Gate], ...]


def changes(gate: Gate) -> Iterator[tuple[str, Gate]]:
    """The gate with one thing changed: it only asks, or elsewhere, or of nobody."""
    elsewhere = Before.CLOSE_CASE if gate.before is Before.BOOK else Before.BOOK
    if gate.before is Before.HOLD:
        elsewhere = Before.CLOSE_CASE
    yield "stops nobody", gate.model_copy(update={"refuses": False})
    yield "elsewhere", gate.model_copy(update={"before": elsewhere})
    yield "nobody can do it", gate.model_copy(update={"who": ()})
    if gate.least is not None:
        yield "one more", gate.model_copy(update={"least": gate.least + 1})
        yield "one less", gate.model_copy(update={"least": gate.least - 1})


def of_each_gate() -> dict[tuple[tuple[str, ...], str], list[Row]]:
    found: dict[tuple[tuple[str, ...], str], list[Row]] = defaultdict(list)
    for row in rows():
        found[row.books, row.gate].append(row)
    return found


PROVEN = of_each_gate()


def noticed(row: Row, terms: Terms) -> bool:
    """True when the row no longer shows what it shows under its own terms."""
    try:
        proves(row, terms)
        lets_by(row, terms)
    except (AssertionError, Refused, ValueError):
        return True
    return False


@pytest.mark.parametrize(("books", "gate"), PROVEN, ids=str)
def test_each_change_of_a_gate_is_noticed(books: tuple[str, ...], gate: str) -> None:
    terms = only(practice(*books), gate)
    mine = PROVEN[books, gate]
    assert not any(noticed(row, terms) for row in mine)

    for what, changed in changes(terms.gates[0]):
        other = sealed(terms.model_copy(update={"gates": (changed,)}))
        assert any(noticed(row, other) for row in mine), what
