"""Facts, the end of their chain and the case's line, written together.

PostgreSQL is told all of it in one statement: each further one would be a journey to
the server while others wait for the chain. SQLite has no journey to make.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Table, bindparam, insert
from sqlalchemy.dialects import postgresql, sqlite

from adapters.record.heads import PUT
from adapters.store.statements import written_out
from adapters.store.tables import FACTS, HEADS, WORKLIST

#: As many facts in one statement at most: those before them go ahead.
AT_ONCE: Final = 16

Columns = dict[str, Any]


class Written(NamedTuple):
    """What an append writes, by columns: new facts, where they end, the line."""

    facts: Sequence[Columns]
    end: Columns
    line: Columns


def put(db: Connection, written: Written) -> None:
    """All of it; only the line, where no fact is new."""
    if not written.facts:
        db.execute(_LINE[db.dialect.name], written.line)
    elif db.dialect.name == "postgresql":
        _put_at_once(db, written)
    else:
        db.exec_driver_sql(_ROWS, list(written.facts))
        db.exec_driver_sql(_END, written.end)
        db.exec_driver_sql(_ITS_LINE, written.line)


def _put_at_once(db: Connection, written: Written) -> None:
    ahead, facts = written.facts[:-AT_ONCE], written.facts[-AT_ONCE:]
    if ahead:
        db.execute(_FACTS, ahead)
    values = _named("end", written.end) | _named("line", written.line)
    for no, fact in enumerate(facts):
        values |= _named(f"fact_{no}", fact)
    db.exec_driver_sql(_at_once(len(facts)), values)


@cache
def _at_once(many: int) -> str:
    """The statement for so many facts, made once: that takes longer than to run it."""
    facts = insert(FACTS).values([_bound(f"fact_{no}", FACTS) for no in range(many)])
    end = PUT["postgresql"].values(_bound("end", HEADS))
    line = _line(postgresql).values(_bound("line", WORKLIST))
    both = line.add_cte(facts.cte("added"), end.cte("ended"))
    return written_out(both, "postgresql")


def _line(write: Any) -> Any:
    """A batch that comes late must not put an older line over a newer one."""
    line = write.insert(WORKLIST)
    return line.on_conflict_do_update(
        index_elements=[WORKLIST.c.case_ref],
        set_={"last_no": line.excluded.last_no, "line": line.excluded.line},
        where=line.excluded.last_no >= WORKLIST.c.last_no,
    )


def _bound(row: str, table: Table) -> Columns:
    return {c.name: bindparam(f"{row}_{c.name}", type_=c.type) for c in table.c}


def _named(row: str, values: Columns) -> Columns:
    return {f"{row}_{name}": value for name, value in values.items()}


_FACTS: Final = insert(FACTS)
_LINE: Final = {"postgresql": _line(postgresql), "sqlite": _line(sqlite)}
#: What SQLite is told, one after the other.
_ROWS: Final = written_out(_FACTS, "sqlite")
_END: Final = written_out(PUT["sqlite"], "sqlite")
_ITS_LINE: Final = written_out(_LINE["sqlite"], "sqlite")
