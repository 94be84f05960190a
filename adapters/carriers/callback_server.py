"""A web server for one small application, inside this process, until it is left."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final, NamedTuple

import uvicorn
from starlette.types import ASGIApp

from adapters.stack import LOOPBACK
from adapters.waiting import until

START_SECONDS: Final = 10.0
GOODBYE_SECONDS: Final = 5
AT_ONCE: Final = 64
WAITING: Final = 128


class Serving(NamedTuple):
    """Where it listens, and the work of it, which ends only when the server does."""

    port: int
    work: asyncio.Task[None]


@asynccontextmanager
async def serving(
    app: ASGIApp, port: int = 0, host: str = LOOPBACK
) -> AsyncIterator[Serving]:
    """Listen while the block runs. Raises OSError if the port cannot be had."""
    listener = _listener(host, port)
    server = _Server(_config(app))
    work = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await until(lambda: _is_up(server, work), START_SECONDS)
        yield Serving(listener.getsockname()[1], work)
    finally:
        server.should_exit = True
        await asyncio.gather(work, return_exceptions=True)
        listener.close()


async def _is_up(server: uvicorn.Server, work: asyncio.Task[None]) -> bool | None:
    """Raises what ended the server, if it ended before it began."""
    if work.done():
        work.result()
    return server.started or None


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ctrl-C is for the program, which has more than this to stop."""
        yield


def _config(app: ASGIApp) -> uvicorn.Config:
    """No log of requests: what is asked, and by whom, is written nowhere."""
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        limit_concurrency=AT_ONCE,
        timeout_keep_alive=GOODBYE_SECONDS,
        timeout_graceful_shutdown=GOODBYE_SECONDS,
    )


def _listener(host: str, port: int) -> socket.socket:
    """Bound here, since a server that finds its port taken ends the whole program."""
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[
        0
    ]
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(WAITING)
    except OSError:
        listener.close()
        raise
    listener.setblocking(False)
    return listener
