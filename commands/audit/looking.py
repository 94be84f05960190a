"""A case's record, gone through for the auditor's list."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from adapters.calendars import load_calendar
from adapters.record.terms_kept import kept
from adapters.store.database import Database
from commands.each_case import NAMELESS, NO_REFERENCE, OF_ONE_CASE, why_of
from commands.service import UNUSABLE, Store
from domain.evidence.opaque import CASE
from domain.gaming import KINDS, Life, Sign, signs
from domain.recording import Row
from domain.working_days import WorkingCalendar, freeze_calendar
from rulebook.schema import Code, Frozen


class Looked(Frozen):
    """What was seen in one case; `unread` is why it could not be gone through."""

    case: str
    signs: tuple[Sign, ...] = ()
    unread: Code | None = None


async def look(store: Store, case: str, folders: tuple[Path, ...]) -> Looked:
    """Go through one case. Never passes over one in silence."""
    if CASE.fullmatch(case) is None:
        return Looked(case=NAMELESS, unread=NO_REFERENCE)
    try:
        held = await store.facts.facts(case, KINDS)
    except OF_ONE_CASE as fault:
        return Looked(case=case, unread=why_of(fault))
    if not held:
        return Looked(case=case, unread="not-on-record")
    try:
        calendar = await calendar_of(store.database, held, folders)
        return Looked(case=case, signs=signs(Life.of(held, calendar)))
    except UNUSABLE:
        return Looked(case=case, unread="calendar-not-published")
    except OF_ONE_CASE as fault:
        return Looked(case=case, unread=why_of(fault))


async def calendar_of(
    database: Database, held: Sequence[Row], folders: tuple[Path, ...]
) -> WorkingCalendar:
    """The calendar of the terms that the case was opened under, as they are kept.

    An older case's terms are not kept beside the record: then the published calendar
    of that name. Raises CannotRefold, and what is in UNUSABLE.
    """
    opened: dict[str, Any] = json.loads(held[0].body)
    digest = opened.get("terms") or ""
    if digest:
        terms = await database.read(lambda db: kept(db, digest))
        return terms.calendar
    name = opened.get("calendar", {}).get("id", "")
    return freeze_calendar(load_calendar(name, folders))
