"""Who may ask for what under some procedures: their entries, kind by kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from domain.terms import DELAY_AUTHORITY, NOBODY
from rulebook.schema import Apart, MayAsk, Rulebook

#: What whoever may agree to a late conference answers (decision C3).
ANSWERS_A_DELAY = ("approve-delay", "refuse-delay")
#: Where it is set, no manager agrees: the chair puts a conference off (WA-18).
POSTPONED_ONLY = "postponement-only"


class Matrix(TypedDict):
    """The fields of a case's terms that say who may ask for what."""

    may_ask: dict[str, tuple[str, ...]]
    asked_under: dict[str, tuple[str, ...]]
    apart: dict[str, tuple[Apart, ...]]


def who_may_ask(books: Sequence[Rulebook], settled: Mapping[str, str]) -> Matrix:
    """Of each kind, the entry of the first book that has one.

    `books`: the base, then what is laid over it. `settled`: the provisions in force. A
    delay is answered by whoever they name, be it the council's own choice.
    """
    named: dict[str, MayAsk] = {}
    for book in books:
        for entry in book.may_ask:
            named.setdefault(entry.request, entry)
    for kind in ANSWERS_A_DELAY:
        if kind in named:
            named[kind] = _answered(named[kind], books, settled)
    return Matrix(
        may_ask={kind: entry.roles for kind, entry in named.items()},
        asked_under={kind: e.ids for kind, e in named.items() if e.ids},
        apart={kind: e.segregated for kind, e in named.items() if e.segregated},
    )


def _answered(
    entry: MayAsk, books: Sequence[Rulebook], settled: Mapping[str, str]
) -> MayAsk:
    """By whom the choice in force names, under the rule that makes the choice."""
    role = settled.get(DELAY_AUTHORITY, NOBODY)
    nobody = role == NOBODY or POSTPONED_ONLY in settled
    chosen = (p for b in books for p in b.provisions if p.key == DELAY_AUTHORITY)
    ids = next((p.ids for p in chosen if p.value == role), ())
    return entry.model_copy(
        update={"roles": () if nobody else (role,), "ids": entry.ids or ids}
    )
