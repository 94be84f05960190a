"""What stores of every release hold in these tests: a row of each kind, and chains."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, Table, column, insert, select, table, text

from adapters.store.tables import (
    AUDIT,
    FACTS,
    HEADS,
    LETTERS,
    QUARANTINE,
    SEALED_HEADS,
    SEALS,
    TERMS,
    TEXTS,
)
from domain.evidence.chain import beginning, link

THEN: Final = "2026-11-23T09:30:00+00:00"
#: By release, what came with it. A case with two facts, and one with a single one.
ROWS: Final[tuple[dict[str, tuple[dict[str, Any], ...]], ...]] = (
    {
        "facts": tuple(
            {
                "case_ref": case,
                "no": no,
                "kind": kind,
                "at": THEN,
                "recorded_at": THEN,
                "body": f"{case} {no}".encode(),
            }
            for case, no, kind in (
                *(("T-1", 1, "case-opened"), ("T-1", 2, "duty-met")),
                ("T-2", 1, "case-opened"),
            )
        ),
        "worklist": ({"case_ref": "T-1", "last_no": 2, "line": b"line"},),
        "sends": ({"key": "k", "begun_at": THEN, "attempts": 1},),
        "inbox": (
            {
                "source": "mash",
                "id": "e-1",
                "digest": "d",
                "case_ref": "T-1",
                "received_at": THEN,
                "state": "received",
                "body": b"event",
            },
        ),
        "quarantine": (
            {"at": THEN, "code": "not-json", "digest": "d", "body": b"refused"},
        ),
    },
    {
        "handovers": (
            {"key": "k", "channel": "email", "carrier": "smtp", "reference": "r"},
        ),
    },
    {
        "letters": (
            {
                "key": "k",
                "said": "s",
                "case_ref": "T-1",
                "kept_at": THEN,
                "body": b"letter",
            },
        ),
        "digests": (
            {
                "key": "d/1",
                "person": "p",
                "day": "2026-11-23",
                "no": 1,
                "closes_at": THEN,
            },
        ),
        "digest_parts": (
            {
                "key": "k",
                "case_ref": "T-1",
                "digest": "d/1",
                "came_at": THEN,
                "taken": 0,
                "body": b"part",
            },
        ),
    },
    {
        "texts": (
            {"case_ref": "T-1", "fingerprint": "f", "kept_at": THEN, "body": b"text"},
        ),
    },
)
HEADS_OF: Final = select(
    HEADS.c.book, HEADS.c.chain, HEADS.c.last_no, HEADS.c.digest, HEADS.c.mac
).order_by(HEADS.c.book, HEADS.c.chain)
#: A row of each table that is kept for ever and came with this release.
NEW: Final[tuple[tuple[Table, dict[str, Any]], ...]] = (
    (
        AUDIT,
        {
            "chain": "T-1",
            "no": 1,
            "at": THEN,
            "kind": "read",
            "person": "p",
            "role": "auditor",
            "what": "case",
            "why": "asked",
            "digest": "d",
        },
    ),
    (TERMS, {"digest": "d", "body": "{}"}),
    (
        SEALS,
        {
            "no": 1,
            "at": THEN,
            "heads": 1,
            "root": "r",
            "digest": "d",
            "key_id": "k1",
            "signature": "s",
        },
    ),
    (
        SEALED_HEADS,
        {"seal_no": 1, "book": "facts", "chain": "T-1", "last_no": 2, "digest": "d"},
    ),
)
KEPT: Final = (
    *(FACTS, LETTERS, TEXTS, QUARANTINE),
    *(AUDIT, TERMS, SEALS, SEALED_HEADS),
)


def rows_of(release: int) -> dict[str, tuple[dict[str, Any], ...]]:
    """By table, everything that a store of a release holds."""
    return {name: rows for some in ROWS[:release] for name, rows in some.items()}


def fill(db: Connection, release: int) -> None:
    """Put in what a store of one of the first four releases held."""
    for name, rows in rows_of(release).items():
        into = table(name, *map(column, rows[0]))
        db.execute(insert(into), list(rows))


def found(db: Connection, release: int) -> dict[str, list[dict[str, Any]]]:
    """By table, the columns that a release knows, of all that is there."""
    held = {}
    for name, rows in rows_of(release).items():
        order = text(", ".join(list(rows[0])[:2]))
        names = table(name, *map(column, rows[0]))
        held[name] = [dict(row._mapping) for row in db.execute(_in(names, order))]
    return held


def _in(names: Any, order: Any) -> Any:
    return select(names).order_by(order)


def fill_new(db: Connection) -> None:
    """Put in what only this release has."""
    for into, row in NEW:
        db.execute(insert(into), row)


def links() -> dict[tuple[str, int], str]:
    """The links that the facts get, by case and number."""
    digests: dict[tuple[str, int], str] = {}
    for row in ROWS[0]["facts"]:
        case, no = row["case_ref"], row["no"]
        before = digests.get((case, no - 1), beginning("facts", case))
        clear = (no, row["kind"], row["at"], row["recorded_at"], "")
        digests[case, no] = link(before, clear, row["body"])
    return digests


def linked(db: Connection) -> dict[tuple[str, int], str]:
    """The links that are there."""
    held = select(FACTS.c.case_ref, FACTS.c.no, FACTS.c.digest)
    return {(case, no): digest for case, no, digest in db.execute(held)}


def ends(db: Connection) -> Sequence[tuple[Any, ...]]:
    """Where chains end: book, chain, number, link, MAC."""
    return [tuple(row) for row in db.execute(HEADS_OF)]
