"""The program's own login on PostgreSQL keeps, seals, checks, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from adapters.store.upgrading import upgrade_store
from tests.adapters.record.scene import Scene, batch, opened, tell
from tests.postgres import Postgres

PROGRAM = "vigil_program_of_the_record"


@pytest.fixture
def program(postgres: Postgres, tmp_path: Path) -> Iterator[Scene]:
    """A store whose tables are its owner's, opened by the program's login."""
    url = postgres.url()
    upgrade_store(url)
    postgres.execute(f"CREATE ROLE {PROGRAM} LOGIN IN ROLE vigil_writer")
    where = postgres.address(str(make_url(url).database), PROGRAM)
    found = opened(where, tmp_path / "case-keys.db")
    yield found
    found.close()
    postgres.execute(f"DROP ROLE {PROGRAM}")


async def test_it_can_do_all_that_the_record_needs(program: Scene) -> None:
    await tell(program)
    await program.ledger.append(batch("K-1", 6, 7))

    found = await program.verified(opening=True)

    assert (found.findings, found.opened, found.seals) == ([], 12, 3)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE facts SET kind = 'x'",
        "DELETE FROM heads",
        "DELETE FROM seals",
        "TRUNCATE audit",
        "DROP TRIGGER facts_refuse_update ON facts",
        "ALTER TABLE facts DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
    ],
)
async def test_it_can_change_nothing_that_was_recorded_nor_what_keeps_it(
    program: Scene, statement: str
) -> None:
    await program.ledger.append(batch("K-1", 1))

    with pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
        await program.database.write(lambda db: db.execute(text(statement)))

    assert await program.found() == []
