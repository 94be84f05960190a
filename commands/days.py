"""`vigil days`: working-day arithmetic, and why each day was not counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from adapters.calendars import load_calendar
from commands.counting import (
    BadOffset,
    DaysAfter,
    EndBeforeStart,
    days_after,
    days_until,
)
from commands.output import (
    AsJson,
    Ended,
    Failure,
    calm,
    is_piped,
    rows,
    say,
    say_json,
    show,
    table,
)
from commands.service import published_troubles, settings
from domain.in_words import day_in_words
from domain.working_days import OutsideVerifiedRange
from rulebook.schema import Calendar

#: An offset such as -4wd begins like an option, and is none.
ALLOWING_MINUS: Final = {"ignore_unknown_options": True}


@calm
def days(
    calendar: Annotated[str, typer.Argument(help="england-and-wales, guernsey ...")],
    start: Annotated[str, typer.Argument(help="The day counted from: 2026-12-16.")],
    offset: Annotated[
        str | None, typer.Argument(help="15wd, -4wd (before), 3mo, 7d or 2w.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(help="Count the working days up to this day.")
    ] = None,
    json: AsJson = False,
) -> None:
    """Count from a day, itself never counted. Into a pipe it answers as JSON."""
    if (offset is None) == (until is None):
        raise Failure(
            Ended.BAD_INPUT, "give an offset such as 15wd, or --until and a day"
        )
    days_off = _calendar(calendar, settings().rulebook_folders)
    first = day_of(start, "START")
    try:
        if until is not None:
            count = days_until(days_off, first, day_of(until, "--until"))
            text = f"{count['working_days']} working days."
            say_json(count) if json or is_piped() else say(text)
        elif offset is not None:
            found = days_after(days_off, first, offset)
            say_json(found) if json or is_piped() else _tell(found)
    except (BadOffset, EndBeforeStart, OutsideVerifiedRange) as error:
        raise Failure(Ended.BAD_INPUT, str(error)) from None
    except (OverflowError, ValueError):
        raise Failure(
            Ended.BAD_INPUT, "this leads out of the years that can be counted"
        ) from None


def day_of(text: str, where: str) -> date:
    """A day in ISO form. Ends in bad input for what is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Failure(
            Ended.BAD_INPUT, "write a day that exists, as 2026-12-16", where=where
        ) from None
    if day.isoformat() != text:
        raise Failure(
            Ended.BAD_INPUT, "write the day in full, as 2026-12-16", where=where
        )
    return day


def _calendar(name: str, folders: tuple[Path, ...]) -> Calendar:
    with published_troubles("CALENDAR"):
        return load_calendar(name, folders)


def _tell(found: DaysAfter) -> None:
    say(f"{day_in_words(date.fromisoformat(found['date']))}.")
    by = found["schedule_by"]
    if by is None:
        say("The calendar does not reach it, so its last working day is not known.")
    elif by != found["date"]:
        last = day_in_words(date.fromisoformat(by))
        say(f"The last working day before it is {last}.")
    if found["skipped"]:
        cells = (
            (day_in_words(date.fromisoformat(each["date"])), each["why"])
            for each in found["skipped"]
        )
        show(rows(table("Not counted", "Why"), cells))
