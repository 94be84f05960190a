"""How a gate is proven: what it must refuse, and the nearest lawful case it lets by.

Each row is judged by terms that have no gate but its own; and once more without it, so
that a gate that is taken out of its rulebook, or that asks nothing, is found out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

import pytest

from domain.advance import advance
from domain.case import Case
from domain.decide import respond
from domain.errors import NotYet
from domain.requests import Request
from domain.terms import Terms
from tests.domain.builders import practice
from tests.practice.household import only, without


class Row(NamedTuple):
    """One gate of one rulebook, what it refuses and what it lets by.

    `rule` is empty for a gate of ours, which keeps no rule of a source.
    `case` makes the case under given terms; `breaks` and `keeps` are asked of it at
    `now`. `about`: whom or what the refusal names. `lawful`: another case for the
    lawful request, where the request is the same and the record is not.
    """

    rule: str
    gate: str
    books: tuple[str, ...]
    case: Callable[[Terms], Case]
    now: datetime
    breaks: Request
    keeps: Request
    about: tuple[str, ...] = ("",)
    lawful: Callable[[Terms], Case] | None = None


def params(rows: Iterable[Row]) -> list[object]:
    """The rows as parameters, each marked with the rule that it proves."""
    return [
        pytest.param(
            row,
            id=f"{row.rule} {row.gate}",
            marks=[pytest.mark.rule(row.rule)] if row.rule else (),
        )
        for row in rows
    ]


def refusal(row: Row, terms: Terms) -> NotYet | None:
    """How the request is refused under these terms; None when it is accepted."""
    try:
        respond(row.case(terms), row.breaks, row.now)
    except NotYet as refused:
        return refused
    return None


def proves(row: Row, terms: Terms | None = None) -> None:
    """It refuses what it must, and says what is missing, from whom, by which rule.

    By terms that have this gate alone, unless others are given.
    """
    terms = terms or only(practice(*row.books), row.gate)
    refused = refusal(row, terms)
    assert refused is not None, "it was let by"
    (lack,) = refused.lacks
    assert (lack.gate, lack.about) == (row.gate, row.about)
    assert row.rule in (lack.ids or ("",))
    assert lack.who
    assert row.rule in refused.message


def lets_by(row: Row, terms: Terms | None = None) -> Case:
    """The nearest lawful case passes; the case after it."""
    terms = terms or only(practice(*row.books), row.gate)
    case = (row.lawful or row.case)(terms)
    return advance(case, respond(case, row.keeps, row.now), row.now)


def needs_its_entry(row: Row) -> None:
    """Without the entry in the rulebook nothing is refused."""
    assert refusal(row, without(only(practice(*row.books), row.gate), row.gate)) is None
