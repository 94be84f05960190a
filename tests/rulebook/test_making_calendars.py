"""The tool that makes the calendars stops rather than guess, and says at what."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rulebook.schema import Calendar
from tests.dates import day
from tools import make_calendars
from tools.make_calendars import Disagreement, Override, Place, read_table

TABLE = read_table()
ENGLAND = TABLE.calendars[0]


def override(**fields: object) -> Override:
    reason = {"reason": "r", "source": "s", "who": "w", "recorded": date(2026, 11, 21)}
    return Override.model_validate({"name": "Good Friday", **reason, **fields})


def make(place: Place, *overrides: Override) -> Calendar:
    changed = place.model_copy(update={"overrides": overrides})
    return make_calendars.make(changed, TABLE)


def test_the_files_are_what_the_tool_makes(capsys: pytest.CaptureFixture[str]) -> None:
    make_calendars.main(["--check"])

    assert (
        capsys.readouterr().out == "england-and-wales, isle-of-man, guernsey: current\n"
    )


def test_a_file_edited_by_hand_is_found_and_making_it_again_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make_calendars, "FOLDER", tmp_path)
    make_calendars.main([])
    edited = tmp_path / "guernsey.json"
    edited.write_text(edited.read_text("utf-8").replace("2028-05-09", "2028-05-10"))

    with pytest.raises(SystemExit, match=r"not current: guernsey\.json; run"):
        make_calendars.main(["--check"])
    make_calendars.main([])
    make_calendars.main(["--check"])


def test_a_release_nobody_has_read_makes_no_calendar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make_calendars, "FOLDER", tmp_path)
    monkeypatch.setattr(make_calendars, "version", lambda _package: "9.9")

    with pytest.raises(SystemExit, match=r"holidays 9\.9 is installed and .* says 0"):
        make_calendars.main([])
    assert list(tmp_path.iterdir()) == []


def test_a_weekday_that_gov_uk_lacks_stops_the_tool_and_is_named() -> None:
    extra = override(add=day("Wed 2026-11-18"), name="A day of our own")

    with pytest.raises(Disagreement, match="Wed 2026-11-18: only in england-and-wales"):
        make(ENGLAND, extra)


def test_a_weekday_that_only_gov_uk_has_stops_the_tool_and_is_named() -> None:
    with pytest.raises(Disagreement, match=r"Fri 2026-04-03: only in GOV\.UK"):
        make(ENGLAND, override(remove=day("Fri 2026-04-03")))


def test_a_country_whose_parts_differ_stops_the_tool() -> None:
    scotland = ENGLAND.model_copy(update={"subdivisions": ("ENG", "SCT")})

    with pytest.raises(Disagreement, match="Mon 2026-04-06: only in ENG"):
        make(scotland)


def test_an_override_that_changes_nothing_is_refused() -> None:
    with pytest.raises(Disagreement, match="which is not there"):
        make(ENGLAND, override(remove=day("Wed 2026-11-18")))
    for already in (day("Fri 2026-04-03"), day("Sat 2026-04-04")):
        with pytest.raises(Disagreement, match="a day off already"):
            make(ENGLAND, override(add=already))


def test_an_override_leaves_its_reason_with_the_day() -> None:
    after = override(add=day("Wed 2028-12-27"), name="A day proclaimed late")
    (last,) = (o for o in make(ENGLAND, after).days_off if o.day == after.add)

    assert last.name == "A day proclaimed late"
    assert last.provenance == ("Override: r Source: s. Says: w. Recorded 2026-11-21.",)
