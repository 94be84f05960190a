"""Waiting ends when it is so, or when the time is up; a folder has one holder.

What is done beside something else ends with it.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from adapters.embedded_server import free_port
from adapters.one_at_a_time import AlreadyHeld, held
from adapters.waiting import answers, beside, until


async def test_what_is_found_at_the_third_look_is_returned() -> None:
    looks = iter([None, None, "there"])

    async def look() -> str | None:
        return next(looks)

    assert await until(look, within=5, every=0.001) == "there"


async def test_when_time_is_up_nothing_was_found() -> None:
    looks = 0

    async def look() -> str | None:
        nonlocal looks
        looks += 1
        return None

    assert await until(look, within=0) is None
    assert looks == 1


async def test_a_port_answers_while_something_listens_there() -> None:
    async with await asyncio.start_server(
        lambda reader, writer: writer.close(), "127.0.0.1", 0
    ) as listening:
        port = listening.sockets[0].getsockname()[1]
        assert await answers("127.0.0.1", port, within=5)

    assert not await answers("127.0.0.1", free_port(), within=5)


async def test_what_is_done_beside_a_block_goes_on_in_it_and_ends_with_it() -> None:
    turns, goes_on = 0, asyncio.Event()

    async def work() -> None:
        nonlocal turns
        while True:
            turns += 1
            goes_on.set()
            await asyncio.sleep(0)

    async with beside(work()):
        await goes_on.wait()
    done = turns
    for _ in range(5):
        await asyncio.sleep(0)

    assert done >= 1
    assert turns == done


async def test_it_ends_with_a_block_that_fails_and_the_failure_is_told() -> None:
    ended = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async def failing() -> None:
        async with beside(work()):
            await asyncio.sleep(0)
            raise LookupError

    with pytest.raises(LookupError):
        await failing()
    assert ended.is_set()


async def test_what_it_failed_with_is_raised_when_the_block_ends() -> None:
    async def work() -> None:
        raise LookupError

    reached = False

    async def going_on() -> None:
        nonlocal reached
        async with beside(work()):
            await asyncio.sleep(0)
            reached = True

    with pytest.raises(LookupError):
        await going_on()
    assert reached


def test_a_lock_has_one_holder_and_is_free_again_afterwards(tmp_path: Path) -> None:
    lock = tmp_path / "home" / "up.lock"

    with held(lock), pytest.raises(AlreadyHeld), held(lock):
        raise AssertionError("held twice")
    with held(lock):
        assert lock.exists()
