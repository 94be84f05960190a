"""The cases' keys on a real PostgreSQL, with several workers at the same moment."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import psycopg
import pytest

from adapters.sealing import scrubbing
from adapters.sealing.case_keys import Rewrapped
from adapters.sealing.custody import Custody
from adapters.sealing.key_store import CASE_KEYS, KeysBesideRecord
from adapters.sealing.keyring import KEY_BYTES, Keyring, Sealed, Unopenable
from adapters.sealing.scrubbing import KeysStillRead
from tests.adapters.sealing.conftest import KEYRING
from tests.dates import instant
from tests.postgres import Postgres

ERASED_AT = instant("Mon 2026-11-23 09:00Z")
WORKERS = 8
WORDS, ABOUT = b"words", b"about"
AUTUMN = b"a" * KEY_BYTES
Opens = Callable[..., Custody]


@pytest.fixture
def url(postgres: Postgres) -> str:
    return postgres.url()


@pytest.fixture
def opens(url: str) -> Iterator[Opens]:
    opened: list[Custody] = []

    def once(keyring: Keyring = KEYRING) -> Custody:
        opened.append(Custody.open(url, keyring))
        return opened[-1]

    yield once
    for custody in opened:
        custody.close()


def at_once(works: Sequence[Callable[[], object]]) -> list[object]:
    """What each came to, an Unopenable by its code."""

    def told(work: Callable[[], object]) -> object:
        try:
            return work()
        except Unopenable as why:
            return why.code

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(told, works))


def test_programs_that_begin_at_once_lay_the_store_out_once(opens: Opens) -> None:
    holders = at_once([opens] * WORKERS)

    assert len(holders) == WORKERS
    assert all(isinstance(holder, Custody) for holder in holders)


def test_workers_that_seal_for_new_cases_at_once_agree_on_one_key_each(
    opens: Opens,
) -> None:
    holders = [opens() for _ in range(WORKERS)]
    refs = [f"CP-{number}" for number in range(5)]

    def seal_all(holder: Custody) -> list[tuple[str, str, bytes]]:
        found = [(ref, holder.seal(ref, WORDS, ABOUT)) for ref in refs]
        return [
            (ref, each.key_id, holder.unseal(ref, each, ABOUT)) for ref, each in found
        ]

    found = at_once([partial(seal_all, holder) for holder in holders])

    assert found == [[(ref, "#1", WORDS) for ref in refs]] * WORKERS


def test_a_case_that_is_destroyed_while_its_key_is_made_or_renewed_stays_destroyed(
    opens: Opens,
) -> None:
    holders = [opens() for _ in range(WORKERS)]
    for number in range(12):
        ref = f"CP-{number}"
        works: list[Callable[[], object]] = [
            partial(holder.renew if turn % 2 else holder.seal, ref, *args)
            for turn, holder in enumerate(holders[1:])
            for args in [() if turn % 2 else (WORDS, ABOUT)]
        ]
        at_once([*works, partial(holders[0].destroy, ref, ERASED_AT)])
        fresh = opens()
        asked: list[Callable[[], object]] = [
            partial(fresh.seal, ref, WORDS, ABOUT),
            partial(fresh.renew, ref),
        ]
        assert at_once(asked) == ["erased", "erased"]

    assert holders[0].counted() == []
    assert holders[0].count_destroyed() == 12


def test_two_who_rewrap_at_once_and_one_who_destroys_leave_nothing_half_done(
    opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.sealing.case_keys.BATCH", 5)
    before, refs = opens(), [f"CP-{number:02}" for number in range(40)]
    sealed = {ref: before.seal(ref, WORDS, ABOUT) for ref in refs}
    rotated = Keyring({"autumn": AUTUMN, "k2": b"2" * KEY_BYTES})
    one, two = opens(rotated), opens(rotated)

    destroying = [partial(before.destroy, ref, ERASED_AT) for ref in refs[::10]]
    done = at_once([one.rewrap, two.rewrap, *destroying])
    after = opens(Keyring({"autumn": AUTUMN}))
    after.check()
    opened = at_once([partial(after.unseal, r, sealed[r], ABOUT) for r in refs])

    moved = [each.moved for each in done if isinstance(each, Rewrapped)]
    assert 36 <= sum(moved) <= 40
    assert opened == ["erased" if n % 10 == 0 else WORDS for n in range(40)]


def test_a_database_with_a_record_in_it_is_never_opened_for_the_cases_keys(
    postgres: Postgres,
) -> None:
    with pytest.raises(KeysBesideRecord, match="VIGIL_CASE_KEYS_URL_FILE"):
        Custody.open(postgres.store(), KEYRING)


def test_a_name_that_postgresql_cannot_hold_is_of_no_case_and_no_fault(
    opens: Opens,
) -> None:
    with pytest.raises(Unopenable, match="unknown-key"):
        opens().unseal("CP-1\0", Sealed("#1", b"n" * 40), ABOUT)


def test_a_destroyed_key_is_overwritten_and_its_row_stays(
    opens: Opens, url: str
) -> None:
    custody = opens()
    custody.seal("CP-1", WORDS, ABOUT)
    custody.destroy("CP-1", ERASED_AT)

    assert custody.destroyed_at("CP-1") == ERASED_AT
    assert asked(url, "SELECT dead_tuple_count FROM pgstattuple('case_keys')") == [(0,)]


def test_no_bytes_of_a_destroyed_key_lie_in_its_table_whatever_was_there_before(
    opens: Opens, url: str
) -> None:
    before, refs = opens(), [f"CP-{number}" for number in range(60)]
    for ref in refs:
        before.seal(ref, WORDS, ABOUT)
        before.renew(ref)
    custody = opens(Keyring({"autumn": AUTUMN, "k2": b"2" * KEY_BYTES}))
    custody.rewrap()
    keys = wrapped(url)
    gone = refs[7::6]

    for ref in gone:
        custody.destroy(ref, ERASED_AT)

    pages = pages_of(url)
    assert [ref for ref, key in keys if key in pages and ref in gone] == []
    assert all(key in pages for ref, key in keys if ref not in gone)


def test_an_erasure_is_not_done_while_a_snapshot_keeps_the_destroyed_key(
    opens: Opens, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scrubbing, "AGAIN_AFTER", (0.01, 0.01))
    custody = opens()
    custody.seal("CP-1", WORDS, ABOUT)
    ((_, key),) = wrapped(url)

    with connected(url) as dump:
        dump.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        dump.execute("SELECT 1")
        for _ in range(2):
            with pytest.raises(KeysStillRead, match="confirm again"):
                custody.destroy("CP-1", ERASED_AT)
            assert custody.is_destroyed("CP-1")
            assert key in pages_of(url)

    assert custody.destroy("CP-1", ERASED_AT) == 0
    assert key not in pages_of(url)


def test_nor_while_somebody_reads_the_table_itself_and_nobody_waits_long_for_that(
    opens: Opens, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scrubbing, "AGAIN_AFTER", ())
    custody = opens()
    custody.seal("CP-1", WORDS, ABOUT)
    custody.seal("CP-2", WORDS, ABOUT)

    with connected(url) as dump:
        dump.execute("LOCK TABLE case_keys IN ACCESS SHARE MODE")
        with pytest.raises(KeysStillRead):
            custody.destroy("CP-1", ERASED_AT)
        custody.seal("CP-2", WORDS, ABOUT)

    custody.scrub()
    assert asked(url, "SELECT dead_tuple_count FROM pgstattuple('case_keys')") == [(0,)]


def test_a_snapshot_that_ends_in_time_is_waited_for(opens: Opens, url: str) -> None:
    custody, other = opens(), opens()
    custody.seal("CP-1", WORDS, ABOUT)

    with connected(url) as dump, ThreadPoolExecutor(1) as threads:
        dump.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        dump.execute("SELECT 1")
        destroying = threads.submit(custody.destroy, "CP-1", ERASED_AT)
        while not other.is_destroyed("CP-1"):
            time.sleep(0.01)
        dump.rollback()
        assert destroying.result() == 1


def connected(url: str) -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(url.replace("+psycopg", ""))


def asked(url: str, question: str) -> list[tuple[Any, ...]]:
    """As the owner of the server, who may look into the pages."""
    with connected(url) as connection:
        for each in ("pgstattuple", "pageinspect"):
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {each}".encode())
        return connection.execute(question.encode()).fetchall()


def wrapped(url: str) -> list[tuple[str, bytes]]:
    found = asked(url, f"SELECT case_ref, wrapped FROM {CASE_KEYS.name}")
    return [(ref, bytes(key)) for ref, key in found]


def pages_of(url: str) -> bytes:
    """The table as it lies in its file, what is free of it too."""
    every = (
        "SELECT get_raw_page('case_keys', n::int) FROM "
        "generate_series(0, pg_relation_size('case_keys') / 8192 - 1) AS n"
    )
    return b"".join(bytes(page) for (page,) in asked(url, every))
