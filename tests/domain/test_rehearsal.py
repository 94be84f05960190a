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
from tests.stories import FILES, NAMES, SAMPLES, story

MET, LATE = "met", "met late"
GONE = "not applicable"

#: Story -> what was due -> its day (None: the procedures set none), how it ended.
DUE: dict[str, dict[str, tuple[str | None, str]]] = {
    "pan-sussex": {
        "initial-conference/enquiry-1/child-1": ("Mon 2025-11-24", MET),
        "initial-conference/enquiry-1/child-2": ("Mon 2025-11-24", MET),
        "conference-before-order-expires/order-1/child-1": ("Wed 2025-11-19", MET),
        "further-initial-conference/child-2-concern-1/child-2": (None, MET),
        "first-core-group/child-1-plan-1/child-1": (None, MET),
        "first-review/child-1-plan-1/child-1": (None, MET),
    },
    "york": {
        "initial-conference/enquiry-1/child-1": ("Tue 2024-09-24", MET),
        "plan-sent/conference-1/child-1": ("Wed 2024-09-25", MET),
        "first-core-group/child-1-plan-1/child-1": ("Tue 2024-10-08", MET),
        "next-core-group/child-1-plan-1-4/child-1": ("Sat 2024-12-28", LATE),
        "first-review/child-1-plan-1/child-1": ("Tue 2024-12-24", MET),
        "next-review/child-1-plan-1-2/child-1": ("Thu 2025-06-12", MET),
        "next-review/child-1-plan-1-3/child-1": ("Fri 2025-12-05", MET),
        "next-review/child-2-plan-1-4/child-2": ("Wed 2026-05-27", MET),
        "share-report/conference-1/social-work": ("Mon 2024-09-23", MET),
    },
    "wales": {
        "initial-conference/enquiry-1/child-1": ("Fri 2025-10-03", LATE),
        "rearrange-conference/conference-1/household": (None, MET),
        "first-core-group/child-1-plan-1/child-1": (None, MET),
        "first-review/child-1-plan-1/child-1": (None, MET),
    },
    "csa-pathway": {
        "initial-conference/enquiry-1/child-1": ("Wed 2026-02-04", MET),
        "tell-family-before/conference-1/police": ("Sun 2026-02-01", MET),
        "plan-sent/conference-1/child-1": ("Tue 2026-02-03", MET),
        "first-core-group/child-1-plan-1/child-1": ("Mon 2026-02-16", MET),
        "next-core-group/child-1-plan-1-2/child-1": ("Tue 2026-03-10", MET),
        "first-review/child-1-plan-1/child-1": ("Sat 2026-05-02", MET),
    },
    "guernsey": {
        "book-conference/decision-1/household": ("Thu 2026-04-23", MET),
        "explain-process/decision-1/mother": ("Wed 2026-04-29", MET),
        "explain-process/decision-1/father": ("Wed 2026-04-29", LATE),
        "complete-report/conference-1/social-work": ("Thu 2026-05-07", MET),
        "countersign-report/conference-1/social-work": ("Fri 2026-05-08", MET),
        "share-report/conference-1/mother": ("Mon 2026-05-11", MET),
        "report-to-chair/conference-1/social-work": ("Tue 2026-05-12", MET),
        "first-core-group/child-1-plan-1/child-1": (None, MET),
        "first-review/child-1-plan-1/child-1": (None, MET),
    },
    "christmas": {
        "initial-conference/enquiry-1/child-1": ("Fri 2026-01-09", MET),
        "plan-sent/conference-1/child-1": ("Fri 2026-01-09", MET),
        "first-core-group/child-1-plan-1/child-1": ("Thu 2026-01-22", MET),
        "next-core-group/child-1-plan-1-2/child-1": ("Sat 2026-02-21", MET),
        "first-review/child-1-plan-1/child-1": ("Wed 2026-04-08", MET),
    },
    "easter-and-a-clock-change": {
        "initial-conference/enquiry-1/child-1": ("Tue 2026-04-14", MET),
        "conference-before-order-expires/order-1/child-1": ("Sun 2026-04-05", MET),
        "first-review/child-1-plan-1/child-1": ("Thu 2026-07-02", MET),
        "next-review/child-1-plan-1-2/child-1": ("Wed 2026-12-30", MET),
    },
    "several-discussions": {
        "initial-conference/enquiry-1/child-1": ("Tue 2026-06-30", MET),
        "initial-conference/enquiry-1/child-2": ("Tue 2026-06-30", MET),
        "first-core-group/child-1-plan-1/child-1": (None, MET),
        "first-review/child-1-plan-1/child-1": (None, MET),
    },
    "siblings-and-one-unborn": {
        "initial-conference/enquiry-1/child-1": ("Mon 2026-01-26", MET),
        "initial-conference/enquiry-1/child-2": ("Mon 2026-01-26", MET),
        "has-the-child-been-born/child-2/child-2": (None, MET),
        "first-core-group/child-2-plan-1/child-2": ("Thu 2026-02-05", MET),
        "next-core-group/child-1-plan-1-5/child-1": ("Thu 2026-05-28", LATE),
        "next-core-group-at-the-latest/child-1-plan-1-5/child-1": (
            "Tue 2026-06-09",
            MET,
        ),
        "first-review/child-3-plan-1/child-3": ("Wed 2026-04-22", MET),
        "next-review/child-3-plan-1-2/child-3": ("Fri 2026-10-16", MET),
    },
    "delay": {
        "initial-conference/enquiry-1/child-1": ("Mon 2024-09-30", LATE),
        "risk-check/delay-2-1/household": ("Wed 2024-10-02", MET),
        "risk-check/delay-2-2/household": ("Mon 2024-10-07", MET),
        "risk-check/delay-2-3/household": ("Tue 2024-10-08", GONE),
        "first-core-group/child-1-plan-1/child-1": (None, MET),
        "first-review/child-1-plan-1/child-1": ("Wed 2025-01-08", MET),
        "next-review/child-1-plan-1-2/child-1": ("Thu 2025-06-19", LATE),
        "next-review/child-2-plan-1-3/child-2": ("Wed 2025-12-24", MET),
        "next-review/child-1-plan-1-4/child-1": ("Thu 2026-06-11", MET),
    },
}

#: What the stories ask for and are meant to be refused. All else is accepted.
REFUSED = {
    "wales": [("request-delay", "chair-postpones")],
    "guernsey": [("countersign-report", "countersigner-is-author")],
    "several-discussions": [("correct", "second-person-needed")],
    "delay": [("approve-delay", "not-the-authority")],
}


def dues(rehearsed: Rehearsed) -> dict[str, DutyView]:
    return {duty.key: duty for duty in rehearsed.duties}


def test_there_is_a_story_for_every_name_and_a_name_for_every_story() -> None:
    assert tuple(FILES) == NAMES == tuple(sorted(DUE))


@pytest.mark.parametrize("name", NAMES)
def test_a_story_is_refused_nothing_that_it_does_not_mean_to_be(name: str) -> None:
    refusals = play(story(name)).refusals

    assert [(r.request, r.code) for r in refusals] == REFUSED.get(name, [])
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
