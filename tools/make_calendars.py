"""Makes the published calendars: two packages, then the table of overrides.

    python -m tools.make_calendars            writes rulebook/calendars/*.json
    python -m tools.make_calendars --check    writes nothing; fails if they differ

Uses no network. Stops, and says which days, when England and Wales differ from each
other, when any weekday of theirs differs from GOV.UK's list, or when an override
changes nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from datetime import date
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from holidays import country_holidays
from pydantic import Field

from rulebook.schema import Calendar, Code, DayOff, Frozen, Words

TABLE = Path(__file__).with_name("calendar_overrides.toml")
FOLDER = Path(__file__).parent.parent / "rulebook" / "calendars"
_SATURDAY = 5

Names = dict[date, tuple[str, ...]]


class Disagreement(SystemExit):
    """The sources do not say the same; somebody must find out which is right."""


class Override(Frozen):
    """One correction: a day removed, a day added, or one moved to the other."""

    remove: date | None = None
    add: date | None = None
    name: Words
    reason: Words
    source: Words
    who: Words
    recorded: date

    @property
    def provenance(self) -> str:
        moved = f" Instead of {self.remove}." if self.remove else ""
        return (
            f"Override: {self.reason}{moved} Source: {self.source}. "
            f"Says: {self.who}. Recorded {self.recorded}."
        )


class Evidence(Frozen):
    """What is known of some years, or of some days, beyond the packages."""

    years: tuple[int, ...] = ()
    days: tuple[date, ...] = ()
    says: Words


class Place(Frozen):
    """How one calendar is made. `division` is GOV.UK's name, if it lists the place."""

    id: Code
    zone: Words
    country: str
    subdivisions: tuple[str, ...] = ()
    division: str | None = None
    verified_from: date
    verified_to: date
    evidence: tuple[Evidence, ...] = ()
    overrides: tuple[Override, ...] = ()


class Table(Frozen):
    """The whole of calendar_overrides.toml. `read` holds releases, by package."""

    version: Code
    read: dict[str, str]
    names: dict[str, str]
    calendars: tuple[Place, ...] = Field(min_length=1)


def read_table() -> Table:
    """The table of overrides. Raises pydantic's `ValidationError`."""
    return Table.model_validate(tomllib.loads(TABLE.read_text("utf-8")))


def from_holidays(place: Place, names: dict[str, str]) -> Names:
    """The weekdays off that the package `holidays` works out, inside the range."""
    lists = [_listed(place, part) for part in place.subdivisions or (None,)]
    for part, other in zip(place.subdivisions[1:], lists[1:], strict=True):
        _must_agree(set(lists[0]), set(other), place.subdivisions[0], part)
    return {
        day: tuple(sorted(_plain(name, names) for name in joined.split("; ")))
        for day, joined in sorted(lists[0].items())
    }


def _listed(place: Place, subdivision: str | None) -> dict[date, str]:
    years = range(place.verified_from.year, place.verified_to.year + 1)
    listed = country_holidays(place.country, subdiv=subdivision, years=years)
    return {
        day: name
        for day, name in listed.items()
        if day.weekday() < _SATURDAY and place.verified_from <= day <= place.verified_to
    }


def _plain(name: str, names: dict[str, str]) -> str:
    name = name.replace("(observed)", "(substitute)")
    return names.get(name, name.replace("(substitute day)", "(substitute)"))


@cache
def from_gov_uk(division: str) -> frozenset[date]:
    """Every day of one division in the list that ships with govuk-bank-holidays.

    The file is read as data: the package's own class may go to the network.
    """
    bundled = files("govuk_bank_holidays").joinpath("bank-holidays.json")
    events = json.loads(bundled.read_text("utf-8"))[division]["events"]
    return frozenset(date.fromisoformat(event["date"]) for event in events)


def cross_check(place: Place, days: Names, official: frozenset[date]) -> None:
    """Compare the weekdays of both lists inside both ranges."""
    first = max(min(official), place.verified_from)
    last = min(max(official), place.verified_to)
    ours = {day for day in days if first <= day <= last}
    theirs = {d for d in official if first <= d <= last and d.weekday() < _SATURDAY}
    _must_agree(ours, theirs, place.id, "GOV.UK")


def _must_agree(one: set[date], other: set[date], first: str, second: str) -> None:
    lines = [
        f"  {day:%a %Y-%m-%d}: only in {first if day in one else second}"
        for day in sorted(one ^ other)
    ]
    if lines:
        raise Disagreement(
            f"{first} and {second} differ; find out which is right and record it in "
            f"{TABLE.name}:\n" + "\n".join(lines)
        )


def correct(days: Names, overrides: tuple[Override, ...]) -> Names:
    """The days after every override. One that changes nothing is a `Disagreement`."""
    corrected = dict(days)
    for override in overrides:
        if override.remove:
            _remove(corrected, override.remove, override.name)
        if override.add:
            _add(corrected, override.add, override.name)
    return corrected


def _remove(days: Names, day: date, name: str) -> None:
    if name not in days.get(day, ()):
        raise Disagreement(f"{TABLE.name} removes {name} of {day}, which is not there")
    left = tuple(other for other in days.pop(day) if other != name)
    if left:
        days[day] = left


def _add(days: Names, day: date, name: str) -> None:
    if day in days or day.weekday() >= _SATURDAY:
        raise Disagreement(f"{TABLE.name} adds {name} on {day}, a day off already")
    days[day] = (name,)


def make(place: Place, table: Table) -> Calendar:
    """One calendar, corrected and compared. Raises `Disagreement`."""
    days = correct(from_holidays(place, table.names), place.overrides)
    if place.division:
        cross_check(place, days, from_gov_uk(place.division))
    off = (
        DayOff(day=d, name="; ".join(n), provenance=_provenance(d, place, table.read))
        for d, n in sorted(days.items())
    )
    return Calendar(
        id=place.id,
        version=table.version,
        zone=place.zone,
        verified_from=place.verified_from,
        verified_to=place.verified_to,
        days_off=tuple(off),
    )


def _provenance(day: date, place: Place, read: dict[str, str]) -> tuple[str, ...]:
    said = [o.provenance for o in place.overrides if o.add == day]
    if not said:
        where = " ".join((place.country, *place.subdivisions))
        said.append(f"holidays {read['holidays']}: {where}.")
    if place.division and day in from_gov_uk(place.division):
        release = read["govuk-bank-holidays"]
        said.append(f"GOV.UK's list, as in govuk-bank-holidays {release}.")
    covering = (e for e in place.evidence if day.year in e.years or day in e.days)
    return (*said, *(evidence.says for evidence in covering))


def as_text(calendar: Calendar) -> str:
    """The published file of one calendar, a line for each value."""
    return calendar.model_dump_json(indent=2) + "\n"


def stale(texts: dict[Path, str]) -> list[str]:
    """The names of the files that are missing or differ from what would be made."""
    kept = {path: path.read_text("utf-8") for path in texts if path.exists()}
    return [path.name for path, text in texts.items() if kept.get(path) != text]


def releases_read(table: Table) -> None:
    """Stop unless the installed packages are the releases that the table names."""
    for package, release in table.read.items():
        if version(package) != release:
            raise SystemExit(
                f"{package} {version(package)} is installed and {TABLE.name} says "
                f"{release}: to publish from it, change `read` and `version` there"
            )


def main(arguments: list[str] | None = None) -> None:
    """Write the calendars, or compare them. Exits with a message when it cannot."""
    parser = argparse.ArgumentParser(description="make rulebook/calendars/*.json")
    parser.add_argument("--check", action="store_true", help="compare; write nothing")
    check = parser.parse_args(arguments).check
    table = read_table()
    made = [make(place, table) for place in table.calendars]
    texts = {FOLDER / f"{each.id}.json": as_text(each) for each in made}
    if check and (names := stale(texts)):
        raise SystemExit(f"not current: {', '.join(names)}; run {parser.prog}")
    if not check:
        releases_read(table)
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{', '.join(each.id for each in made)}: current\n")


if __name__ == "__main__":
    main()
