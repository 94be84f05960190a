"""`python -m bench`: measure, and say it. `--write` puts it into `docs/limits.md`."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from adapters.clock import SystemClock
from adapters.time_zones import use_packaged_rules
from bench import domain, history, limits, press, record, throughput
from bench.story import two_years
from bench.tables import Table

MEASURED = ("domain", "press", "history", "record", "throughput")
Only = Annotated[
    list[str] | None, typer.Option(help="domain, history, press, record or throughput")
]
Write = Annotated[bool, typer.Option("--write", help="write docs/limits.md")]


def main(only: Only = None, write: Write = False) -> None:
    """Measure everything, or only what is named."""
    if only and write:
        raise typer.BadParameter("the page is written whole: leave --only out")
    use_packaged_rules()
    console = Console()
    tables = _measure(set(only or MEASURED), console)
    for table in tables:
        console.print(table.shown())
    if write:
        limits.write(tables, SystemClock().now().date())


def _measure(wanted: set[str], console: Console) -> list[Table]:
    tables: list[Table] = []
    with Progress(console=console, transient=True) as bars:
        if "domain" in wanted:
            bar = bars.add_task("the domain", total=domain.steps())
            tables += domain.domain(lambda: bars.advance(bar))
        if "press" in wanted:
            bar = bars.add_task("the press", total=press.steps())
            tables.append(press.press(lambda: bars.advance(bar)))
        if "history" in wanted:
            bar = bars.add_task("history", total=history.steps(two_years()))
            tables.append(asyncio.run(history.history(lambda: bars.advance(bar))))
        if "record" in wanted:
            bar = bars.add_task("the record", total=record.steps())
            tables.append(asyncio.run(record.record(lambda: bars.advance(bar))))
        if "throughput" in wanted:
            bar = bars.add_task("throughput", total=throughput.ROUNDS)
            tables.append(asyncio.run(throughput.throughput(lambda: bars.advance(bar))))
    return tables


if __name__ == "__main__":
    typer.run(main)
