"""Workers that bring parts of one digest at the same moment agree on it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from activities.ports import DigestEnded, DigestPart, Lead, Wait
from adapters.carriers.digests import LAST_CALL, LEASE, SqlDigests
from adapters.sealing.custody import Custody
from adapters.store.database import Database
from adapters.store.tables import DIGEST_PARTS, DIGESTS
from domain.letters import Letter
from tests.adapters.conftest import ON_BOTH
from tests.dates import instant

pytestmark = ON_BOTH

EIGHT = instant("Mon 2026-11-23 08:00Z")
GATHERS = timedelta(minutes=5)
OVER = EIGHT + GATHERS
CALLED = OVER + LAST_CALL
FAMILIES = range(8)
DAYS = [date(2026, 11, 23) + timedelta(days=day) for day in range(5)]


@pytest.fixture
def workers(where: Path | str, custody: Custody) -> Iterator[list[SqlDigests]]:
    databases = [Database.open(where) for _ in range(4)]
    yield [SqlDigests(database, custody, GATHERS) for database in databases]
    for database in databases:
        database.close()


def part(family: int, day: date) -> DigestPart:
    letter = Letter(
        key=f"CP-{family}/digest/{day}",
        case=f"CP-{family}",
        kind="digest",
        to="p-1",
        name="A social worker",
        address="worker@council.example",
        document="digest",
        readers=("p-1",),
    )
    return DigestPart(letter, day)


async def all_bring(
    workers: list[SqlDigests], day: date, seconds: float
) -> list[Wait | Lead | DigestEnded]:
    at = EIGHT + timedelta(seconds=seconds)
    return await asyncio.gather(
        *(workers[family % 4].put(part(family, day), at) for family in FAMILIES)
    )


async def test_parts_that_come_at_once_are_gathered_in_one_digest(
    workers: list[SqlDigests],
) -> None:
    for day in DAYS:
        assert await all_bring(workers, day, 0) == [Wait(OVER)] * len(FAMILIES)

    digests = select(func.count()).select_from(DIGESTS)
    parts = select(func.count()).select_from(DIGEST_PARTS)
    database = workers[0].database
    assert await database.read(lambda db: db.scalar(digests)) == len(DAYS)
    assert await database.read(lambda db: db.scalar(parts)) == 8 * len(DAYS)


async def test_of_all_who_come_back_at_once_one_leads_with_every_part(
    workers: list[SqlDigests],
) -> None:
    for day in DAYS:
        await all_bring(workers, day, 0)
        assert await all_bring(workers, day, 300) == [Wait(CALLED)] * len(FAMILIES)

        told = await all_bring(workers, day, 330)

        led = [each for each in told if isinstance(each, Lead)]
        waiting = [each for each in told if isinstance(each, Wait)]
        assert len(led) == 1
        assert len(waiting) == len(FAMILIES) - 1
        assert {each.until for each in waiting} == {CALLED + LEASE}
        assert len(led[0].parts) == len(FAMILIES)


async def test_whoever_takes_over_while_it_ends_has_all_of_it_or_hears_that_it_ended(
    workers: list[SqlDigests],
) -> None:
    """What a digest said goes when it ends: nobody is ever given half of it."""
    ended = DigestEnded(CALLED + LEASE, "")
    for day in DAYS:
        for seconds in (0, 300, 330):
            await all_bring(workers, day, seconds)
        digest = await key_of(workers[0], day)

        told = await asyncio.gather(
            workers[0].end(digest, ended),
            *(workers[no].put(part(no, day), CALLED + LEASE) for no in (1, 2, 3)),
        )

        assert told[0] == ended
        for turn in told[1:]:
            assert turn == ended or isinstance(turn, Wait | Lead)
            if isinstance(turn, Lead):
                assert len(turn.parts) == len(FAMILIES)


async def key_of(digests: SqlDigests, day: date) -> str:
    wanted = select(DIGESTS.c.key).where(DIGESTS.c.day == day.isoformat())
    return await digests.database.read(lambda db: db.scalars(wanted).one())
