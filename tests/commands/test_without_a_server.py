"""Commands that need no server: what they print, and how they end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from typer.testing import CliRunner, Result

from adapters.rulebooks import load_local, load_rulebook, published
from commands.app import COMMANDS, build
from commands.entries import shown_rules
from commands.findings import Finding, Grade, ended
from commands.output import Ended, Failure
from commands.sentences import SENTENCES
from commands.telling import Telling, told
from commands.words import Place, age, allowance, silence
from domain.facts import Fact
from domain.recording import Row
from rulebook.schema import Allowance, Force, LocalTime, Unit
from tests.commands.referral import raw, referral
from tests.dates import instant

NOWHERE = "127.0.0.1:9"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation in which nothing has ever run, and nothing can be reached."""
    monkeypatch.setenv("VIGIL_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VIGIL_TEMPORAL_ADDRESS", NOWHERE)
    monkeypatch.setenv("COLUMNS", "80")
    return iter([tmp_path / "home"])


def vigil(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(build(), arguments, input=given)


def test_every_command_of_the_design_is_there() -> None:
    assert set(COMMANDS) | {"days"} == {
        "up", "intake", "cases", "case", "history", "why", "guide", "submit",
        "approve-delay", "refuse-delay", "days", "rules", "rehearse", "demo", "doctor",
        "callbacks", "delivery-report", "letters", "letter", "deliveries", "posted",
        "delivered", "dealt-with", "hold", "release", "audit", "gaming", "codec-server",
        "rebuild", "verify", "seals", "export",
    }  # fmt: skip


def test_days_are_counted_and_those_left_out_are_named() -> None:
    result = vigil("days", "england-and-wales", "2026-12-16", "15wd", "--json")

    answer = json.loads(result.stdout)
    assert (answer["date"], answer["schedule_by"]) == ("2027-01-11", "2027-01-11")
    assert {"date": "2026-12-25", "why": "Christmas Day"} in answer["skipped"]


def test_an_offset_before_a_day_is_no_option() -> None:
    result = vigil("days", "england-and-wales", "2027-01-11", "-4wd", "--json")

    assert json.loads(result.stdout)["date"] == "2027-01-05"


def test_working_days_until_a_day_are_counted() -> None:
    days = ("days", "england-and-wales", "2026-12-16", "--until", "2027-01-11")

    assert json.loads(vigil(*days).stdout) == {"working_days": 15}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("days", "mars", "2026-12-16", "1wd"), "CALENDAR: no such calendar"),
        (("days", "guernsey", "2026-02-30", "1wd"), "START: write a day that exists"),
        (("days", "guernsey", "2026-12-16", "soon"), "such as 15wd"),
        (("days", "guernsey", "2026-12-16"), "give an offset"),
        (("days", "guernsey", "2026-12-16", "400wd", "--until", "x"), "give an offset"),
        (("days", "guernsey", "2028-12-27", "30wd"), "verified only from"),
        (("rules", "zanzibar"), "RULEBOOK: no such procedures are published"),
        (("rules", "york", "--local", "zanzibar"), "no such local settings"),
        (("cases", "--due-within", "soon"), "--due-within: write a number"),
        (("cases", "--due-within", "-5wd"), "look ahead"),
        (("case", "../secrets"), "REF: a case reference has letters"),
        (("approve-delay", "T-1", "--safeguard", "x"), "--safeguard: write CHILD="),
        (("approve-delay", "T-1", "--role", "zanzi"), "is not one of"),
        (("intake", "nothing.json"), "nothing.json: this file cannot be read"),
    ],
)
def test_what_cannot_be_understood_ends_with_2_and_says_what_to_write(
    arguments: tuple[str, ...], said: str
) -> None:
    result = vigil(*arguments)

    assert result.exit_code == Ended.BAD_INPUT
    assert said in result.stderr.replace("\n", " ")
    assert "zanzibar" not in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("arguments", [("case",), ("nonsense",), ("cases", "--x")])
def test_a_command_used_wrongly_ends_with_2(arguments: tuple[str, ...]) -> None:
    assert vigil(*arguments).exit_code == Ended.BAD_INPUT


@pytest.mark.parametrize(
    "arguments",
    [
        ("cases",),
        ("case", "T-1"),
        ("history", "T-1"),
        ("why", "T-1", "initial-conference"),
        ("refuse-delay", "T-1", "--delay", "d", "--by", "m", "--reasons", "r"),
        ("doctor",),
    ],
)
def test_what_cannot_be_reached_ends_with_3_and_says_how_to_start_it(
    arguments: tuple[str, ...],
) -> None:
    result = vigil(*arguments)

    assert result.exit_code == Ended.UNREACHABLE
    assert "vigil up" in (result.stderr + result.stdout).replace("\n", " ")
    assert "Traceback" not in result.stderr


def test_a_referral_is_written_down_before_the_server_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "referral.json"
    file.write_bytes(raw(referral()))

    result = vigil("intake", str(file))

    assert result.exit_code == Ended.UNREACHABLE
    assert "It is written down" in result.stderr.replace("\n", " ")
    assert vigil("doctor", "--json").stdout.count("written down and not begun") == 1


def test_of_several_files_one_bad_one_does_not_stop_the_others(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_bytes(raw(referral()))
    bad.write_bytes(b"{")

    result = vigil("intake", str(bad), str(good), "--dry-run", "--json")

    assert result.exit_code == Ended.BAD_INPUT
    told = json.loads(result.stdout)
    assert [each["code"] for each in told] == ["not-json", None]
    assert told[1]["became"] == "would start"


def test_every_line_of_a_file_is_a_referral_of_its_own(tmp_path: Path) -> None:
    lines = [raw(referral(subject=f"T-{number}")) for number in (1, 2)]
    file = tmp_path / "referrals.jsonl"
    file.write_bytes(b"\n".join(lines))

    told = json.loads(vigil("intake", str(file), "--dry-run", "--json").stdout)

    assert [each["case"] for each in told] == ["T-1", "T-2"]


def test_what_was_refused_at_the_door_is_counted_by_its_code(tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    for given in (b"{", b"[", b"{}"):
        bad.write_bytes(given)
        assert vigil("intake", str(bad)).exit_code == Ended.BAD_INPUT

    found = json.loads(vigil("doctor", "--json").stdout)

    (door,) = [each for each in found if each["about"] == "refused at the door"]
    assert door["grade"] == Grade.MIND
    assert "3 since the record began (1 bad-input, 2 not-json)" in door["says"]


def test_legal_action_is_told_as_planned_and_any_other_yes_as_yes() -> None:
    told_as = "Further legal action about order-1: not planned any more."

    assert _told("legal-action-planned", {"order": "order-1", "planned": False}) == (
        told_as
    )
    assert _told("case-opened", {"what": True}) == "The case was opened (yes)."


def test_of_every_rule_of_the_sources_it_is_told_how_it_is_kept_and_shown() -> None:
    told = json.loads(vigil("rules", "--json").stdout)

    ids = [rule["id"] for rule in told["coverage"]]
    assert ids == sorted(ids)
    assert len(ids) == 257
    (rule,) = [rule for rule in told["coverage"] if rule["id"] == "YK-35"]
    assert rule["rulebook"] == "york"
    assert (rule["kind"], rule["how"]) == ("deadline", "deadline")
    assert rule["name"] == "initial-conference"
    assert "L91-L94" in rule["citation"]
    assert rule["entries"][0]["says"]
    assert any(test.startswith("tests/") for test in rule["shown_by"])
    newest = {f"{entry['book']}" for entry in told["entries"]}
    assert "york 2026-11-23" in newest
    assert "york 2014" not in newest


def test_the_summary_of_all_rules_counts_those_of_the_sources() -> None:
    last = vigil("rules").stdout.splitlines()[-3:]

    assert "257 rules of the sources: " in " ".join(last)


@pytest.mark.parametrize("name", [f"{id}@{version}" for id, version, _ in published()])
def test_every_rule_is_shown_with_its_source_and_what_it_allows(name: str) -> None:
    rules = json.loads(vigil("rules", name, "--json").stdout)

    book = load_rulebook(name)
    assert {rule.key for rule in book.duties} <= {rule["rule"] for rule in rules}
    assert all(rule["citation"] and rule["says"] for rule in rules)
    assert all(rule["source_status"] for rule in rules)
    assert len(rules) >= len(book.entries())
    unset = {rule.key for rule in book.duties if rule.allowance is None}
    silent = {r["rule"] for r in rules if r["allows"] == "not set by the source"}
    assert unset == silent


def test_a_time_that_the_council_sets_is_shown_as_local() -> None:
    ten = Allowance(count=10, unit=Unit.WORKING_DAYS)
    time = LocalTime(rule="first-core-group", allowance=ten, citation="Our own board")
    local = load_local("default").model_copy(update={"times": (time,)})

    shown = {r.rule: r for r in shown_rules(load_rulebook("pan-sussex"), local)}

    ours = shown["first-core-group"]
    assert (ours.force, ours.citation) == (Force.LOCAL, "Our own board")
    assert ours.allows == "10 working days"
    assert shown["initial-conference"].force is Force.STATUTORY


@pytest.mark.parametrize("command", [("rules",), ("rules", "wales"), ("doctor",)])
def test_a_table_fits_eighty_columns(command: tuple[str, ...]) -> None:
    lines = vigil(*command).stdout.splitlines()

    assert len(lines) > 10
    assert max(map(len, lines)) <= 80


def test_a_source_that_sets_no_time_is_answered_with_the_age() -> None:
    assert silence("not-set", 9) == (
        "The procedures set no time for this. It has been open 9 days."
    )
    assert age(1) == "It has been open 1 day."
    assert allowance(None) == "not set by the source"


def test_everything_that_can_happen_has_a_sentence() -> None:
    kinds = {fact.model_fields["kind"].default for fact in get_args(Fact)}

    assert kinds == set(SENTENCES)


def test_what_a_newer_program_recorded_is_told_by_its_kind() -> None:
    assert _told("comet-seen", {}) == "Comet seen."
    assert _told("duty-met", {}) == "Done: not said."


def test_the_record_is_told_without_a_word_of_the_program() -> None:
    body = {"key": "initial-conference/enquiry-1/child-1", "due_on": "2027-01-11"}

    assert _told("deadline-missed", body) == (
        "Missed, due Mon 11 Jan 2027: Hold the initial child protection conference "
        "(enquiry-1/child-1)."
    )


def _told(kind: str, body: dict[str, Any]) -> str:
    at = instant("Tue 2027-01-12 00:00Z")
    row = Row(no=1, kind=kind, at=at, recorded_at=at, body=json.dumps(body))
    return told(Telling(Place("york"), "Europe/London"), row)


@pytest.mark.parametrize(
    ("grades", "end"),
    [
        ([Grade.GOOD, Grade.MIND], Ended.DONE),
        ([Grade.WRONG, Grade.GOOD], Ended.REFUSED),
        ([Grade.WRONG, Grade.AWAY], Ended.UNREACHABLE),
    ],
)
def test_a_check_up_ends_with_the_worst_it_found(
    grades: list[Grade], end: Ended
) -> None:
    found = [Finding(about="x", grade=grade, says="y") for grade in grades]

    assert ended(found) is end


def test_a_failure_is_one_paragraph_with_its_place_and_its_rules() -> None:
    failure = Failure(Ended.REFUSED, "Ask first", where="delay", rules=("SX-29",))

    assert failure.paragraph == "delay: Ask first. Rules: SX-29."
