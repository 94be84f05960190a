"""The pathway's two stories: one goes through, the other is stopped by every gate."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from commands.rehearsal.playing import play
from commands.rehearsal.rehearsed import RefusalTold, Rehearsed
from domain.decide import short_hash
from domain.duty import Standing
from domain.lack import Lack
from domain.requests import Request
from tests.dates import instant
from tests.stories import BEHIND_THE_ROLES, story

FULL, REFUSED = "csa-pathway", "csa-pathway-refused"
#: What is once written is there for good, so of three things that are only ever written
#: one can be the last; and a child without an answer was not considered either. In one
#: conference each of these is missing together with others.
NEVER_ALONE = {
    "agenda-was-gone-through",
    "record-is-written",
    "every-child-has-an-answer",
}


@cache
def played(name: str) -> Rehearsed:
    return play(story(name))


def facts(name: str, kind: str) -> list[dict[str, Any]]:
    return [f.fact for f in played(name).facts if f.fact["kind"] == kind]


def refusing() -> set[str]:
    """Every gate of the story's own terms that stops something."""
    gates = story(REFUSED).opening.terms.gates
    return {gate.key for gate in gates if gate.refuses} - BEHIND_THE_ROLES


def lacks() -> list[tuple[RefusalTold, Lack]]:
    return [(told, lack) for told in played(REFUSED).refusals for lack in told.lacks]


def test_the_whole_of_a_life_is_lawful_from_the_referral_to_the_closed_case() -> None:
    rehearsed = played(FULL)

    assert rehearsed.refusals == ()
    assert rehearsed.case["closed_at"] == "2026-05-29T11:00:00Z"
    assert len(facts(FULL, "conference-closed")) == 2


def test_it_is_under_the_place_s_own_procedures_with_the_pathway_laid_over() -> None:
    terms = story(FULL).opening.terms

    assert (terms.rulebook.id, terms.rulebook.version) == ("york", "2026-11-23")
    assert "csa-pathway" in {book.id for book in terms.others}


def test_nothing_is_left_due_and_only_the_nurse_s_report_was_late() -> None:
    standings = {duty.key: duty.standing for duty in played(FULL).duties}
    late = {key for key, how in standings.items() if how is Standing.MET_LATE}

    assert set(standings.values()) == {
        Standing.MET,
        Standing.MET_LATE,
        Standing.NOT_APPLICABLE,
    }
    assert late == {
        "share-report/conference-1/health",
        "tell-family-before/conference-1/health",
    }


def test_the_finding_and_the_concern_stand_whatever_the_police_do() -> None:
    first, _, review = (f["outcome"] for f in facts(FULL, "child-decided"))

    assert first["categories"] == ["sexual-abuse"]
    for outcome in (first, review):
        assert outcome["judgement"]["sexual_abuse"] is True
        assert outcome["judgement"]["standard"] == "balance-of-probabilities"
    [closed] = facts(FULL, "police-outcome-recorded")
    assert closed["police"]["outcome"] == "no-further-action"
    assert facts(FULL, "adult-concern-lifted") == []


def test_one_child_has_a_plan_and_the_other_leaves_with_support() -> None:
    decided = [f["outcome"]["decided"] for f in facts(FULL, "child-decided")]

    assert decided == ["plan", "no-plan", "end"]


def test_the_adult_of_concern_is_sent_nothing_and_given_no_report() -> None:
    sharing = [f["decision"] for f in facts(FULL, "sharing-decided")]

    assert "stepfather" not in {effect.to for effect in played(FULL).effects}
    assert {d["person"] for d in sharing} == {"stepfather"}
    assert all(d["shares"] == "withheld" for d in sharing if d["document"] == "report")


def test_a_child_is_heard_through_an_advocate_and_then_comes_after_all() -> None:
    views = [f["views"] for f in facts(FULL, "views-recorded")]
    hers = [v["how"] for v in views if v["whose"] == "child-1"]
    takes = [
        f["attending"]["takes"]
        for f in facts(FULL, "child-attendance-decided")
        if f["attending"]["child"] == "child-1"
    ]

    assert hers == ["advocate", "in-person"]
    assert takes == ["part", "none", "part"]


def test_every_gate_of_its_terms_stops_the_other_story_once() -> None:
    assert {lack.gate for _, lack in lacks()} == refusing()
    assert len(refusing()) > 50


def test_nothing_else_stops_it_but_who_may_exclude() -> None:
    refusals = played(REFUSED).refusals
    others = [told for told in refusals if told.code != "not-yet"]

    assert [(told.request, told.code) for told in others] == [
        ("exclude-from-conference", "not-yours-to-ask")
    ]


def test_each_gate_stops_it_alone_where_one_thing_can_be_missing_by_itself() -> None:
    alone = {told.lacks[0].gate for told in played(REFUSED).refusals if _one(told)}

    assert alone == refusing() - NEVER_ALONE


def _one(told: RefusalTold) -> bool:
    return len(told.lacks) == 1


@pytest.mark.parametrize(
    ("told", "lack"), lacks(), ids=[f"{n}-{i.gate}" for n, (_, i) in enumerate(lacks())]
)
def test_a_refusal_says_under_which_rule_and_from_whom_it_is_missing(
    told: RefusalTold, lack: Lack
) -> None:
    assert set(lack.ids) <= set(told.rules)
    assert all(catalogued in told.message for catalogued in lack.ids)
    assert any(f"{role.replace('-', ' ')}" in told.message for role in lack.who)


def step(request: Request) -> list[object]:
    """What makes two requests the same step: its kind, and whom it is about."""
    names = ("kind", "conference", "agency", "person")
    outcome = getattr(request, "outcome", None)
    about = (getattr(request, name, None) for name in names)
    return [*about, getattr(outcome, "child", None)]


def test_whatever_was_refused_was_asked_again_and_taken() -> None:
    known = {fact["id"] for fact in facts(REFUSED, "request-accepted")}
    asked = [asking.request for asking in story(REFUSED).askings]
    taken = [short_hash(request.id) in known for request in asked]

    assert taken.count(False) == len(played(REFUSED).refusals)
    for number, request in enumerate(asked):
        later = zip(asked[number:], taken[number:], strict=True)
        assert step(request) in [step(other) for other, went in later if went]


def test_nothing_goes_to_whoever_is_kept_away() -> None:
    to = {effect.to for effect in played(REFUSED).effects}

    assert {"mother", "father"} <= to
    assert not {"partner", "grandfather"} & to


@pytest.mark.parametrize("name", [FULL, REFUSED])
def test_no_two_things_that_were_written_say_the_same(name: str) -> None:
    words = [fact["words"] for fact in facts(name, "record-written")]

    assert words
    assert len(set(words)) == len(words)


def test_after_every_refusal_it_goes_on_to_a_closed_conference_and_case() -> None:
    rehearsed = played(REFUSED)
    last = max(told.at for told in rehearsed.facts)

    assert len(facts(REFUSED, "conference-closed")) == 1
    assert rehearsed.case["closed_at"] == "2026-07-14T10:00:00Z"
    assert last == instant("Tue 2026-07-14 10:00Z")
