"""An intake event resolved: its data understood, its terms frozen, ready to start."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter

from adapters.terms import TermsNamed, terms_named
from domain.contradictions import contradictions
from domain.errors import BadInput
from domain.events import Event
from domain.intake import Intake, Opening
from domain.reading import read
from domain.terms import Terms

INTAKE = TypeAdapter(Intake)


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
    found = next(contradictions(intake, now, event.time), None)
    if found is not None:
        raise BadInput("contradiction", found.message, where=f"data.{found.where}")
    return intake


def terms_for(intake: Intake, folders: Sequence[Path] = ()) -> Terms:
    """The terms that an intake asks for. Raises `BadInput` for what does not exist."""
    named = TermsNamed(
        rulebook=intake.rulebook,
        sexual_abuse_concern=intake.sexual_abuse_concern is not None,
        local_settings=intake.local_settings,
        calendar=intake.calendar,
    )
    try:
        return terms_named(named, folders)
    except BadInput as bad:
        raise BadInput(bad.code, bad.message, where=f"data.{bad.where}") from None
