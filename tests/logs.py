"""The log sent somewhere for a while, and everything that logs left as it was."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import structlog

from adapters.logging import Form, configure


@contextmanager
def logging_to(stream: TextIO) -> Iterator[None]:
    """As a program in production logs, to the stream; afterwards as before."""
    handlers, level = logging.root.handlers[:], logging.root.level
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    configure(Form.JSON, stream)
    try:
        yield
    finally:
        logging.captureWarnings(False)
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
        logging.root.handlers[:], logging.root.level = handlers, level
        structlog.reset_defaults()
