"""Two families of Guernsey: one from start to end, one where each gate refused once."""

from __future__ import annotations

from functools import cache

import pytest

from commands.rehearsal.playing import play
from commands.rehearsal.rehearsed import RefusalTold, Rehearsed
from domain.decide import short_hash
from domain.duty import Standing
from domain.requests import Request
from domain.terms import Gate
from tests.stories import BEHIND_THE_ROLES, story

LIFE, REFUSED = "guernsey", "guernsey-refused"
CONFERENCES = ["conference-1", "conference-2", "conference-3"]
#: Refused by who asks, or by what the steps themselves check: before any gate.
BY_THE_STEP = {
    "decide-on-conference": ("T4-13", "T4-14"),
    "share-report": ("T4-26",),
    "countersign-report": ("T4-21",),
    "record-conference-held": ("T4-25",),
    "exclude-from-conference": (),
}


@cache
def played(name: str) -> Rehearsed:
    return play(story(name))


def closed(name: str) -> list[str]:
    """The conferences that were brought to their end, in order."""
    facts = [told.fact for told in played(name).facts]
    return [f["conference"] for f in facts if f["kind"] == "conference-closed"]


def refusing() -> dict[str, Gate]:
    gates = story(REFUSED).opening.terms.gates
    found = {gate.key: gate for gate in gates if gate.refuses}
    return {key: found[key] for key in found.keys() - BEHIND_THE_ROLES}


def of_gate(key: str) -> list[RefusalTold]:
    """The refusals in which this gate had a part."""
    refusals = played(REFUSED).refusals
    return [r for r in refusals if key in {lack.gate for lack in r.lacks}]


def requests() -> list[tuple[Request, bool]]:
    """Each request of the story in turn, and whether it was accepted."""
    facts = [told.fact for told in played(REFUSED).facts]
    known = {f["id"] for f in facts if f["kind"] == "request-accepted"}
    asked = [asking.request for asking in story(REFUSED).askings]
    return [(request, short_hash(request.id) in known) for request in asked]


def about(request: Request) -> list[object]:
    """What makes two requests the same step: its kind, its conference, its person."""
    names = ("kind", "conference", "enquiry", "agency", "person")
    return [getattr(request, name, None) for name in names]


def test_one_life_passes_every_gate_and_ends() -> None:
    told = played(LIFE)

    assert told.refusals == ()
    assert told.case["stage"] == "closed"
    assert closed(LIFE) == CONFERENCES


def test_all_that_was_due_was_done_and_only_the_father_was_late_twice() -> None:
    left = {d.key: d.standing for d in played(LIFE).duties if d.met_at is None}
    late = {d.key for d in played(LIFE).duties if d.standing is Standing.MET_LATE}

    assert set(left.values()) == {Standing.NOT_APPLICABLE}
    assert {key.partition("/")[0] for key in left} == {
        "next-core-group",
        "share-report-with-child",
    }
    assert late == {
        "explain-process/decision-1/father",
        "share-report/conference-3/father",
    }


def test_each_child_of_the_home_has_an_answer_the_unborn_one_too() -> None:
    facts = [told.fact for told in played(LIFE).facts]
    outcomes = [
        f["outcome"]
        for f in facts
        if f["kind"] == "child-decided" and f["conference"] == "conference-1"
    ]
    children = {c["ref"]: c["unborn"] for c in played(LIFE).case["children"]}

    assert {o["child"]: o["decided"] for o in outcomes} == {
        "child-1": "plan",
        "child-2": "no-plan",
        "child-3": "plan",
    }
    assert not any(children.values())


def test_every_gate_that_refuses_did_so_and_no_other() -> None:
    gates = {lack.gate for r in played(REFUSED).refusals for lack in r.lacks}

    assert gates == set(refusing())


@pytest.mark.parametrize("key", sorted(refusing()))
def test_each_was_once_all_that_was_missing(key: str) -> None:
    assert any(len(refusal.lacks) == 1 for refusal in of_gate(key))


@pytest.mark.parametrize("key", sorted(refusing()))
def test_a_refusal_says_under_which_rule_and_who_can_put_it_right(key: str) -> None:
    gate, refusals = refusing()[key], of_gate(key)

    assert refusals
    for refusal in refusals:
        assert all(rule in refusal.message for rule in gate.ids)
        assert set(gate.ids) <= set(refusal.rules)
        assert any(role.replace("-", " ") in refusal.message for role in gate.who)


def test_what_the_steps_themselves_refuse_names_its_rule_as_well() -> None:
    others = [r for r in played(REFUSED).refusals if not r.lacks]
    rules: dict[str, set[str]] = {}
    for refusal in others:
        rules.setdefault(refusal.request, set()).update(refusal.rules)

    assert rules == {kind: set(ids) for kind, ids in BY_THE_STEP.items()}


def test_after_each_refusal_the_same_step_was_taken() -> None:
    asked = requests()
    refused = [number for number, (_, accepted) in enumerate(asked) if not accepted]

    assert len(refused) == len(played(REFUSED).refusals)
    for number in refused:
        step = about(asked[number][0])
        later = [request for request, accepted in asked[number:] if accepted]
        assert step in [about(request) for request in later], step


def test_it_went_on_to_the_last_closed_conference_and_a_closed_case() -> None:
    told = played(REFUSED)

    assert closed(REFUSED) == CONFERENCES
    assert told.case["stage"] == "closed"
    assert {duty.standing for duty in told.duties} == {
        Standing.MET,
        Standing.NOT_APPLICABLE,
    }


def test_nothing_went_to_whom_the_concern_is_about() -> None:
    assert "stepfather" not in {effect.to for effect in played(REFUSED).effects}
