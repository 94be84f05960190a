"""Codes in a practitioner's words: what is due, whose it is, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from activities.wording.phrases import age
from activities.wording.place import Place, in_words
from adapters.rulebooks import UnknownRulebook, load_local, load_rulebook
from domain.counting import UNITS
from domain.terms import Named
from domain.working_days import zone_named
from rulebook.schema import Allowance, DutyRule, Rulebook, Source, Unit

__all__ = [
    "Place",
    "age",
    "allowance",
    "books_of",
    "day",
    "entry_of",
    "in_words",
    "moment",
    "rule_of",
    "silence",
]

NOT_SET = "not set by the source"
SILENCES = {
    "not-set": "The procedures set no time for this.",
    "at-once": "The procedures ask for this at once.",
    "calendar-ends": "The calendar is not verified as far as this date.",
}


def many(number: int, name: str) -> str:
    """How many there are of what: "1 letter", "3 letters", "2 entries"."""
    several = f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
    return f"{number} {name if number == 1 else several}"


def day(value: date | None) -> str:
    """A date in a table: "Mon 11 Jan 2027"; nothing when there is none."""
    return "" if value is None else f"{value:%a} {value.day} {value:%b %Y}"


def moment(value: datetime, zone: str) -> str:
    """An instant in a table, by the clock on the wall: "Mon 11 Jan 2027 10:00"."""
    local = value.astimezone(zone_named(zone))
    return f"{day(local.date())} {local:%H:%M}"


def silence(code: str, days: int | None) -> str:
    """Why there is no date, and how long it has been open if that is known."""
    why = SILENCES.get(code, "No date is set for this.")
    return why if days is None else f"{why} {age(days)}"


def allowance(time: Allowance | None) -> str:
    """How long is allowed: "15 working days", or that the source sets no time."""
    if time is None:
        return NOT_SET
    if time.unit is Unit.IMMEDIATELY:
        return "at once"
    if time.unit is Unit.STATED:
        return "the date written down"
    one, many = UNITS[time.unit]
    unit = one if time.count == 1 else many
    return f"{time.count} {unit}{' before' if time.before else ''}"


@lru_cache(maxsize=32)
def rules_of(
    name: str, version: str, folders: tuple[Path, ...] = ()
) -> dict[str, DutyRule]:
    """The rules of one published version, or of local settings, by key.

    Empty when that version is no longer among the published ones. Raises
    RulebookInvalid.
    """
    with suppress(UnknownRulebook):
        book = load_rulebook(f"{name}@{version}", folders)
        return {rule.key: rule for rule in book.duties}
    with suppress(UnknownRulebook):
        local = load_local(name, folders)
        if local.version == version:
            return {rule.key: rule for rule in local.duties}
    return {}


def rule_of(
    key: str, books: Sequence[Named], folders: tuple[Path, ...] = ()
) -> DutyRule | None:
    """The published rule of that key, from the first of these books that has it.

    Raises RulebookInvalid.
    """
    found = (rules_of(book.id, book.version, folders).get(key) for book in books)
    return next(filter(None, found), None)


@lru_cache(maxsize=32)
def _book(name: str, version: str, folders: tuple[Path, ...]) -> Rulebook | None:
    with suppress(UnknownRulebook):
        return load_rulebook(f"{name}@{version}", folders)
    return None


def books_of(
    books: Sequence[Named], folders: tuple[Path, ...] = ()
) -> tuple[Rulebook, ...]:
    """The published versions among these, in their order; local settings are none.

    Raises RulebookInvalid.
    """
    found = (_book(named.id, named.version, folders) for named in books)
    return tuple(book for book in found if book is not None)


def entry_of(key: str, books: Sequence[Rulebook]) -> tuple[Rulebook, Source] | None:
    """The entry of that key, and the first of these books that has it."""
    found = ((b, e) for b in books for e in b.entries() if e.key == key)
    return next(found, None)
