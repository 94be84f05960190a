from __future__ import annotations

import asyncio
from itertools import permutations
from pathlib import Path

import pytest

from adapters.carriers.handovers import FINAL, CarrierName, Handovers
from adapters.carriers.message_ids import reference
from adapters.store.database import Database
from domain.letters import Channel, Standing
from tests.adapters.conftest import ON_BOTH
from tests.dates import instant

pytestmark = ON_BOTH

MONDAY = instant("Mon 2027-01-04 08:00Z")
TUESDAY = instant("Tue 2027-01-05 08:00Z")
WEDNESDAY = instant("Wed 2027-01-06 08:00Z")
KEY = "CP-1/invitation/conf-1/r1/p-1-1/mail"
OTHER = "CP-1/invitation/conf-1/r1/p-2-1/mail"


@pytest.fixture
def handovers(database: Database) -> Handovers:
    return Handovers(database)


async def expect(handovers: Handovers, key: str = KEY) -> None:
    await handovers.expect(key, Channel.EMAIL, CarrierName.NOTIFY)


async def test_a_letter_is_found_by_its_reference_before_its_carrier_has_answered(
    handovers: Handovers,
) -> None:
    await expect(handovers)
    found = await handovers.of(KEY)

    assert await handovers.knows(reference(KEY))
    assert not await handovers.knows(reference(OTHER))
    assert await handovers.of(OTHER) is None
    assert found is not None
    assert (found.channel, found.carrier) == (Channel.EMAIL, CarrierName.NOTIFY)
    assert (found.standing, found.handed_over_at) == (None, None)
    assert not found.is_awaited


async def test_the_first_instant_stands_however_often_a_letter_is_asked_about(
    handovers: Handovers,
) -> None:
    await expect(handovers)
    await handovers.stands(KEY, Standing.SENT, MONDAY)
    waiting = await handovers.of(KEY)
    await handovers.stands(KEY, Standing.DELIVERED, TUESDAY)
    await handovers.stands(KEY, Standing.DELIVERED, WEDNESDAY)
    found = await handovers.of(KEY)

    assert waiting is not None
    assert waiting.is_awaited
    assert found is not None
    assert (found.handed_over_at, found.confirmed_at) == (MONDAY, TUESDAY)
    assert not found.is_awaited
    assert found.is_heard_of


async def test_a_hint_about_a_letter_that_is_not_ours_is_not_kept(
    handovers: Handovers,
) -> None:
    await expect(handovers)

    assert await handovers.hint(reference(OTHER), Standing.DELIVERED, MONDAY) is False
    assert await handovers.hinted(OTHER) is None
    assert await handovers.hinted(KEY) is None


@pytest.mark.parametrize("final", sorted(FINAL))
async def test_late_and_repeated_hints_never_take_back_a_final_one(
    handovers: Handovers, final: Standing
) -> None:
    """Every order of a final hint among the others ends with the final one."""
    said = (Standing.SENT, final, Standing.UNCONFIRMED, Standing.SENT)
    for number, order in enumerate(permutations(said)):
        key = f"{KEY}/{number}"
        await expect(handovers, key)
        for standing in (*order, *order):
            assert await handovers.hint(reference(key), standing, MONDAY) is True
        assert await handovers.hinted(key) is final


async def test_the_first_of_two_final_hints_stands(handovers: Handovers) -> None:
    await expect(handovers)
    await handovers.hint(reference(KEY), Standing.PERMANENT_FAILURE, MONDAY)
    await handovers.hint(reference(KEY), Standing.DELIVERED, TUESDAY)
    found = await handovers.of(KEY)

    assert found is not None
    assert (found.hint, found.hinted_at) == (Standing.PERMANENT_FAILURE, MONDAY)
    assert found.standing is None


async def test_a_carrier_that_did_not_take_it_gives_way_to_the_next(
    handovers: Handovers,
) -> None:
    await expect(handovers)
    await handovers.expect(KEY, Channel.EMAIL, CarrierName.SMTP)
    found = await handovers.of(KEY)

    assert found is not None
    assert found.carrier is CarrierName.SMTP


async def test_a_letter_that_was_taken_back_is_with_nobody(
    handovers: Handovers,
) -> None:
    await expect(handovers)
    await handovers.stands(KEY, Standing.QUEUED, MONDAY)
    await handovers.forget(KEY)

    assert await handovers.of(KEY) is None
    assert await handovers.since(MONDAY) == []


async def test_the_letters_since_a_day_come_oldest_first(handovers: Handovers) -> None:
    for key, at in (("b", WEDNESDAY), ("a", TUESDAY), ("c", MONDAY)):
        await expect(handovers, key)
        await handovers.stands(key, Standing.SENT, at)
    await expect(handovers, "not taken")

    assert [each.key for each in await handovers.since(TUESDAY)] == ["a", "b"]


async def test_of_hints_at_the_same_moment_the_final_one_stands(
    where: Path | str,
) -> None:
    databases = [Database.open(where) for _ in range(3)]
    receivers = [Handovers(database) for database in databases]
    said = (Standing.SENT, Standing.DELIVERED, Standing.UNCONFIRMED)

    for number in range(10):
        key = f"{KEY}/{number}"
        await expect(receivers[0], key)
        told = zip(receivers, said, strict=True)
        await asyncio.gather(
            *(each.hint(reference(key), standing, MONDAY) for each, standing in told)
        )
        assert await receivers[0].hinted(key) is Standing.DELIVERED
    for database in databases:
        database.close()
