"""A lock file: of several programs that want a folder to themselves, one has it.

The lock goes with its holder, however that ends, so nothing is left to be cleared away.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyHeld(Exception):
    """Another program holds the lock."""


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Hold the lock while the block runs. Raises AlreadyHeld at once, never waits."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with file.open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyHeld from None
        yield
