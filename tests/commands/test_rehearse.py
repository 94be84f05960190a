"""`vigil rehearse` and what `vigil demo` tells: JSON, errors with their path, words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from commands.app import build
from commands.demo import FAMILY, tell
from commands.rehearsal.playing import play
from commands.rehearsal.rehearsed import Rehearsed
from commands.rehearsal.timeline import timeline
from tests.dates import day
from tests.stories import FILES, NAMES, story

WALES = FILES["wales"]


def vigil(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(build(), arguments, input=given)


def lines_of(name: str) -> list[dict[str, Any]]:
    text = FILES[name].read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def as_story(events: list[dict[str, Any]]) -> str:
    return "".join(f"{json.dumps(event)}\n" for event in events)


def test_a_story_is_told_as_json_with_its_five_parts() -> None:
    result = vigil("rehearse", str(WALES))
    told = json.loads(result.stdout)

    assert result.exit_code == 0
    assert list(told) == ["case", "duties", "facts", "effects", "refusals"]
    assert Rehearsed.model_validate_json(result.stdout) == play(story("wales"))


def test_json_is_the_answer_whether_it_is_asked_for_or_not() -> None:
    asked = vigil("rehearse", str(WALES), "--json")

    assert asked.stdout == vigil("rehearse", str(WALES)).stdout


def test_a_story_is_read_from_standard_input() -> None:
    text = WALES.read_text(encoding="utf-8")

    assert vigil("rehearse", "-", given=text).exit_code == 0


def test_until_winds_on_after_the_last_event() -> None:
    result = vigil("rehearse", str(WALES), "--until", "2026-09-01T10:00:00Z")

    assert json.loads(result.stdout)["facts"][-1]["fact"]["kind"] == "case-sealed"


@pytest.mark.parametrize("until", ["tomorrow", "2026-09-01", "2026-09-01T10:00:00"])
def test_an_instant_without_its_offset_is_bad_input(until: str) -> None:
    result = vigil("rehearse", str(WALES), "--until", until)

    assert result.exit_code == 2
    assert "--until" in result.stderr


def test_a_file_that_is_not_there_is_bad_input() -> None:
    result = vigil("rehearse", "nowhere.jsonl")

    assert (result.exit_code, result.stdout) == (2, "")


def refused(events: list[dict[str, Any]]) -> str:
    result = vigil("rehearse", "-", given=as_story(events))
    assert (result.exit_code, result.stdout) == (2, "")
    return " ".join(result.stderr.split())


def test_a_story_that_begins_with_a_request_is_refused_on_line_1() -> None:
    assert refused(lines_of("wales")[1:]).startswith("line 1: type: a story begins")


def test_a_second_intake_is_refused_on_its_line() -> None:
    events = lines_of("wales")

    assert refused([*events, events[0] | {"time": events[-1]["time"]}]).startswith(
        f"line {len(events) + 1}: type:"
    )


def test_an_event_about_another_case_is_refused_on_its_line() -> None:
    events = lines_of("wales")
    events[2]["subject"] = "WA-2025-0012"

    assert refused(events).startswith("line 3: subject:")


def test_events_out_of_order_are_refused_on_the_line_that_comes_too_late() -> None:
    first, second, third, *rest = lines_of("wales")

    assert refused([first, third, second, *rest]).startswith("line 3: time:")


def test_a_field_that_is_wrong_is_named_with_its_line_and_its_path() -> None:
    events = lines_of("wales")
    events[3]["data"]["conference"] = "No Reference"

    assert refused(events).startswith("line 4: data.conference:")


def test_an_intake_that_is_wrong_is_named_with_its_line_and_its_path() -> None:
    events = lines_of("wales")
    events[0]["data"]["children"][0]["born"] = "yesterday"

    assert refused(events).startswith("line 1: data.children.0.born:")


def test_what_was_typed_wrongly_is_never_repeated() -> None:
    events = lines_of("wales")
    events[0]["data"]["team_inbox"] = "Somebody Secret"

    assert "Secret" not in refused(events)


@pytest.mark.parametrize("name", NAMES)
def test_a_timeline_is_in_order_and_speaks_no_jargon(name: str) -> None:
    told = story(name)
    entries = timeline(told, play(told))

    assert [entry.on for entry in entries] == sorted(entry.on for entry in entries)
    text = " ".join(entry.says for entry in entries).lower()
    assert not [word for word in (" duty", "breach", " effect", "{") if word in text]


def test_the_demo_tells_what_became_due_by_when_and_why_and_what_was_missed() -> None:
    told = story(FAMILY.stem)
    said = {(entry.on, entry.says) for entry in timeline(told, play(told))}

    assert {
        (
            day("Mon 2024-09-09"),
            "Hold the initial child protection conference. Due by the end of Monday "
            "30 September 2024: 15 working days after 9 September 2024.",
        ),
        (
            day("Fri 2024-09-27"),
            "The authorised manager agreed to the delay until Tue 8 Oct 2024. This "
            "does not move the date. It says why it is late and what keeps the child "
            "safe.",
        ),
        (
            day("Tue 2024-10-01"),
            "MISSED, due Mon 30 Sep 2024: Hold the initial child protection "
            "conference.",
        ),
        (
            day("Tue 2024-10-08"),
            "Copies of the plan sent to the health visitor, the mother, the social "
            "worker.",
        ),
        (
            day("Thu 2024-12-19"),
            "Done in time: Hold the first review.",
        ),
    } <= said


def test_the_demo_is_read_at_eighty_columns(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    told = story(FAMILY.stem)
    tell(told, play(told))
    lines = capsys.readouterr().out.splitlines()

    assert max(len(line.rstrip()) for line in lines) <= 80
    assert any(line.startswith("Tue 1 Oct 2024   MISSED") for line in lines)
    assert any("out of timescale" in line for line in lines)


@pytest.mark.server
@pytest.mark.slow
def test_the_demo_plays_two_years_in_under_a_minute() -> None:
    result = vigil("demo")

    assert result.exit_code == 0
    assert "Tue 1 Sep 2026   The case was closed: support ended." in result.stdout
    assert int(result.stdout.split("Played in ")[1].split()[0]) < 60


@pytest.mark.server
def test_a_server_tells_the_same_story(tmp_path: Path) -> None:
    short = tmp_path / "short.jsonl"
    short.write_text(as_story(lines_of("christmas")[:4]), encoding="utf-8")
    on_a_server = vigil("rehearse", str(short), "--engine", "temporal")

    assert on_a_server.stdout == vigil("rehearse", str(short)).stdout
