"""What the ledger is given: facts numbered per case, in order, once."""

from __future__ import annotations

from pydantic import Field

from domain.ids import CaseRef, Instant
from domain.terms import Terms
from rulebook.schema import Code, Frozen, added


class Row(Frozen):
    """One fact as the ledger keeps it: when it happened and when we were told.

    `terms`: what a fact names by its digest only, to be kept beside it, once for all
    cases. It is in no row that is read back.
    """

    no: int = Field(ge=1)
    kind: Code
    at: Instant
    recorded_at: Instant
    body: str
    terms: Terms | None = added(None)

    @property
    def as_kept(self) -> Row:
        """The row as it is read back."""
        return self if self.terms is None else self.model_copy(update={"terms": None})


class Batch(Frozen):
    """Unrecorded facts of one case, consecutive, and the case's line on the worklist.

    `line` is JSON of the case's view after the last of `rows`; it replaces the line
    kept before, in the same transaction.
    """

    case: CaseRef
    rows: tuple[Row, ...]
    line: str
