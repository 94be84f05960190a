"""`vigil callbacks`: take what GOV.UK Notify tells of letters, until told to stop."""

from __future__ import annotations

import logging
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from adapters.carriers.callback_server import Serving, serving
from adapters.carriers.handovers import Handovers
from adapters.carriers.notify_callbacks import PATH, NotifyCallbacks
from adapters.clock import SystemClock
from adapters.logging import Form, configure
from adapters.settings import Settings
from adapters.store.database import Database
from commands.output import Ended, Failure, calm, say
from commands.service import settings, store_of
from commands.stopping import until_stopped


@calm
async def callbacks() -> None:
    """Listen for what GOV.UK Notify tells of letters. Set VIGIL_CALLBACK_TOKENS."""
    found = settings()
    if not found.tokens():
        raise Failure(
            Ended.BAD_INPUT,
            "nobody is let in without a token: set it to the bearer token that the "
            "service at Notify was given for its callbacks",
            where="VIGIL_CALLBACK_TOKENS",
        )
    # A person reads this stream: the web server's own comings and goings say nothing.
    configure(Form.JSON, sys.stderr, logging.WARNING)
    await until_stopped(_receive(found))


async def _receive(settings: Settings) -> None:
    async with (
        store_of(settings, create=True) as store,
        receiving(settings, store.database) as server,
    ):
        say(f"Taking callbacks on port {server.port}, at {PATH}. Ctrl-C stops it.")
        await server.work
    raise Failure(Ended.UNREACHABLE, "the receiver stopped by itself: start it again")


@asynccontextmanager
async def receiving(settings: Settings, database: Database) -> AsyncIterator[Serving]:
    """Take callbacks while the block runs. Ends in unreachable if it cannot listen."""
    receiver = NotifyCallbacks(Handovers(database), settings.tokens(), SystemClock())
    server = serving(receiver.app(), settings.callback_port, settings.callback_host)
    async with AsyncExitStack() as stack:
        try:
            running = await stack.enter_async_context(server)
        except OSError:
            raise Failure(
                Ended.UNREACHABLE,
                "callbacks cannot be taken there: another program has the port, or "
                "the address is not this machine's",
                where="VIGIL_CALLBACK_PORT",
            ) from None
        yield running
