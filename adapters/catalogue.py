"""The catalogue: every rule that was found in the sources, by its id.

It says what each rule is and where it stands, never what it says: that stands, in our
own words, in the entries of the rulebooks.
"""

from __future__ import annotations

import csv
from enum import StrEnum
from functools import cache

from adapters.rulebooks import SHIPPED
from rulebook.schema import CatalogueId, Code, Frozen, Words

#: The published procedures that each source's rules stand in.
BOOKS = {
    "CS": "csa-pathway",
    "SX": "pan-sussex",
    "T4": "guernsey",
    "WA": "wales",
    "YK": "york",
}


class Sort(StrEnum):
    """What the source asks for with a rule."""

    DEADLINE = "deadline"
    GATE = "gate"
    DECISION = "decision"
    TASK = "task"
    NOTIFICATION = "notification"
    EXCEPTION = "exception"
    RECORD = "record"
    CONTENT = "content"


class Catalogued(Frozen):
    """One rule of the sources: what it is, and its line in the source."""

    id: CatalogueId
    kind: Sort
    place: Words

    @property
    def book(self) -> Code:
        """The id of the procedures that its source was published as."""
        return BOOKS[self.id[:2]]


@cache
def catalogue() -> tuple[Catalogued, ...]:
    """Every rule of the sources, sorted by id."""
    with (SHIPPED / "catalogue.csv").open(encoding="utf-8", newline="") as file:
        rows = [Catalogued.model_validate(row) for row in csv.DictReader(file)]
    return tuple(sorted(rows, key=lambda row: row.id))
