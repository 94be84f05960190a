"""Look for planted secrets in every form of the letters of ten thousand families.

python -m tools.canaries [--families 10000] [--from 0] [--letters 12] [--minutes 0]

Each family is its number, so what is found can be looked at again. `--letters` of each
are taken at random, 0 for all of them; every form of each is searched: mail, page, PDF,
DOCX, calendar, text, names of files, what Notify is given. After `--minutes`, where
that is not 0, no more families are begun. Exit 1 where anything was found.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import islice
from multiprocessing import get_context
from time import monotonic
from typing import Final

from rich.console import Console
from rich.progress import Progress

from tests.documents.giving_away import NOTHING, Told, looked_at

FAMILIES: Final = 10_000
LETTERS: Final = 12
PROCESSES: Final = 2
#: Families at a time in one process, and how many such lots wait for one.
LOT: Final = 5
AHEAD: Final = 2


def lots(first: int, families: int) -> Iterator[range]:
    """The numbers of the families, a few at a time."""
    end = first + families
    for start in range(first, end, LOT):
        yield range(start, min(start + LOT, end))


def search(
    first: int, families: int, letters: int | None, seconds: float | None = None
) -> tuple[int, Told]:
    """How many families were looked at, and what was found in their letters."""
    begun, seen, told = monotonic(), 0, NOTHING
    waiting = lots(first, families)
    under_way: dict[Future[Told], int] = {}
    context = get_context("spawn")
    with (
        _bar() as bar,
        ProcessPoolExecutor(PROCESSES, mp_context=context) as processes,
    ):
        task = bar.add_task("Families", total=families)
        while True:
            late = seconds is not None and monotonic() - begun > seconds
            room = 0 if late else PROCESSES * AHEAD - len(under_way)
            for lot in islice(waiting, room):
                under_way[processes.submit(looked_at, lot, letters)] = len(lot)
            if not under_way:
                return seen, told
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for each in done:
                told, seen = told + each.result(), seen + under_way.pop(each)
            bar.update(task, completed=seen)


def _bar() -> Progress:
    """On the error stream, and only where somebody watches."""
    console = Console(stderr=True)
    return Progress(console=console, transient=True, disable=not console.is_terminal)


def report(seen: int, told: Told) -> str:
    """What was looked at, and what was found."""
    kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(told.letters.items()))
    found = "\n".join(f"FOUND {n}: {what}" for what, n in sorted(told.leaks.items()))
    return (
        f"{seen} families, {sum(told.letters.values())} letters in every form "
        f"({kinds}); {told.stopped['not-cleared']} were stopped.\n"
        f"{found or 'No secret was found.'}\n"
    )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--families", type=int, default=FAMILIES)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--letters", type=int, default=LETTERS)
    parser.add_argument("--minutes", type=float, default=0.0)
    asked = parser.parse_args(arguments)
    seconds = asked.minutes * 60 or None
    seen, told = search(asked.first, asked.families, asked.letters or None, seconds)
    sys.stdout.write(report(seen, told))
    return 1 if told.leaks else 0


if __name__ == "__main__":
    sys.exit(main())
