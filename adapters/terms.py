"""Terms from the names of what is published: rules, local settings and days."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from adapters.calendars import CalendarInvalid, UnknownCalendar, load_calendar
from adapters.rulebooks import UnknownRulebook, load_local, load_rulebook
from adapters.toml_files import RulebookInvalid
from domain.asking.complete import unsaid
from domain.errors import BadInput
from domain.freezing import freeze
from domain.terms import Terms
from rulebook.schema import Calendar, Code, Frozen, LocalSettings, Rulebook

OVERLAY: Final = "csa-pathway"
COMMON: Final = "common"


class TermsNamed(Frozen):
    """Which published rules, settings and days a case is to be judged by.

    `sexual_abuse_concern`: whether the pathway for it is laid over the rules.
    `calendar`: the rules' own when it is null.
    """

    rulebook: str
    sexual_abuse_concern: bool = False
    local_settings: Code = "default"
    calendar: Code | None = None


def terms_named(named: TermsNamed, folders: Sequence[Path] = ()) -> Terms:
    """What is published under these names, frozen. Raises `BadInput` with the field."""
    base, overlays = _books(named, folders)
    if base.overlay:
        raise BadInput(
            "rulebook",
            "this is laid over another one: name the base, and give "
            "'sexual_abuse_concern' for the pathway",
            where="rulebook",
        )
    local = _local(named.local_settings, folders)
    days = _calendar(named.calendar or base.calendar, folders)
    terms = freeze(base, overlays, local, days)
    _says_who_may_ask(terms)
    return terms


def _books(
    named: TermsNamed, folders: Sequence[Path]
) -> tuple[Rulebook, tuple[Rulebook, ...]]:
    """The base, and what is laid over it."""
    names = (OVERLAY, COMMON) if named.sexual_abuse_concern else (COMMON,)
    try:
        base = load_rulebook(named.rulebook, folders)
        return base, tuple(load_rulebook(name, folders) for name in names)
    except (UnknownRulebook, RulebookInvalid) as error:
        raise BadInput("rulebook", str(error), where="rulebook") from None


def _says_who_may_ask(terms: Terms) -> None:
    """Of every kind of request: one that was forgotten would be refused for ever."""
    if left_out := unsaid(terms):
        raise BadInput(
            "rulebook",
            "the procedures do not say who may ask for "
            f"{', '.join(left_out)}: give each an entry in may_ask, and one without "
            "roles to a kind for which nobody may",
            where="rulebook",
        )


def _local(name: str, folders: Sequence[Path]) -> LocalSettings:
    try:
        return load_local(name, folders)
    except (UnknownRulebook, RulebookInvalid) as error:
        raise BadInput("local", str(error), where="local_settings") from None


def _calendar(name: str, folders: Sequence[Path]) -> Calendar:
    try:
        return load_calendar(name, folders)
    except (UnknownCalendar, CalendarInvalid) as error:
        raise BadInput("calendar", str(error), where="calendar") from None
