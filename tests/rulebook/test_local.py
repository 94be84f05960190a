"""What a council decides for itself, and what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.rulebooks import UnknownRulebook, load_local, load_rulebook, published
from adapters.toml_files import RulebookInvalid
from rulebook.schema import Allowance, DutyRule, Force, Unit

EVERY_RULE = [
    rule
    for book, version, _ in published()
    for rule in load_rulebook(f"{book}@{version}").duties
]


def test_a_ladder_climbs_from_the_owner_to_the_service_manager() -> None:
    settings = load_local("default")
    for ladder in (settings.ladder, *settings.ladders.values()):
        assert [step.rung.value for step in ladder] == [
            "before",
            "on-the-day",
            "missed",
            "weekly-after",
        ]
        assert (ladder[0].to, ladder[-1].to) == ("owner", "service-manager")


def short(time: Allowance | None) -> bool:
    """From one to five days, whichever way they are counted."""
    days = (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS)
    return time is not None and time.unit in days and time.count <= 5


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.key)
def test_what_is_due_within_a_week_is_reminded_of_the_working_day_before(
    rule: DutyRule,
) -> None:
    settings = load_local("default")
    ladder = settings.ladders.get(rule.key, settings.ladder)
    stated = rule.allowance is not None and rule.allowance.count == 0
    assert (ladder[0].before == 1) is (short(rule.allowance) or stated)


@pytest.mark.parametrize("rule", EVERY_RULE, ids=lambda rule: rule.key)
def test_a_miss_is_heard_of_by_somebody_other_than_who_owed_it(rule: DutyRule) -> None:
    settings = load_local("default")
    ladder = settings.ladders.get(rule.key, settings.ladder)
    assert ladder[-1].to != rule.owner
    assert ladder[2].to != rule.owner or rule.allowance is None


def test_the_default_settings_name_no_rule_that_does_not_exist() -> None:
    assert set(load_local("default").ladders) <= {rule.key for rule in EVERY_RULE}


SETTINGS = """
id = "northtown"
version = "2027-01"
look_again = 10
warn_before_eighteen = 6
may_reopen_months = 6
messages_from = 8
delay_authority = "service-manager"
ladder = [{ rung = "weekly-after", to = "first-line-manager" }]

[[times]]
rule = "send-invitations"
allowance = { count = 3, unit = "working-days" }
citation = "Northtown practice note 4"

[[duties]]
key = "record-out"
citation = "Northtown practice note 5"
says = "The record of the conference goes out."
starts = "plan-made-or-continued"
met_by = "plan-sent"
per = "child"
owner = "coordinator"
allowance = { count = 20, unit = "working-days" }
force = "local"
"""


def council(folder: Path, text: str = SETTINGS, name: str = "northtown") -> Path:
    (folder / "local").mkdir(exist_ok=True)
    (folder / "local" / f"{name}.toml").write_text(text, "utf-8")
    return folder


def test_a_council_sets_what_its_source_leaves_open_and_it_is_its_own(
    tmp_path: Path,
) -> None:
    settings = load_local("northtown", [council(tmp_path)])
    (time,) = settings.times
    assert (time.rule, time.allowance.count) == ("send-invitations", 3)
    assert time.allowance.unit is Unit.WORKING_DAYS
    assert [duty.force for duty in settings.duties] == [Force.LOCAL]
    assert settings.delay_authority == "service-manager"


def test_settings_are_read_from_a_file_as_well_as_by_name(tmp_path: Path) -> None:
    path = council(tmp_path) / "local" / "northtown.toml"
    assert load_local(path) == load_local(str(path))
    assert load_local(path) == load_local("northtown", [tmp_path])


@pytest.mark.parametrize("force", ["statutory", "practice"])
def test_a_councils_own_duty_is_never_shown_as_anything_but_local(
    tmp_path: Path, force: str
) -> None:
    text = SETTINGS.replace('force = "local"', f'force = "{force}"')
    with pytest.raises(RulebookInvalid, match=r"northtown\.toml: duties, force: write"):
        load_local("northtown", [council(tmp_path, text)])


def test_a_time_without_its_count_is_refused(tmp_path: Path) -> None:
    text = SETTINGS.replace("count = 3, ", "")
    where = r"times, entry 1, allowance: .*write a count from 1"
    with pytest.raises(RulebookInvalid, match=where):
        load_local("northtown", [council(tmp_path, text)])


def test_a_council_cannot_replace_the_default_settings(tmp_path: Path) -> None:
    text = SETTINGS.replace("northtown", "default")
    folder = council(tmp_path, text, "default")
    with pytest.raises(RulebookInvalid, match="exist already; write another id"):
        load_local("default", [folder])


def test_settings_are_named_after_their_file(tmp_path: Path) -> None:
    folder = council(tmp_path, SETTINGS, "southtown")
    with pytest.raises(RulebookInvalid, match="id: write the file's own name"):
        load_local("southtown", [folder])


def test_settings_that_do_not_exist_are_answered_with_those_that_do(
    tmp_path: Path,
) -> None:
    with pytest.raises(UnknownRulebook, match="there are: default, northtown"):
        load_local("southtown", [council(tmp_path)])
    with pytest.raises(UnknownRulebook, match="there is no such file"):
        load_local(tmp_path / "southtown.toml")
