"""What was measured, written between two marks of `docs/limits.md`."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from bench.tables import Table

PAGE: Final = Path(__file__).parents[1] / "docs" / "limits.md"
BEGIN: Final = "<!-- measured: written by `python -m bench --write` -->"
END: Final = "<!-- measured: end -->"
GIGABYTE: Final = 2**30


class NoMarks(ValueError):
    """The page has lost the marks between which numbers are written."""


def write(tables: Iterable[Table], today: date, page: Path = PAGE) -> None:
    """Put the tables into the page, and leave the rest of it. Raises `NoMarks`."""
    held = page.read_text("utf-8")
    if BEGIN not in held or END not in held:
        raise NoMarks
    before, after = held.split(BEGIN)[0], held.split(END)[1]
    told = "\n".join(table.page() for table in tables)
    said = f"Measured on {today:%A} {today.isoformat()}: {machine()}."
    page.write_text(f"{before}{BEGIN}\n\n{said}\n\n{told}\n{END}{after}", "utf-8")


def machine() -> str:
    """What kind of machine this is: cores, memory, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIGABYTE
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB of memory, "
        f"{platform.system()}, Python {platform.python_version()}; one-minute load "
        f"{os.getloadavg()[0]:.1f} at the end"
    )
