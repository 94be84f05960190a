"""Published calendars, read from folders: this project's own and a council's."""

from __future__ import annotations

from pathlib import Path

import rulebook
from rulebook.schema import Calendar

PUBLISHED = Path(rulebook.__file__).parent


class UnknownCalendar(LookupError):
    """No folder has a calendar of that id. Names the ids that exist."""

    def __init__(self, known: list[str]) -> None:
        super().__init__(f"no such calendar; write one of: {', '.join(known)}")
        self.known = known


class CalendarListedTwice(ValueError):
    """Two folders have the same calendar id: neither may stand in for the other."""

    def __init__(self, id: str) -> None:
        super().__init__(f"two folders have a calendar {id}; give one another id")


class MisnamedCalendar(ValueError):
    """A file's name is not the id of the calendar that it holds."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"calendars/{path.name} holds another id; rename one of them")


def load_calendar(id: str, folders: tuple[Path, ...] = (PUBLISHED,)) -> Calendar:
    """The calendar in `calendars/<id>.json` of whichever folder has it.

    Raises `UnknownCalendar`, `CalendarListedTwice`, `MisnamedCalendar`, and pydantic's
    `ValidationError` for a file that is no calendar.
    """
    found = _files(folders)
    if id not in found:
        raise UnknownCalendar(sorted(found))
    if len(found[id]) > 1:
        raise CalendarListedTwice(id)
    (path,) = found[id]
    calendar = Calendar.model_validate_json(path.read_bytes())
    if calendar.id != id:
        raise MisnamedCalendar(path)
    return calendar


def _files(folders: tuple[Path, ...]) -> dict[str, set[Path]]:
    """Paths by id. An id is looked up here, never made into a path."""
    found: dict[str, set[Path]] = {}
    for folder in folders:
        for path in (folder / "calendars").glob("*.json"):
            found.setdefault(path.stem, set()).add(path.resolve())
    return found
