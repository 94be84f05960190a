"""Calendars are read from folders, by ids that exist, and never stand in for others."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from adapters.calendars import (
    PUBLISHED,
    CalendarListedTwice,
    MisnamedCalendar,
    UnknownCalendar,
    load_calendar,
)
from tests.domain.calendars import published


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A council's folder with a calendar of its own, `england-and-wales`, in it."""
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "england-and-wales.json").write_text(
        published().model_dump_json(), "utf-8"
    )
    return tmp_path


@pytest.mark.parametrize("id", ["england-and-wales", "isle-of-man", "guernsey"])
def test_the_published_calendars_are_found_without_naming_a_folder(id: str) -> None:
    assert load_calendar(id).id == id


def test_a_council_s_folder_is_read_as_the_published_one_is(folder: Path) -> None:
    assert load_calendar("england-and-wales", (folder,)) == published()


@pytest.mark.parametrize("id", ["wales", "", "../calendars/guernsey", "Guernsey"])
def test_an_unknown_id_is_refused_with_the_ids_there_are(id: str) -> None:
    with pytest.raises(UnknownCalendar) as refused:
        load_calendar(id)

    assert refused.value.known == ["england-and-wales", "guernsey", "isle-of-man"]
    assert str(refused.value) == (
        "no such calendar; write one of: england-and-wales, guernsey, isle-of-man"
    )


def test_a_council_cannot_put_its_calendar_in_the_place_of_a_published_one(
    folder: Path,
) -> None:
    with pytest.raises(CalendarListedTwice, match="england-and-wales"):
        load_calendar("england-and-wales", (PUBLISHED, folder))


def test_one_folder_named_twice_is_one_folder(folder: Path) -> None:
    assert load_calendar("england-and-wales", (folder, folder)) == published()


def test_a_file_that_holds_another_id_is_refused(folder: Path) -> None:
    file = folder / "calendars" / "england-and-wales.json"
    file.rename(file.with_name("wales.json"))

    with pytest.raises(MisnamedCalendar, match=r"wales\.json holds another id"):
        load_calendar("wales", (folder,))


def test_a_file_that_is_no_calendar_is_refused(folder: Path) -> None:
    file = folder / "calendars" / "england-and-wales.json"
    file.write_text('{"id": "england-and-wales"}', "utf-8")

    with pytest.raises(ValidationError):
        load_calendar("england-and-wales", (folder,))
