"""Every sample story, played through the domain alone, against dates worked by hand."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from adapters.events import read_event
from adapters.openings import resolve
from commands.rehearsal.playing import play
from commands.rehearsal.rehearsed import Rehearsed
from domain.duty import Duty
from domain.opening import open_case
from domain.views import DutyView
from tests.dates import day, instant
from tests.domain.dues_of_stories import DUE
from tests.stories import FILES, NAMES, SAMPLES, story

#: What the stories ask for and are meant to be refused. All else is accepted.
NO = "not-yours-to-ask"
EXCLUDED = ("exclude-from-conference", NO)
REFUSED = {
    "wales-refused": [("request-delay", "chair-postpones"), EXCLUDED],
    "guernsey-refused": [
        ("decide-on-conference", "enquiries-not-complete"),
        ("decide-on-conference", NO),
        EXCLUDED,
        ("share-report", "report-not-countersigned"),
        ("countersign-report", NO),
        ("record-conference-held", "required-person-absent"),
    ],
    "csa-pathway-refused": [EXCLUDED],
    "pan-sussex-refused": [EXCLUDED],
    "york-refused": [EXCLUDED],
    "several-discussions": [("correct", "second-person-needed")],
    "delay": [("approve-delay", NO)],
}


def of_gates(name: str) -> bool:
    """Stories about what is missing: `tests/practice` looks at each refusal."""
    return name.endswith("-refused")


def dues(rehearsed: Rehearsed) -> dict[str, DutyView]:
    return {duty.key: duty for duty in rehearsed.duties}


def test_there_is_a_story_for_every_name_and_a_name_for_every_story() -> None:
    assert tuple(FILES) == NAMES == tuple(sorted(DUE))


@pytest.mark.parametrize("name", NAMES)
def test_a_story_is_refused_nothing_that_it_does_not_mean_to_be(name: str) -> None:
    refusals = play(story(name)).refusals
    told = [(r.request, r.code) for r in refusals if not (r.lacks and of_gates(name))]

    assert told == REFUSED.get(name, [])
    assert all(r.message and r.where for r in refusals)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_due_in_a_story_is_what_was_worked_out_by_hand(name: str) -> None:
    found = dues(play(story(name)))
    told = {key: (found[key].due_on, found[key].standing) for key in DUE[name]}

    assert told == {
        key: (day(due) if due else None, standing)
        for key, (due, standing) in DUE[name].items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_story_ends_with_a_closed_case_and_nothing_owed(name: str) -> None:
    rehearsed = play(story(name))

    assert rehearsed.case["stage"] == "closed"
    assert (rehearsed.case["missed"], rehearsed.case["letters_owed"]) == (0, 0)
    assert rehearsed.case["facts"] == len(rehearsed.facts)


@pytest.mark.parametrize("name", NAMES)
def test_facts_are_numbered_in_order_and_learned_in_order(name: str) -> None:
    facts = play(story(name)).facts

    assert [fact.no for fact in facts] == list(range(1, len(facts) + 1))
    assert all(a.recorded_at <= b.recorded_at for a, b in pairwise(facts))
    assert all(fact.at <= fact.recorded_at for fact in facts)


@pytest.mark.parametrize("name", NAMES)
def test_a_story_played_twice_is_the_same(name: str) -> None:
    assert play(story(name)) == play(story(name))


def test_a_correction_of_the_flag_takes_back_the_miss() -> None:
    duty = dues(play(story("several-discussions")))[
        "initial-conference/enquiry-1/child-1"
    ]

    assert duty.missed_at == instant("Mon 2026-06-22 23:00Z")
    assert duty.miss_withdrawn


def test_an_agreed_delay_leaves_the_date_and_the_miss_where_they_were() -> None:
    duty = dues(play(story("delay")))["initial-conference/enquiry-1/child-1"]

    assert duty.due_on == day("Mon 2024-09-30")
    assert duty.agreed_on == day("Tue 2024-10-08")
    assert duty.missed_at == instant("Mon 2024-09-30 23:00Z")


def test_nobody_of_concern_is_sent_anything_and_a_shared_mailbox_nothing() -> None:
    effects = play(story("csa-pathway")).effects

    assert {"stepfather", "aunt"}.isdisjoint(effect.to for effect in effects)
    assert any(e.kind == "plan-copy" and e.to == "mother" for e in effects)


def test_twins_have_everything_that_the_expected_child_had() -> None:
    rehearsed = play(story("siblings-and-one-unborn"))
    children = {child["ref"]: child for child in rehearsed.case["children"]}

    assert not children["child-2"]["unborn"]
    assert children["child-3"]["plan_since"] == children["child-2"]["plan_since"]


def test_winding_on_seals_the_case_six_months_after_it_was_closed() -> None:
    until = instant("Wed 2026-08-05 10:00Z")
    rehearsed = play(story("wales"), until)

    sealed = rehearsed.facts[-1]
    assert sealed.fact["kind"] == "case-sealed"
    assert sealed.at == instant("Sat 2026-08-01 23:00Z")


@pytest.mark.parametrize("path", sorted((SAMPLES / "intake").glob("*.json")))
@pytest.mark.parametrize("now", ["Sat 2026-11-21 09:00Z", "Mon 2028-06-05 09:00Z"])
def test_a_sample_referral_can_be_taken_up_whenever_it_is_sent(
    path: Path, now: str
) -> None:
    event, at = read_event(path.read_bytes()), instant(now)
    case = open_case(resolve(event, at), at)

    assert case.duties
    assert all(duty.missed for duty in case.duties.values() if _past(duty, at))


def _past(duty: Duty, now: datetime) -> bool:
    return duty.due.due_at is not None and duty.due.due_at <= now
