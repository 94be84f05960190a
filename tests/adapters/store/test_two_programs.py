"""A store that two programs use at once loses nothing when one of them closes it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sqlalchemy import func, insert, select

from adapters.store.database import Database
from adapters.store.tables import SENDS

ROOT = Path(__file__).resolve().parents[3]
OPEN_AND_CLOSE = """
import sys
from pathlib import Path
from adapters.store.database import Database
Database.open(Path(sys.argv[1])).close()
"""
COUNT = select(func.count()).select_from(SENDS)
ROW = {"key": "k", "begun_at": "then", "attempts": 1}


async def test_what_is_written_after_another_program_closed_the_store_is_kept(
    tmp_path: Path,
) -> None:
    """Two connections here: opening the second must not drop the locks of the first."""
    store = tmp_path / "vigil.db"
    first, second = Database.open(store), Database.open(store)
    await second.read(lambda db: db.scalar(COUNT))

    _another_program_opens_and_closes(store)
    await first.write(lambda db: db.execute(insert(SENDS), ROW) and None)
    _another_program_opens_and_closes(store)

    third = Database.open(store)
    assert await third.read(lambda db: db.scalar(COUNT)) == 1
    for each in (first, second, third):
        each.close()


def _another_program_opens_and_closes(store: Path) -> None:
    command = [sys.executable, "-c", OPEN_AND_CLOSE, str(store)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=60)
