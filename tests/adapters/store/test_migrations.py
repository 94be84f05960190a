"""Every store that a release left behind is brought to this one, and back, whole."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from adapters.store.addresses import address_of
from adapters.store.database import Database
from adapters.store.engines import engine_of, transact, writing
from adapters.store.tables import METADATA
from adapters.store.upgrading import (
    MIGRATIONS,
    NEWEST,
    REVISIONS,
    StoreNotUpgraded,
    StoreTooNew,
    downgrade,
    release_of,
    upgrade,
    upgrade_store,
)
from tests.adapters.conftest import ON_A_FILE, ON_A_SERVER, made
from tests.adapters.store import released
from tests.adapters.store.held import (
    ends,
    fill,
    fill_new,
    found,
    linked,
    links,
    rows_of,
)

EARLIER = [1, 2, 3, 4]
#: Of each file, what SQLite says of its tables, keys, indices and triggers.
STRUCTURE = """
SELECT m.type, m.name, l.strict, l.wr, x.cid, x.name, x.type, x.pk,
       x."notnull" OR x.pk
FROM sqlite_master AS m
LEFT JOIN pragma_table_list(m.name) AS l ON m.type = 'table'
LEFT JOIN pragma_table_xinfo(m.name) AS x ON m.type = 'table'
WHERE m.name NOT LIKE 'sqlite_%' AND m.name <> 'alembic_version'
ORDER BY m.type, m.name, x.cid
"""
RULES = """
SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'index')
AND sql IS NOT NULL ORDER BY name
"""


@pytest.fixture
def empty(
    kind: str, request: pytest.FixtureRequest, store: Path
) -> Iterator[Path | str]:
    """Where a store will be that nobody has upgraded."""
    yield from made(kind, request, store, lambda server: server.url())


@pytest.fixture
def engine(empty: Path | str) -> Iterator[Engine]:
    engine = writing(engine_of(address_of(empty)))
    yield engine
    engine.dispose()


@pytest.fixture
def leave(kind: str, engine: Engine, store: Path) -> Callable[[int], None]:
    """Leave behind what a release did, with a row of each kind in it."""

    def leave(release: int) -> None:
        if kind == "sqlite":
            released.make(store, release)
        else:
            transact(engine, lambda db: upgrade(db, REVISIONS[release - 1]))
        transact(engine, lambda db: fill(db, release))

    return leave


def test_every_release_is_known_by_name_and_follows_the_one_before() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    walked = [each.revision for each in scripts.walk_revisions()]

    assert tuple(reversed(walked)) == REVISIONS
    assert scripts.get_heads() == [NEWEST]
    assert Config().config_file_name is None


def test_the_tables_are_those_that_the_program_writes_to(engine: Engine) -> None:
    transact(engine, upgrade)

    def differing(db: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(db), METADATA))

    assert transact(engine, differing) == []


@ON_A_SERVER
def test_text_is_sorted_alike_whatever_language_the_server_speaks(
    engine: Engine,
) -> None:
    transact(engine, upgrade)
    otherwise = (
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = 'public' AND data_type = 'text' "
        "AND collation_name IS DISTINCT FROM 'C'"
    )

    assert transact(engine, lambda db: db.execute(text(otherwise)).all()) == []


@ON_A_FILE
@pytest.mark.parametrize("release", EARLIER)
def test_a_release_s_file_is_made_again_as_it_was(
    engine: Engine, tmp_path: Path, release: int
) -> None:
    """So what is adopted by its name alone is what the name says."""
    transact(engine, lambda db: upgrade(db, REVISIONS[release - 1]))
    released.make(tmp_path / "released.db", release)

    with closing(sqlite3.connect(tmp_path / "released.db")) as file:
        structure = file.execute(STRUCTURE).fetchall()
        rules = {name: _words(sql) for name, sql in file.execute(RULES)}

    made = transact(engine, lambda db: db.exec_driver_sql(STRUCTURE).all())
    assert [tuple(row) for row in made] == structure
    ours = transact(engine, lambda db: db.exec_driver_sql(RULES).all())
    assert {name: _words(sql) for name, sql in ours} == rules


def _words(sql: str) -> str:
    return " ".join(sql.replace("(", " ( ").replace(")", " ) ").split())


@pytest.mark.parametrize("release", EARLIER)
def test_a_store_of_an_earlier_release_goes_on_with_all_it_holds(
    engine: Engine, leave: Callable[[int], None], empty: Path | str, release: int
) -> None:
    leave(release)

    assert upgrade_store(empty) == REVISIONS[release - 1]

    assert transact(engine, release_of) == NEWEST
    assert transact(engine, lambda db: found(db, release)) == _as_lists(release)


def _as_lists(release: int) -> dict[str, list[dict[str, object]]]:
    return {name: list(rows) for name, rows in rows_of(release).items()}


@pytest.mark.parametrize("release", EARLIER)
def test_facts_of_before_are_chained_and_their_heads_wait_for_a_mac(
    engine: Engine, leave: Callable[[int], None], release: int
) -> None:
    """A migration has no key: whoever opens the store next marks the heads."""
    leave(release)
    transact(engine, upgrade)

    expected = links()
    assert transact(engine, linked) == expected
    assert transact(engine, ends) == [
        ("facts", "T-1", 2, expected["T-1", 2], ""),
        ("facts", "T-2", 1, expected["T-2", 1], ""),
    ]


@ON_A_FILE
def test_programs_that_open_an_old_file_together_bring_it_up_to_date_once(
    leave: Callable[[int], None], store: Path
) -> None:
    leave(4)

    with ThreadPoolExecutor(4) as programs:
        opened = list(programs.map(Database.open, [store] * 4))
    held = [asyncio.run(each.read(linked)) for each in opened]
    for each in opened:
        each.close()

    assert held == [links()] * 4


@ON_A_SERVER
def test_owners_who_upgrade_together_do_it_once(
    leave: Callable[[int], None], empty: str
) -> None:
    leave(4)

    with ThreadPoolExecutor(4) as owners:
        had = list(owners.map(upgrade_store, [empty] * 4))

    assert sorted(map(str, had)) == ["0004", NEWEST, NEWEST, NEWEST]


def test_an_upgrade_that_fails_leaves_the_store_as_it_was(
    engine: Engine, leave: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(4)

    def fails(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("adapters.store.migrations.chaining.link", fails)
    with pytest.raises(ZeroDivisionError):
        transact(engine, upgrade)

    assert transact(engine, release_of) == "0004"
    assert transact(engine, lambda db: found(db, 4)) == _as_lists(4)
    assert "heads" not in transact(engine, lambda db: inspect(db).get_table_names())


@pytest.mark.parametrize("release", EARLIER)
def test_a_store_is_brought_back_with_all_that_the_release_knows_and_forth_again(
    engine: Engine, leave: Callable[[int], None], release: int
) -> None:
    leave(release)
    transact(engine, upgrade)

    transact(engine, lambda db: downgrade(db, REVISIONS[release - 1]))

    assert transact(engine, release_of) == REVISIONS[release - 1]
    assert transact(engine, lambda db: found(db, release)) == _as_lists(release)
    transact(engine, upgrade)
    assert transact(engine, linked) == links()


@ON_A_FILE
@pytest.mark.parametrize("release", EARLIER)
def test_a_file_brought_back_is_the_release_s_own_again(
    engine: Engine, tmp_path: Path, release: int
) -> None:
    released.make(tmp_path / "released.db", release)
    with closing(sqlite3.connect(tmp_path / "released.db")) as file:
        structure = file.execute(STRUCTURE).fetchall()
        rules = {name: _words(sql) for name, sql in file.execute(RULES)}
    transact(engine, upgrade)

    transact(engine, lambda db: downgrade(db, REVISIONS[release - 1]))

    made = transact(engine, lambda db: db.exec_driver_sql(STRUCTURE).all())
    assert [tuple(row) for row in made] == structure
    ours = transact(engine, lambda db: db.exec_driver_sql(RULES).all())
    assert {name: _words(sql) for name, sql in ours} == rules
    number = transact(
        engine, lambda db: db.exec_driver_sql("PRAGMA user_version").scalar()
    )
    assert number == release


def test_a_store_brought_back_to_nothing_has_nothing_in_it(engine: Engine) -> None:
    transact(engine, upgrade)
    transact(engine, lambda db: downgrade(db, "base"))

    left = transact(engine, lambda db: inspect(db).get_table_names())
    assert left == ["alembic_version"]
    transact(engine, upgrade)
    assert transact(engine, release_of) == NEWEST


def test_evidence_is_not_destroyed_by_going_back(engine: Engine) -> None:
    transact(engine, upgrade)
    transact(engine, fill_new)

    with pytest.raises(Exception, match="use a backup made before the upgrade"):
        transact(engine, lambda db: downgrade(db, "0004"))

    assert transact(engine, release_of) == NEWEST


@ON_A_SERVER
@pytest.mark.parametrize("release", [0, 4])
def test_a_worker_never_upgrades_a_server_and_says_who_does(
    engine: Engine, leave: Callable[[int], None], empty: str, release: int
) -> None:
    if release:
        leave(release)

    with pytest.raises(StoreNotUpgraded, match="run 'vigil store upgrade'"):
        Database.open(empty)

    names = transact(engine, lambda db: inspect(db).get_table_names())
    assert "heads" not in names


def test_a_store_of_a_newer_program_is_left_alone(
    engine: Engine, empty: Path | str
) -> None:
    transact(engine, upgrade)
    newer = text("UPDATE alembic_version SET version_num = '0099'")
    transact(engine, lambda db: db.execute(newer) and None)

    with pytest.raises(StoreTooNew, match="release 0099"):
        Database.open(empty)
    with pytest.raises(StoreTooNew, match="release 0099"):
        upgrade_store(empty)


@ON_A_FILE
def test_a_file_with_a_number_that_was_never_given_is_left_alone(
    engine: Engine, store: Path
) -> None:
    transact(engine, lambda db: db.exec_driver_sql("PRAGMA user_version = 99") and None)

    with pytest.raises(StoreTooNew, match="version 99"):
        Database.open(store)


def test_programs_of_before_leave_a_file_of_this_release_alone(store: Path) -> None:
    """They refuse a file whose number is more than theirs, which was at most four."""
    Database.open(store).close()

    with closing(sqlite3.connect(store)) as file:
        (number,) = file.execute("PRAGMA user_version").fetchone()
    assert number > len(released.VERSIONS)
