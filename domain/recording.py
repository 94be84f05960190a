"""What the ledger is given: facts numbered per case, in order, once."""

from __future__ import annotations

from pydantic import Field

from domain.ids import CaseRef, Instant
from rulebook.schema import Code, Frozen


class Row(Frozen):
    """One fact as the ledger keeps it: when it happened and when we were told."""

    no: int = Field(ge=1)
    kind: Code
    at: Instant
    recorded_at: Instant
    body: str


class Batch(Frozen):
    """Unrecorded facts of one case, consecutive, and the case's line on the worklist.

    `line` is JSON of the case's view after the last of `rows`; it replaces the line
    kept before, in the same transaction.
    """

    case: CaseRef
    rows: tuple[Row, ...]
    line: str
