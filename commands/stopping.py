"""Programs that run until they are told to stop, and then stop in order."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine

from commands.output import say


async def until_stopped(work: Coroutine[None, None, None]) -> None:
    """Run it; Ctrl-C or SIGTERM ends it once, in order, however often it is pressed."""
    task, asked = asyncio.ensure_future(work), asyncio.Event()

    def stop() -> None:
        if not asked.is_set():
            asked.set()
            task.cancel()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    try:
        await task
    except asyncio.CancelledError:
        if not asked.is_set():
            raise
        say("Vigil has stopped.")
