"""A store that two programs use at once loses nothing when one of them closes it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from adapters.sqlite import Database

ROOT = Path(__file__).resolve().parents[2]
OPEN_AND_CLOSE = """
import sys
from pathlib import Path
from adapters.sqlite import Database
Database.open(Path(sys.argv[1])).close()
"""
COUNT = "SELECT count(*) FROM inbox"
ADD = (
    "INSERT INTO inbox (source, id, digest, case_ref, received_at, state) "
    "VALUES ('s', 'i', 'd', 'c', 'now', 'received')"
)


async def test_what_is_written_after_another_program_closed_the_store_is_kept(
    tmp_path: Path,
) -> None:
    """Two connections here: opening the second must not drop the locks of the first."""
    store = tmp_path / "vigil.db"
    first, second = Database.open(store), Database.open(store)
    await second.read(lambda db: db.execute(COUNT).fetchone())

    _another_program_opens_and_closes(store)
    await first.write(lambda db: db.execute(ADD))
    _another_program_opens_and_closes(store)

    third = Database.open(store)
    assert await third.read(lambda db: db.execute(COUNT).fetchone()) == (1,)
    for each in (first, second, third):
        each.close()


def test_a_store_is_for_its_owners_eyes_only(tmp_path: Path) -> None:
    store = tmp_path / "vigil.db"

    Database.open(store).close()

    assert store.stat().st_mode & 0o777 == 0o600


def _another_program_opens_and_closes(store: Path) -> None:
    command = [sys.executable, "-c", OPEN_AND_CLOSE, str(store)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=60)
