"""Where the parts of a running stack listen, for programs that start after it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from rulebook.schema import Frozen

FILE_NAME: Final = "stack.json"
#: What runs on this machine is heard on this machine only.
LOOPBACK: Final = "127.0.0.1"
TEMPORAL_PORT: Final = 7233


class StackUnreadable(ValueError):
    """The file is not one of ours: it may be removed while nothing runs."""


class Stack(Frozen):
    """Addresses on this machine: Temporal's `host:port`, the mail sink, the console."""

    temporal: str
    smtp_port: int | None = None
    console: str | None = None

    def save(self, home: Path) -> None:
        """Replace the file in one step, so that no reader sees half of it."""
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = home / f".{FILE_NAME}.{os.getpid()}"
        fresh.write_text(self.model_dump_json(), "utf-8")
        fresh.replace(home / FILE_NAME)

    @classmethod
    def load(cls, home: Path) -> Stack | None:
        """The stack of this home, None if none was started. Raises StackUnreadable."""
        try:
            return cls.model_validate_json((home / FILE_NAME).read_bytes())
        except FileNotFoundError:
            return None
        except ValidationError:
            raise StackUnreadable(
                f"{FILE_NAME} cannot be read; remove it and start the stack again"
            ) from None
