"""`vigil retention refused`: what was refused at the door, and is kept long enough.

Nobody's record stands behind it: what a source was refused it sends again, or not.
"""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Annotated

import typer

from adapters.quarantine import SqlQuarantine
from commands.output import (
    AsJson,
    calm,
    rows,
    say,
    say_json,
    show,
    table,
)
from commands.retention.desk import Desk, desk, now
from commands.service import store_troubles
from domain.retention.deciding import may_erase
from domain.retention.months import is_over
from rulebook.schema import Frozen

#: What is written of a month that goes, and why.
ERASED, WHY = "erased", "refused-at-the-door"


class Month(Frozen):
    """A month in which something was refused. `gone`: nothing of it opens any more."""

    month: str
    is_over: bool
    gone: bool


@calm
async def refused(
    erase: Annotated[
        bool, typer.Option("--erase", help="Erase each month whose time is over.")
    ] = False,
    json: AsJson = False,
) -> None:
    """What was refused at the door, month by month. Erases only with --erase."""
    async with desk() as at:
        quarantine = SqlQuarantine(at.store.database, at.settings.custody)
        with store_troubles():
            found = [_month(at, name) for name in await quarantine.months()]
        if erase:
            await at.judged(None, "refused", lambda: may_erase(at.by, at.policy))
            found = [await _erased(at, month) for month in found]
            with store_troubles():  # also of those that were stopped half-way
                await asyncio.to_thread(at.settings.custody.scrub)
    if json:
        say_json([month.model_dump(mode="json") for month in found])
        return
    show(rows(table("Refused in", "Now"), map(_line, found)))
    say(f"Each month is kept for {at.policy.refused} days after its last.")


def _month(at: Desk, name: str) -> Month:
    """`name`: as its keys are kept under, `refused/2026-11`."""
    _, _, month = name.partition("/")
    over = is_over(date.fromisoformat(f"{month}-01"), at.policy.refused, now().date())
    return Month(month=month, is_over=over, gone=at.settings.custody.is_destroyed(name))


async def _erased(at: Desk, month: Month) -> Month:
    """Written down first: stopped after that, it is done again and ends the same."""
    if month.gone or not month.is_over:
        return month
    name = f"refused/{month.month}"
    await at.write(ERASED, name, WHY)
    with store_troubles():
        await asyncio.to_thread(at.settings.custody.destroy, name, now())
    return month.model_copy(update={"gone": True})


def _line(month: Month) -> tuple[str, ...]:
    if month.gone:
        return month.month, "erased"
    return month.month, "its time is over" if month.is_over else "kept"
