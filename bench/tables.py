"""What was measured, as a table that a terminal and a page can both show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import process_time

from rich.table import Table as Shown


@dataclass(frozen=True)
class Table:
    """One measurement. `means` says in a paragraph how to read it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    means: str

    def shown(self) -> Shown:
        """For a terminal: numbers to the right of what they are about."""
        table = Shown(title=self.title, caption=self.means, title_justify="left")
        for number, name in enumerate(self.columns):
            table.add_column(name, justify="right" if number else "left")
        for row in self.rows:
            table.add_row(*row)
        return table

    def page(self) -> str:
        """For `docs/limits.md`: a heading, the paragraph, the table."""
        rule = ["---", *("---:" for _ in self.columns[1:])]
        lines = [_line(cells) for cells in (self.columns, rule, *self.rows)]
        return "\n".join((f"### {self.title}", "", self.means, "", *lines, ""))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def seconds(work: Callable[[], object], times: int) -> float:
    """The median of so many runs of `work`, in seconds of one core's own time."""
    return median(_once(work) for _ in range(times))


def _once(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def met(kept: bool) -> str:
    return "met" if kept else "not met"
