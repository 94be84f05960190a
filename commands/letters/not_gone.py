"""What cases still have to send: asked of each case, for no record tells it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from temporalio.client import Client

from adapters.record.fact_ledger import SqlFactLedger
from adapters.settings import Settings
from commands.caseload import lines_of
from commands.letters.sending import Sending, State
from commands.one_case import view_by
from commands.output import Ended, Failure
from commands.service import client_of
from domain.letters import Channel
from domain.unsent import UnsentView
from domain.worklist import Stage

#: So many cases are asked at once: enough to be quick, and no burden to the worker.
AT_ONCE: Final = 8


def waiting(unsent: Iterable[UnsentView]) -> Iterator[Sending]:
    """What has not gone, the earliest first: no number before it is on record."""
    for letter in sorted(unsent, key=lambda each: (_goes(each), each.key)):
        yield Sending(
            key=letter.key,
            what=letter.document or letter.kind,
            to=letter.to,
            about=letter.about,
            child=letter.child,
            language=letter.language or "",
            way=Channel(letter.channel),
            at=_goes(letter),
            since=letter.asked_at,
            state=State.HELD if letter.held else State.NOT_GONE,
        )


def _goes(letter: UnsentView) -> datetime:
    return letter.not_before or letter.asked_at


async def unsent_of(
    settings: Settings, facts: SqlFactLedger, cases: Sequence[str]
) -> dict[str, tuple[UnsentView, ...]] | None:
    """By case, what it has not sent. None where not all of them could be asked."""
    try:
        lines, _ = await lines_of(facts)
        closed = {line.case for line in lines if line.stage is Stage.CLOSED}
        client = await client_of(settings)
        return await _asked(client, cases, closed)
    except Failure:
        return None


async def _asked(
    client: Client, cases: Sequence[str], closed: Collection[str]
) -> dict[str, tuple[UnsentView, ...]]:
    """A few at a time. The first that does not answer ends it for all."""
    at_once = asyncio.Semaphore(AT_ONCE)

    async def ask(case: str) -> tuple[UnsentView, ...]:
        async with at_once:
            return await _unsent(client, case, over=case in closed)

    asking = [asyncio.ensure_future(ask(case)) for case in cases]
    try:
        return dict(zip(cases, await asyncio.gather(*asking), strict=True))
    finally:
        for each in asking:
            each.cancel()


async def _unsent(client: Client, case: str, *, over: bool) -> tuple[UnsentView, ...]:
    """What it has not sent. A closed case is found no more once all of it is sent."""
    try:
        return (await view_by(client, case)).unsent
    except Failure as failure:
        if over and failure.ended is Ended.BAD_INPUT:
            return ()
        raise
