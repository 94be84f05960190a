"""The door: what is typed after `vigil` goes to `commands`. It decides nothing."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from typing import NoReturn

from adapters.logging import Form, configure
from adapters.time_zones import use_packaged_rules
from commands.app import build


def main() -> NoReturn:
    """Run one command; the process ends with its exit code."""
    use_packaged_rules()
    configure(Form.CONSOLE, sys.stderr, logging.CRITICAL)
    try:
        build()(prog_name="vigil")
    except SystemExit as ended:
        leave(ended.code if isinstance(ended.code, int) else int(bool(ended.code)))
    leave(0)


def leave(code: int) -> NoReturn:
    """End now: said and done is all there is, and everything of ours is closed.

    An ordinary end takes the interpreter down under the threads of Temporal's core,
    which now and then abort the process and put their own exit code for ours.
    """
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with suppress(BrokenPipeError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
