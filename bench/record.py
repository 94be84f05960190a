"""Appends to the record a second, against a bare insert into a table of its shape.

Both go through the same connections to the same database, in batches of the same size,
one transaction each, from as many writers. Rounds alternate. The bare insert is made
twice: as the library makes it, and with its statement written out once, as the record
tells its own.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, MetaData, insert, text

from adapters.record.fact_ledger import SqlFactLedger
from adapters.record.signet import Signet
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Keyring
from adapters.store.database import Database
from adapters.store.statements import written_out
from adapters.store.tables import FACTS
from adapters.store.upgrading import upgrade_store
from bench.tables import Table as Measured
from bench.tables import met
from domain.recording import Batch, Row
from tests.postgres import serving

AT_LEAST: Final = 0.5
WRITERS: Final = (1, 16)
ROUNDS: Final = 21
#: Appends of all writers in one round, by how many writers there are.
APPENDS: Final = {1: 120, 16: 320}
#: The means of a story of two years: facts an append, bytes a fact, bytes a line.
FACTS_AT_ONCE: Final = 5
BODY: Final = "x" * 228
LINE: Final = "x" * 1460
#: What a body becomes under seal: its salt, nonce and tag, and the key's name.
SEALED: Final = len(BODY) + 32 + 12 + 16 + 3
AT: Final = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

BARE: Final = FACTS.to_metadata(MetaData(), name="bare")
LIKE: Final = "CREATE TABLE bare (LIKE facts INCLUDING ALL)"

Progress = Callable[[], None]


class Side(NamedTuple):
    """What is written of a case after so many facts, made beforehand; and how."""

    made: Callable[[str, int], Any]
    write: Callable[[Any], Awaitable[object]]


def steps() -> int:
    """How often `progress` is told."""
    return 2 * len(WRITERS) * ROUNDS  # on each of two databases


async def record(progress: Progress = lambda: None) -> Measured:
    """SQLite on a file, and a PostgreSQL server that waits for its disk."""
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory(prefix="vigil-bench-") as folder:
        rows += await _on("SQLite", Path(folder) / "vigil.db", Path(folder), progress)
        with serving(durable=True) as server:
            upgrade_store(server.url())
            where = server.address("t1")
            rows += await _on("PostgreSQL", where, Path(folder), progress)
    return Measured(
        title="Appends to the record a second",
        columns=(
            *("writers", "record", "bare", "ratio", f"at least {AT_LEAST}"),
            *("written out", "ratio"),
        ),
        rows=tuple(rows),
        means=(
            f"Medians of {ROUNDS} rounds, the record and bare inserts in turn: "
            f"{FACTS_AT_ONCE} facts an append, one transaction each, written through "
            "to the disk. The bare insert puts rows of the same size into a table of "
            "the same shape in the same database, with no chain, no head, no seal on "
            "the words and no line on the worklist. Each writer has a case of its own. "
            "The ratio is the median of the rounds' own ratios. Written out: the same "
            "bare insert, its statement written once for all. The record does so with "
            "its own statements, which is part of its gain on the ordinary insert."
        ),
    )


async def _on(
    name: str, where: str | Path, folder: Path, progress: Progress
) -> list[tuple[str, ...]]:
    with _sides(where, folder / f"{name}-keys.db") as sides:
        return [await _with(name, many, sides, progress) for many in WRITERS]


@contextmanager
def _sides(where: str | Path, keys: Path) -> Iterator[tuple[Side, ...]]:
    """An append, a bare insert, and one written out: of one batch of a case each."""
    database, keyring = Database.open(where), Keyring.development()
    custody = Custody.open(keys, keyring)
    ledger = SqlFactLedger(database, custody, Signet(keyring))
    with database.engine.begin() as connection:
        connection.execute(text(_bare_table(connection)))

    finished = written_out(insert(BARE), database.engine.dialect.name)

    def put(values: list[dict[str, Any]]) -> Awaitable[object]:
        return database.write(lambda db: db.execute(insert(BARE), values))

    def told(values: list[dict[str, Any]]) -> Awaitable[object]:
        return database.write(lambda db: db.exec_driver_sql(finished, values))

    try:
        yield Side(_batch, ledger.append), Side(_values, put), Side(_others, told)
    finally:
        database.close()
        custody.close()


async def _with(
    name: str, writers: int, sides: Sequence[Side], progress: Progress
) -> tuple[str, ...]:
    begins = count(0, APPENDS[writers] // writers)
    rounds: list[list[float]] = []
    for begin in (next(begins) for _ in range(ROUNDS)):
        rounds.append([await _rate(side, writers, begin) for side in sides])
        progress()
    ratio = median(real / bare for real, bare, _ in rounds)
    strict = median(real / told for real, _, told in rounds)
    real, bare, told = (f"{median(side):.0f}" for side in zip(*rounds, strict=True))
    against_bare = (real, bare, f"{ratio:.2f}", met(ratio >= AT_LEAST))
    return f"{name}, {writers}", *against_bare, told, f"{strict:.2f}"


async def _rate(side: Side, writers: int, begin: int) -> float:
    """Appends a second, all writers together."""
    each = APPENDS[writers] // writers

    def to_write(case: str) -> list[Any]:
        return [
            side.made(case, no * FACTS_AT_ONCE) for no in range(begin, begin + each)
        ]

    async def work(batches: list[Any]) -> None:
        for batch in batches:
            await side.write(batch)

    tasks = [work(to_write(f"B-{writers}-{no}")) for no in range(writers)]
    began = perf_counter()
    await asyncio.gather(*tasks)
    return APPENDS[writers] / (perf_counter() - began)


def _batch(case: str, after: int) -> Batch:
    numbers = range(after + 1, after + 1 + FACTS_AT_ONCE)
    rows = (
        Row(no=no, kind="deadline-missed", at=AT, recorded_at=AT, body=BODY)
        for no in numbers
    )
    return Batch(case=case, rows=tuple(rows), line=LINE)


def _values(case: str, after: int) -> list[dict[str, Any]]:
    return [
        {
            "case_ref": case,
            "no": no,
            "kind": "deadline-missed",
            "at": AT.isoformat(),
            "recorded_at": AT.isoformat(),
            "body": b"x" * SEALED,
            "commitment": "f" * 64,
            "digest": "f" * 64,
        }
        for no in range(after + 1, after + 1 + FACTS_AT_ONCE)
    ]


def _others(case: str, after: int) -> list[dict[str, Any]]:
    return _values(f"{case}-written-out", after)


def _bare_table(connection: Connection) -> str:
    """The same columns, types and key as `facts`, without its triggers."""
    if connection.dialect.name != "sqlite":
        return LIKE
    held = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = 'facts'"
    made = str(connection.scalar(text(held)))
    return made.replace("facts", "bare", 1)
