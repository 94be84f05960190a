"""A council's own files: used where they are sound, named where they are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from adapters.toml_files import RulebookInvalid
from commands.app import build
from commands.output import Ended, Failure
from commands.service import published_troubles
from commands.telling import Telling
from commands.words import rules_of
from domain.recording import Row
from tests.commands.referral import SECRET
from tests.dates import instant
from tests.domain.calendars import published

NORTHTOWN = published(zone="Europe/Guernsey").model_copy(update={"id": "northtown"})
SOUND = NORTHTOWN.model_dump_json()


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A council's folder, empty, that this installation is told of."""
    folder = tmp_path / "council"
    (folder / "calendars").mkdir(parents=True)
    monkeypatch.setenv("VIGIL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VIGIL_TEMPORAL_ADDRESS", "127.0.0.1:9")
    monkeypatch.setenv("VIGIL_RULEBOOK_FOLDERS", str(folder))
    monkeypatch.setenv("COLUMNS", "200")
    return folder


def write(council: Path, name: str, text: str) -> None:
    (council / "calendars" / f"{name}.json").write_text(text, "utf-8")


def vigil(*arguments: str) -> Result:
    return CliRunner().invoke(build(), arguments)


BROKEN = [
    pytest.param("northtown", f'{{"zone": "{SECRET}"}}', "this key", id="malformed"),
    pytest.param("southtown", SOUND, "write the file's own name", id="misnamed"),
    pytest.param("guernsey", SOUND, "id: another folder has", id="listed twice"),
]


@pytest.mark.parametrize(("name", "text", "said"), BROKEN)
def test_days_cannot_be_counted_by_a_broken_calendar_and_it_is_named(
    council: Path, name: str, text: str, said: str
) -> None:
    write(council, name, text)

    result = vigil("days", name, "2026-12-16", "15wd")

    assert result.exit_code == Ended.BAD_INPUT
    assert f"CALENDAR: calendars/{name}.json: " in result.stderr
    assert said in result.stderr
    assert SECRET not in result.stderr


@pytest.mark.parametrize(("name", "text", "said"), BROKEN)
def test_a_check_up_names_a_broken_calendar_and_looks_at_the_others(
    council: Path, name: str, text: str, said: str
) -> None:
    write(council, name, text)

    found = json.loads(vigil("doctor", "--json").stdout)

    wrong = [each for each in found if each["grade"] == "wrong"]
    assert [each["about"] for each in wrong] == [f"calendar {name}"]
    assert said in wrong[0]["says"]
    well = [each["about"] for each in found if each["grade"] != "wrong"]
    assert "calendar isle-of-man" in well
    assert "mail" in well


def test_a_sound_calendar_of_a_council_s_own_counts_days(council: Path) -> None:
    write(council, "northtown", SOUND)

    answer = json.loads(vigil("days", "northtown", "2026-12-16", "15wd").stdout)

    assert answer["date"] == "2027-01-11"


def test_a_file_of_procedures_that_is_invalid_is_not_said_to_be_withdrawn(
    council: Path,
) -> None:
    (council / "published" / "york").mkdir(parents=True)
    (council / "published" / "york" / "today.toml").write_text("", "utf-8")

    with pytest.raises(RulebookInvalid, match=r"york/today\.toml: name it by its date"):
        rules_of("york", "2014", (council,))
    with pytest.raises(Failure) as failed, published_troubles("RULEBOOK"):
        rules_of("york", "2014", (council,))
    assert failed.value.ended is Ended.BAD_INPUT


def test_procedures_that_are_no_longer_published_have_no_rules(council: Path) -> None:
    assert rules_of("york", "1999", (council,)) == {}


def test_the_record_is_told_by_the_clock_of_a_council_s_own_calendar(
    council: Path,
) -> None:
    write(council, "northtown", SOUND)

    telling = Telling.of([_opened("northtown")], (council,))

    assert (telling.zone, telling.doubt) == ("Europe/Guernsey", "")


@pytest.mark.parametrize("text", [None, "{}"])
def test_the_record_says_so_when_its_clock_is_not_the_case_s_own(
    council: Path, text: str | None
) -> None:
    if text is not None:
        write(council, "northtown", text)

    telling = Telling.of([_opened("northtown")], (council,))

    assert telling.zone == "UTC"
    assert "every time below is in UTC" in telling.doubt


def _opened(calendar: str) -> Row:
    at = instant("Mon 2026-11-02 10:00Z")
    body = {"rulebook": {"id": "york"}, "calendar": {"id": calendar}}
    return Row(no=1, kind="case-opened", at=at, recorded_at=at, body=json.dumps(body))
