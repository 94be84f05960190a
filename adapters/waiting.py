"""Waiting for something outside to be so, and doing something else meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

Found = TypeVar("Found")

EVERY_SECONDS = 0.1


async def until(
    look: Callable[[], Awaitable[Found | None]],
    within: float,
    every: float = EVERY_SECONDS,
) -> Found | None:
    """What `look` finds, asked again every so many seconds; None when time is up.

    One look is always taken, and one that has begun is waited for.
    """
    clock = asyncio.get_running_loop().time
    deadline = clock() + within
    while True:
        found = await look()
        if found is not None or clock() >= deadline:
            return found
        await asyncio.sleep(every)


async def answers(host: str, port: int, within: float) -> bool:
    """Whether something takes a connection there within so many seconds."""
    try:
        async with asyncio.timeout(within):
            _, writer = await asyncio.open_connection(host, port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True


@asynccontextmanager
async def beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Have this done while the block runs, and stopped when the block ends.

    What it raises is raised at the end of the block, if it ended before it.
    """
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
