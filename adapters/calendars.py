"""Calendars, found by id: what ships with the program, then a council's folders.

A council's folder adds calendars (`calendars/<id>.json`) and can never replace one. An
error says the file, the field and what to write, and never repeats what was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from adapters.rulebooks import SHIPPED
from adapters.toml_files import advice
from rulebook.schema import Calendar


class UnknownCalendar(LookupError):
    """No folder has a calendar of that id. Names the ids that exist."""

    def __init__(self, known: list[str]) -> None:
        super().__init__(f"no such calendar; write one of: {', '.join(known)}")
        self.known = known


class CalendarInvalid(ValueError):
    """A file that no day may be counted by: which, where in it, and what to write."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"calendars/{path.name}: {problem}")


class CalendarListedTwice(CalendarInvalid):
    """Two folders have the same calendar id: neither may stand in for the other."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            "id: another folder has a calendar of this id, and neither may stand in "
            "for the other; give yours an id and a file name of its own",
        )


class MisnamedCalendar(CalendarInvalid):
    """A file's name is not the id of the calendar that it holds."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "id: write the file's own name, without .json")


class UnreadableCalendar(CalendarInvalid):
    """A file that cannot be read, or that is no calendar."""


def calendar_ids(folders: Sequence[Path] = ()) -> list[str]:
    """Every id that some folder has a file for, in order; none is read."""
    return sorted(_files(folders))


def load_calendar(id: str, folders: Sequence[Path] = ()) -> Calendar:
    """The calendar in `calendars/<id>.json` of whichever folder has it.

    Raises `UnknownCalendar`, and `CalendarInvalid` for a file that is listed twice,
    misnamed or no calendar.
    """
    found = _files(folders)
    if id not in found:
        raise UnknownCalendar(sorted(found))
    path, *others = found[id]
    if others:
        raise CalendarListedTwice(others[-1])
    calendar = _read(path)
    if calendar.id != id:
        raise MisnamedCalendar(path)
    return calendar


def _files(folders: Sequence[Path]) -> dict[str, list[Path]]:
    """Paths by id. An id is looked up here, never made into a path."""
    found: dict[str, list[Path]] = {}
    for folder in dict.fromkeys(root.resolve() for root in (SHIPPED, *folders)):
        for path in sorted((folder / "calendars").glob("*.json")):
            found.setdefault(path.stem, []).append(path)
    return found


def _read(path: Path) -> Calendar:
    try:
        return Calendar.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UnreadableCalendar(
            path,
            f"it cannot be read ({type(error).__name__}): check that it is a file, "
            "and that you may read it",
        ) from None
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        problems = "; ".join(advice(detail) for detail in details)
        raise UnreadableCalendar(path, problems) from None
