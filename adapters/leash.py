"""Run a program that dies when the process that started it dies.

`python leash.py PARENT PROGRAM ARGUMENT...` becomes PROGRAM under the same process id.
A parent that is killed outright cannot stop its children; on Linux the kernel does it,
when the thread that started the program ends. Elsewhere only the parent can.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import Final

SET_PARENT_DEATH_SIGNAL: Final = 1


def tie(parent: int) -> None:
    """Ask to be ended with `parent`, a process id; exit if it is gone already."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit("the process that wanted this program has gone")


if __name__ == "__main__":
    tie(int(sys.argv[1]))
    os.execv(sys.argv[2], sys.argv[2:])
