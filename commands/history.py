"""`vigil history`: all that is on record of a case."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from commands.one_case import Ref, unknown_case
from commands.output import AsJson, calm, rows, say, say_json, show, table
from commands.reading import seen
from commands.record.as_known import AS_KNOWN, AsKnownAt, past_of, rows_of
from commands.service import case_ref, settings, store_of
from commands.telling import Telling, told
from commands.words import moment
from domain.recording import Row


@calm
async def history(
    ref: Ref, as_known_at: AsKnownAt = None, json: AsJson = False
) -> None:
    """All that is on record for a case: when it happened, and when we were told."""
    known = case_ref(ref)
    found = settings()
    async with store_of(found) as store:
        held = await rows_of(store, known)
    if not held:
        raise unknown_case()
    await seen(found, "history", known, of="" if as_known_at is None else AS_KNOWN)
    telling = Telling.of(held, found.rulebook_folders)
    past = None if as_known_at is None else past_of(held, as_known_at, telling.zone)
    shown = held if past is None else past.rows
    if json:
        facts = [_plain(row) for row in shown]
        say_json(facts if past is None else past.plain(facts=facts))
        return
    for line in (telling.doubt, past.said() if past else ""):
        if line:
            say(line)
    show(_told(telling, shown))


def _plain(row: Row) -> dict[str, object]:
    return {**row.model_dump(mode="json", exclude={"body"}), "fact": row.body}


def _told(telling: Telling, held: Sequence[Row]) -> Table:
    made = table("#No", "When, and when we were told", "What happened")
    return rows(made, (_line(telling, row) for row in held))


def _line(telling: Telling, row: Row) -> tuple[str, ...]:
    when = moment(row.at, telling.zone)
    if row.at != row.recorded_at:
        when += f"\ntold {moment(row.recorded_at, telling.zone)}"
    return str(row.no), when, told(telling, row)
