"""An intake event resolved: its data understood, its terms frozen, ready to start."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

import rulebook
from adapters.calendars import UnknownCalendar, load_calendar
from adapters.rulebooks import (
    RulebookInvalid,
    UnknownRulebook,
    load_local,
    load_rulebook,
)
from domain.contradictions import contradictions
from domain.errors import BadInput
from domain.events import Event
from domain.intake import Intake, Opening
from domain.reading import read
from domain.terms import Terms, freeze
from rulebook.schema import Calendar

OVERLAY: Final = "csa-pathway"
COMMON: Final = "common"
INTAKE = TypeAdapter(Intake)
SHIPPED = Path(rulebook.__file__).parent


def resolve(event: Event, now: datetime, folders: Sequence[Path] = ()) -> Opening:
    """What a case is started with. Raises `BadInput`; then nothing has been started."""
    intake = read_intake(event, now)
    if event.time > now:
        raise BadInput("bad-input", "this lies in the future", where="time")
    terms = terms_for(intake, folders)
    return Opening(ref=event.subject, sent_at=event.time, intake=intake, terms=terms)


def read_intake(event: Event, now: datetime) -> Intake:
    """The intake's data, without contradictions at `now`. Raises `BadInput`."""
    try:
        intake = read(INTAKE, event.data.encode())
    except BadInput as bad:
        where = f"data.{bad.where}" if bad.where else "data"
        raise BadInput(bad.code, bad.message, where=where) from None
    found = next(contradictions(intake, now), None)
    if found is not None:
        raise BadInput("contradiction", found.message, where=f"data.{found.where}")
    return intake


def terms_for(intake: Intake, folders: Sequence[Path] = ()) -> Terms:
    """The terms that an intake asks for. Raises `BadInput` for what does not exist."""
    try:
        return terms_named(
            intake.rulebook,
            intake.sexual_abuse_concern is not None,
            intake.local_settings,
            intake.calendar,
            folders,
        )
    except BadInput as bad:
        raise BadInput(bad.code, bad.message, where=f"data.{bad.where}") from None


def terms_named(
    base_name: str,
    with_overlay: bool,
    local_name: str,
    calendar: str | None,
    folders: Sequence[Path] = (),
) -> Terms:
    """What is published under these names, frozen. Raises `BadInput` with the field."""
    try:
        base = load_rulebook(base_name, folders)
        names = (OVERLAY, COMMON) if with_overlay else (COMMON,)
        overlays = tuple(load_rulebook(name, folders) for name in names)
    except (UnknownRulebook, RulebookInvalid) as error:
        raise BadInput("rulebook", str(error), where="rulebook") from None
    if base.overlay:
        raise BadInput(
            "rulebook",
            "this is laid over another one: name the base, and give "
            "'sexual_abuse_concern' for the pathway",
            where="rulebook",
        )
    try:
        local = load_local(local_name, folders)
    except (UnknownRulebook, RulebookInvalid) as error:
        raise BadInput("local", str(error), where="local_settings") from None
    days = _calendar(calendar or base.calendar, folders)
    return freeze(base, overlays, local, days)


def _calendar(name: str, folders: Sequence[Path]) -> Calendar:
    try:
        return load_calendar(name, (SHIPPED, *folders))
    except UnknownCalendar as error:
        raise BadInput("calendar", str(error), where="calendar") from None
