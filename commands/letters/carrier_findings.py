"""The checks of what carries letters: who says no more, and what waits to be posted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from adapters.carriers.handovers import CarrierName, Handovers
from adapters.carriers.health import LOOK_BACK, Health, carrier_health
from adapters.carriers.print_queue import PrintQueue
from adapters.settings import Settings
from commands.findings import Finding, Grade
from commands.letters.standings import WAYS
from commands.output import Failure
from commands.service import now, store_of
from commands.words import many

BY: Final = {
    CarrierName.SMTP: "the mail server",
    CarrierName.NOTIFY: "GOV.UK Notify",
    CarrierName.PRINT: "the print queue",
}


async def carriers(settings: Settings) -> list[Finding]:
    """Each carrier that promised word of its letters, and the print queue.

    Nothing where there is no record yet: the check of the record says so.
    """
    try:
        async with store_of(settings) as store:
            taken = await Handovers(store.database).since(now() - LOOK_BACK)
    except Failure:
        return []
    waiting = await PrintQueue(settings.print_folder).waiting()
    return [*map(of_health, carrier_health(taken, now())), *to_post(waiting)]


def of_health(health: Health) -> Finding:
    """Well, some unheard of, or silent: that counts as down."""
    about = f"{WAYS[health.channel]} by {BY[health.carrier]}"
    if health.is_down:
        return Finding(about=about, grade=Grade.WRONG, says=_silent(health))
    says = f"{many(health.confirmed, 'letter')} heard of"
    if not health.unconfirmed:
        return Finding(about=about, grade=Grade.GOOD, says=says)
    says += f", {health.unconfirmed} not in time"
    return Finding(about=about, grade=Grade.MIND, says=says)


def _silent(health: Health) -> str:
    since = f" since {_minute(health.since)}" if health.since else ""
    return (
        f"{WAYS[health.channel]} accepted but not confirmed for "
        f"{many(health.silent, 'letter')}{since}, and nothing after: treat it as down, "
        "see that whoever they were for was reached, and look at the carrier"
    )


def to_post(waiting: list[datetime]) -> Iterator[Finding]:
    if waiting:
        says = (
            f"{many(len(waiting), 'letter')} to print and post, the oldest since "
            f"{_minute(waiting[0])}"
        )
        yield Finding(about="print queue", grade=Grade.MIND, says=says)


def _minute(at: datetime) -> str:
    return at.isoformat(" ", "minutes")
