"""The books of the record, and what of each row its chain binds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Table, literal

from adapters.store.tables import AUDIT, FACTS, HOUSE, SEALS
from domain.evidence import seals
from domain.evidence.opaque import CASE


@dataclass(frozen=True)
class Book:
    """A table whose rows stand in chains, numbered from 1.

    `chain`: the column that says in which. `clear`: the columns that a link binds as
    they are, the number first. `sealed`: the one that it binds by its hash, if any.
    """

    name: str
    table: Table
    chain: ColumnElement[str]
    clear: tuple[Column[Any], ...]
    sealed: Column[Any] | None = None


FACTS_BOOK: Final = Book(
    "facts",
    FACTS,
    FACTS.c.case_ref,
    (
        *(FACTS.c.no, FACTS.c.kind, FACTS.c.at),
        *(FACTS.c.recorded_at, FACTS.c.commitment),
    ),
    FACTS.c.body,
)
AUDIT_BOOK: Final = Book(
    "audit",
    AUDIT,
    AUDIT.c.chain,
    (
        *(AUDIT.c.no, AUDIT.c.at, AUDIT.c.kind, AUDIT.c.person),
        *(AUDIT.c.role, AUDIT.c.what, AUDIT.c.why),
    ),
)
#: The seals are chained themselves, all in one chain.
SEALS_BOOK: Final = Book(
    seals.SEALS,
    SEALS,
    literal(seals.STORE),
    (SEALS.c.no, SEALS.c.at, SEALS.c.heads, SEALS.c.root, SEALS.c.key_id),
)
#: What is sealed.
BOOKS: Final = (FACTS_BOOK, AUDIT_BOOK)


def is_a_name(chain: str) -> bool:
    """Whether a chain of theirs can be called so: a case, or the house."""
    return chain == HOUSE or CASE.fullmatch(chain) is not None
