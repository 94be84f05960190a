"""The cases' keys on a real PostgreSQL, with several workers at the same moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import psycopg
import pytest

from adapters.sealing.custody import Custody
from adapters.sealing.keyring import KEY_BYTES, Keyring, Sealed, Unopenable
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

    assert 36 <= sum(each for each in done[:2] if isinstance(each, int)) <= 40
    assert opened == ["erased" if n % 10 == 0 else WORDS for n in range(40)]


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
    assert dead_rows(url) == 0


def dead_rows(url: str) -> int:
    """What PostgreSQL still holds of rows that were changed."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pgstattuple")
        row = connection.execute(
            "SELECT dead_tuple_count FROM pgstattuple('case_keys')"
        ).fetchone()
    assert row is not None
    return int(row[0])
