"""Files that are whole or not there: written aside, to the disk, and then named."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Write a file for its owner's eyes only, in one step; what had its name is gone.

    Raises OSError, and then nothing has the name that had it not before.
    """
    handle, aside = tempfile.mkstemp(dir=file.parent, prefix=".arriving-")
    try:
        with os.fdopen(handle, "wb") as arriving:
            arriving.write(content)
            arriving.flush()
            os.fsync(arriving.fileno())
        Path(aside).replace(file)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """See to it that the names in a folder outlast a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
