"""Calendars are read from folders, by ids that exist, and never stand in for others."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.calendars import (
    CalendarInvalid,
    CalendarListedTwice,
    MisnamedCalendar,
    UnknownCalendar,
    UnreadableCalendar,
    calendar_ids,
    load_calendar,
)
from tests.domain.calendars import published

NORTHTOWN = published().model_copy(update={"id": "northtown"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A council's folder with a calendar of its own, `northtown`, in it."""
    (tmp_path / "calendars").mkdir()
    write(tmp_path, NORTHTOWN.model_dump_json())
    return tmp_path


def write(folder: Path, text: str, name: str = "northtown") -> None:
    (folder / "calendars" / f"{name}.json").write_text(text, "utf-8")


@pytest.mark.parametrize("id", ["england-and-wales", "isle-of-man", "guernsey"])
def test_the_published_calendars_are_found_without_naming_a_folder(id: str) -> None:
    assert load_calendar(id).id == id


def test_a_council_s_folder_is_read_as_the_published_one_is(folder: Path) -> None:
    assert load_calendar("northtown", (folder,)) == NORTHTOWN


def test_what_is_published_is_found_beside_a_council_s_own(folder: Path) -> None:
    assert load_calendar("guernsey", (folder,)) == load_calendar("guernsey")
    assert calendar_ids((folder,)) == sorted([*calendar_ids(), "northtown"])


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
    write(folder, published().model_dump_json(), "england-and-wales")

    with pytest.raises(CalendarListedTwice, match=r"wales\.json: id: .* of its own"):
        load_calendar("england-and-wales", (folder,))


def test_one_folder_named_twice_is_one_folder(folder: Path) -> None:
    assert load_calendar("northtown", (folder, folder)) == NORTHTOWN


def test_a_file_that_holds_another_id_is_refused(folder: Path) -> None:
    write(folder, NORTHTOWN.model_dump_json(), "southtown")

    with pytest.raises(MisnamedCalendar, match=r"southtown\.json: id: write the file"):
        load_calendar("southtown", (folder,))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"id": "northtown"}', r"northtown\.json: version: this key is needed"),
        ('{"zone": "Zanzibar"', r"northtown\.json: .*JSON"),
        (NORTHTOWN.model_dump_json().replace("2028-12-31", "Zanzibar"), "verified_to:"),
    ],
)
def test_a_file_that_is_no_calendar_is_refused_with_its_name_and_its_field(
    folder: Path, text: str, said: str
) -> None:
    write(folder, text)

    with pytest.raises(UnreadableCalendar, match=said) as refused:
        load_calendar("northtown", (folder,))
    assert "Zanzibar" not in str(refused.value)


def test_what_cannot_be_opened_is_refused_like_any_other_bad_file(folder: Path) -> None:
    (folder / "calendars" / "southtown.json").mkdir()

    with pytest.raises(CalendarInvalid, match=r"southtown\.json: it cannot be read"):
        load_calendar("southtown", (folder,))
