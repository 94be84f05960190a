"""`vigil retention list`: whose time is over, who has proposed what. Erases nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Annotated

import typer

from adapters.sealing.master import NOT_OPENED
from commands.each_case import expect_a_key, expect_all, over
from commands.output import AsJson, calm, rows, say, say_json, show, table
from commands.reading import seen
from commands.retention.desk import Desk, desk, now
from commands.retention.keeping import ERASED, UNCLEAR, held_or_unclear
from commands.words import day, in_words
from domain.ids import Instant
from domain.retention.kept import Kept
from domain.retention.steps import (
    is_done,
    standing,
    standing_confirmation,
    standing_proposal,
)
from rulebook.schema import Code, Frozen


class Listed(Frozen):
    """How one record stands. `until`: the last day of its time, by the rule `why`.

    `key_is_back`: also where it was destroyed again, and that is not finished.
    `unread`: why the record or its audit cannot be read; what is not known is empty.
    """

    case: str
    until: date | None
    why: Code
    may_go: bool
    held: Code | None = None
    proposed_at: Instant | None = None
    confirmed: bool = False
    erased_at: Instant | None = None
    key_is_back: bool = False
    unread: Code | None = None

    @property
    def asks_for_somebody(self) -> bool:
        """Whether anybody may want to do something about it."""
        unfinished = self.key_is_back or (self.confirmed and self.erased_at is None)
        asks = self.may_go or self.held is not None or unfinished
        return asks or self.unread is not None


@calm
async def listed(
    whole: Annotated[
        bool, typer.Option("--all", help="Every record, also those kept for long yet.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Whose time is over, what is held or proposed. It erases nothing."""
    async with desk() as at:
        await seen(at.settings, "retention/list")
        found = await _found(at, json)
    shown = [one for one in found if whole or one.asks_for_somebody]
    if json:
        say_json([one.model_dump(mode="json") for one in shown])
    else:
        _tell(shown, len(found) - len(shown))
    expect_all({one.case: one.unread for one in found if one.unread})


def _tell(shown: Sequence[Listed], kept: int) -> None:
    if shown:
        show(rows(table("Case", "Kept to", "By the rule", "Now"), map(_line, shown)))
    say(f"{kept} more are kept and ask nothing of anybody." if kept else "That is all.")
    say("Nothing was erased: this is a list.")


async def _found(at: Desk, json: bool) -> list[Listed]:
    """Every record. Raises keyring.Unopenable where not one opens for want of a key."""
    cases = await at.store.facts.cases()
    look = partial(_listed, at)
    found, unread = await over(cases, look, "Looking at each record", json=json)
    not_read = {one.case: one.unread for one in found if one.unread}
    expect_a_key(not_read, len(cases))
    return [*found, *(_unknown(case, why) for case, why in unread.items())]


def _unknown(case: str, why: Code) -> Listed:
    """A record of which it is not known whether it is held, or may go."""
    return Listed(case=case, until=None, why=UNCLEAR, may_go=False, unread=why)


async def _listed(at: Desk, case: str) -> Listed:
    """Raises heads.Altered: how it stands with a case is told by a whole audit only."""
    stands = standing(await at.retention.steps(case))
    kept, unread = await _kept(at, case)
    gone_at = await at.key_gone_at(case) if stands.confirmed else None
    proposal = standing_proposal(stands, at.policy, now())
    agreed = standing_confirmation(stands, gone_at, at.policy, now())
    last = stands.erased
    return Listed(
        case=case,
        until=kept.until,
        why=kept.why if last is None else ERASED,
        # The calendar's own zone moves this by an hour; the rule is asked again by zone
        # when somebody proposes.
        may_go=last is None and kept.may_go(now().date()),
        held=stands.held.why if stands.held else None,
        proposed_at=proposal.at if proposal else None,
        confirmed=agreed is not None,
        erased_at=last.at if last else None,
        key_is_back=last is not None and not is_done(stands, gone_at),
        unread=unread,
    )


async def _kept(at: Desk, case: str) -> tuple[Kept, Code | None]:
    """For how long, and why the record cannot be read: then it is kept."""
    try:
        return await held_or_unclear(at, case), None
    except NOT_OPENED as why:
        return Kept(until=None, why=UNCLEAR), why.code


def _line(one: Listed) -> tuple[str, ...]:
    return one.case, day(one.until) or "-", in_words(one.why), _now(one)


def _now(one: Listed) -> str:
    if one.key_is_back:
        return "erased, and its key came back: confirm again"
    if one.unread is not None:
        return f"cannot be read ({in_words(one.unread)}): kept"
    if one.erased_at is not None:
        return f"erased {day(one.erased_at.date())}"
    if one.confirmed:
        return "confirmed, not finished: confirm again"
    if one.held is not None:
        return f"legal hold: {in_words(one.held)}"
    if one.proposed_at is not None:
        return f"proposed {day(one.proposed_at.date())}: another person confirms"
    return "its time is over" if one.may_go else "kept"
