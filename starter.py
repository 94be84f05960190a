"""The door: what is typed after `vigil` goes to `commands`. It decides nothing."""

from __future__ import annotations

import logging
import sys

from adapters.logging import Form, configure
from adapters.time_zones import use_packaged_rules
from commands.app import build


def main() -> None:
    """Run one command; the process ends with its exit code."""
    use_packaged_rules()
    configure(Form.CONSOLE, sys.stderr, logging.CRITICAL)
    build()(prog_name="vigil")


if __name__ == "__main__":
    main()
