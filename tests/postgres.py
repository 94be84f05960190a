"""A real PostgreSQL server, from the machine's own programs, for as long as it is used.

It listens on a socket in a folder of its own and nowhere else.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Final

import psycopg
from sqlalchemy import make_url

from adapters.store.upgrading import upgrade_store

MEMORY: Final = Path("/dev/shm")
ROOM: Final = 4 * 2**30
INSTALLED: Final = Path("/usr/lib/postgresql")
OWNER: Final = "vigil_owner"
#: Whom the server runs as when the tests are run by root, whom it refuses.
NOBODY: Final = ("postgres", "nobody")
READY_SECONDS: Final = 60.0
PORT: Final = "5432"
ASK_AGAIN_SECONDS: Final = 0.02


class PostgresMissing(Exception):
    """The tests need a real server, and there is none on this machine."""

    def __init__(self) -> None:
        super().__init__(
            "no PostgreSQL server programs (initdb, postgres) are on this machine: "
            "install Debian's package 'postgresql' (apt-get install postgresql), or "
            "put their folder on PATH"
        )


class PostgresUnusable(Exception):
    """The server did not start. What it said is in its log, which this repeats."""


class Postgres:
    """One server on one folder of data. Its owner may do everything.

    `durable`: whether it waits for the disk, as a real one does; a killed process
    loses nothing either way.
    """

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        self._folder, self._durable = folder, durable
        self._data, self._log = folder / "data", folder / "log"
        self._process: subprocess.Popen[bytes] | None = None
        self._upgraded: str | None = None
        self._names = (f"t{number}" for number in count(1))
        self._programs = programs()
        self._as = {} if os.geteuid() else _somebody_else(folder)
        self._lay_out()

    def start(self) -> None:
        """Start it on the data it has, and wait until it answers."""
        fsync = "on" if self._durable else "off"
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self._folder),
            "port": PORT,
            "fsync": fsync,
            "synchronous_commit": "on",
            "max_connections": "200",
        }
        options = [f"--{name}={value}" for name, value in settings.items()]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self._data, *options],
                stdout=log,
                stderr=log,
                cwd=self._folder,
                start_new_session=True,
                **self._as,
            )
        self._wait_until_it_answers()

    def kill(self) -> None:
        """SIGKILL: the server and all that it has begun, at one moment."""
        process = self._running()
        os.kill(process.pid, signal.SIGSTOP)  # so that it begins nothing more
        children = _children(process.pid)
        for pid in [*children, process.pid]:
            os.kill(pid, signal.SIGKILL)
        process.wait()
        _until_gone(children)
        self._process = None

    def stop(self) -> None:
        """End it in order. Nothing when it does not run."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(timeout=READY_SECONDS)
            self._process = None

    def url(self, template: str = "template1") -> str:
        """The address of a fresh database; it is its owner's."""
        name = next(self._names)
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)

    def store(self) -> str:
        """The address of a fresh store, as 'vigil store upgrade' leaves one."""
        if self._upgraded is None:
            self._upgraded = next(self._names)
            self.execute(f"CREATE DATABASE {self._upgraded}")
            upgrade_store(self.address(self._upgraded))
        return self.url(self._upgraded)

    def drop(self, address: str) -> None:
        """Take a database away, whoever is in it."""
        self.execute(f"DROP DATABASE {make_url(address).database} WITH (FORCE)")

    def address(self, database: str, user: str = OWNER) -> str:
        """The address of a database, for one of its logins. No password is asked."""
        return f"postgresql+psycopg://{user}@/{database}?host={self._folder}"

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Do one thing as the owner, outside any transaction."""
        with self._connect(database) as connection:
            connection.execute(statement.encode())

    def _connect(self, database: str) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(
            host=str(self._folder), user=OWNER, dbname=database, autocommit=True
        )

    def _lay_out(self) -> None:
        done = subprocess.run(
            [
                *(self._programs / "initdb", "-D", self._data, "-U", OWNER),
                *("-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"),
            ],
            capture_output=True,
            check=False,
            cwd=self._folder,
            **self._as,
        )
        if done.returncode:
            raise PostgresUnusable(done.stderr.decode(errors="replace"))

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise PostgresUnusable("it does not run")
        return self._process

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while True:
            try:
                self._connect("postgres").close()
                return
            except psycopg.OperationalError:
                ended = self._running().poll() is not None
                if ended or time.monotonic() > deadline:
                    raise PostgresUnusable(self._log.read_text("utf-8")) from None
            time.sleep(ASK_AGAIN_SECONDS)


@contextmanager
def serving(*, durable: bool = False) -> Iterator[Postgres]:
    """A server that is started, and ended and taken away afterwards."""
    folder = None if durable else _in_memory()
    with tempfile.TemporaryDirectory(prefix="pg-", dir=folder) as name:
        server = Postgres(Path(name), durable=durable)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def programs() -> Path:
    """The folder of the newest server's programs. Raises PostgresMissing."""
    versions = [each for each in INSTALLED.glob("*/bin") if (each / "initdb").exists()]
    if versions:
        return max(versions, key=lambda each: float(each.parent.name))
    found = shutil.which("initdb")
    if found is None:
        raise PostgresMissing
    return Path(found).resolve().parent


def _in_memory() -> Path | None:
    """Where a server that need not outlast the machine is quickest, if there is room.

    Each store is a database of its own, of several megabytes in hundreds of files.
    """
    there = MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    return MEMORY if there and shutil.disk_usage(MEMORY).free > ROOM else None


def _somebody_else(folder: Path) -> dict[str, Any]:
    """The server refuses to run as root: the folder becomes another user's."""
    known = {each.pw_name: each for each in pwd.getpwall()}
    user = next(known[name] for name in NOBODY if name in known)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _until_gone(pids: Iterable[int]) -> None:
    """What was killed may hold the server's memory for a moment: it cannot start."""
    deadline = time.monotonic() + READY_SECONDS
    for pid in pids:
        while _is_alive(pid):
            if time.monotonic() > deadline:
                raise PostgresUnusable("a killed process of the server does not end")
            time.sleep(0.005)


def _is_alive(pid: int) -> bool:
    """Not one that only waits for somebody to take note of its end."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def _children(parent: int) -> list[int]:
    """What another process has begun, by its id: each leads a group of its own."""
    stats = [each.parent for each in Path("/proc").glob("[0-9]*/stat")]
    return [int(each.name) for each in stats if _parent(each) == parent]


def _parent(process: Path) -> int | None:
    try:
        fields = (process / "stat").read_text("utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):  # it has ended in the meantime
        return None
    return int(fields[1])
