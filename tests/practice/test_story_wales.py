"""Three families of Wales: a whole life, every gate refused, and two agencies alone."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from commands.rehearsal.playing import play
from commands.rehearsal.rehearsed import RefusalTold, Rehearsed
from domain.decide import short_hash
from domain.duty import Standing
from domain.requests import Request
from domain.terms import Gate
from tests.stories import BEHIND_THE_ROLES, story

LIFE, REFUSED, TWO = "wales", "wales-refused", "wales-two-agencies"
#: With two agencies and nobody who decides to go on there is no quorum either, so one
#: finding stands behind both: no request could miss the second alone.
NEVER_ALONE = {"quorum-of-two": "quorum"}
#: Refused by no gate: only the chair puts a conference off, by a step of its own.
DELAY = "request-delay"


@cache
def played(name: str) -> Rehearsed:
    return play(story(name))


def facts(name: str, kind: str) -> list[dict[str, Any]]:
    return [f.fact for f in played(name).facts if f.fact["kind"] == kind]


def closed(name: str) -> set[str]:
    return {fact["conference"] for fact in facts(name, "conference-closed")}


def held(name: str) -> set[str]:
    return {fact["conference"] for fact in facts(name, "conference-held")}


def outcomes(name: str, conference: str) -> dict[str, str]:
    decided = facts(name, "child-decided")
    mine = (f["outcome"] for f in decided if f["conference"] == conference)
    return {outcome["child"]: outcome["decided"] for outcome in mine}


def day_of(name: str, conference: str) -> dict[str, Any]:
    days = facts(name, "day-recorded")
    return next(f["day"] for f in days if f["conference"] == conference)


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
    known = {fact["id"] for fact in facts(REFUSED, "request-accepted")}
    asked = [asking.request for asking in story(REFUSED).askings]
    return [(request, short_hash(request.id) in known) for request in asked]


def step(request: Request) -> list[object]:
    """What makes two requests the same step: its kind, and all that it is about."""
    names = ("kind", "conference", "agency", "person")
    outcome = getattr(request, "outcome", None)
    return [
        *(getattr(request, name, None) for name in names),
        getattr(outcome, "child", None),
    ]


@pytest.mark.parametrize("name", [LIFE, TWO])
def test_a_life_passes_every_gate_and_ends(name: str) -> None:
    told = played(name)

    assert told.refusals == ()
    assert told.case["stage"] == "closed"
    assert closed(name) == held(name) != set()


@pytest.mark.parametrize("name", [LIFE, REFUSED, TWO])
def test_all_that_was_due_was_done_or_ended_with_the_plan(name: str) -> None:
    left = {d.rule: d.standing for d in played(name).duties if d.met_at is None}

    assert left == {"next-core-group": Standing.NOT_APPLICABLE}


def test_only_the_first_conference_was_late_and_the_chair_had_put_it_off() -> None:
    late = {d.key for d in played(LIFE).duties if d.standing is Standing.MET_LATE}
    (off,) = facts(LIFE, "conference-called-off")

    assert late == {
        f"initial-conference/enquiry-1/child-{number}" for number in (1, 2, 3)
    }
    assert off["why"] == "postponed-by-chair"
    assert off["protection"]


def test_two_are_decided_and_the_third_waits_for_enough_who_know_him() -> None:
    assert outcomes(LIFE, "conference-1") == {
        "child-1": "plan",
        "child-3": "plan",
        "child-2": "not-decided",
    }
    assert outcomes(LIFE, "conference-2") == {"child-2": "no-plan"}


def test_the_chair_goes_on_with_two_for_the_unborn_child_alone() -> None:
    going_on = day_of(LIFE, "conference-1")["going_on"]

    assert [each["child"] for each in going_on] == ["child-3"]
    assert going_on[0]["information"] != going_on[0]["rationale"]


def test_the_baby_is_born_on_the_register_and_both_come_off_it() -> None:
    (born,) = facts(LIFE, "child-born")
    children = {child["ref"]: child for child in played(LIFE).case["children"]}
    entries = {ref: child.get("register_entry") for ref, child in children.items()}

    assert entries["child-3"]["since"] == born["babies"][0]["born"]
    assert {e["state"] for e in entries.values() if e is not None} == {"removed"}
    assert entries["child-2"] is None


def test_with_no_officer_free_and_no_crime_the_chair_goes_on_with_two() -> None:
    day = day_of(TWO, "conference-1")
    (report,) = [f for f in facts(TWO, "report-completed") if f["agency"] == "police"]

    assert day["absences"] == [{"person": "police-officer", "why": "no-officer-free"}]
    assert [each["child"] for each in day["going_on"]] == ["child-1"]
    assert report["nothing_because"] == "family-not-known-and-no-crime"
    assert outcomes(TWO, "conference-1") == {"child-1": "plan"}


def test_every_gate_that_refuses_did_so_and_no_other() -> None:
    gates = {lack.gate for r in played(REFUSED).refusals for lack in r.lacks}

    assert gates == set(refusing())


@pytest.mark.parametrize("key", sorted(refusing()))
def test_each_was_once_all_that_was_missing(key: str) -> None:
    with_it = {key, NEVER_ALONE.get(key, key)}
    found = [{lack.gate for lack in refusal.lacks} for refusal in of_gate(key)]

    assert with_it in found


@pytest.mark.parametrize("key", sorted(refusing()))
def test_a_refusal_says_under_which_rule_and_who_can_put_it_right(key: str) -> None:
    gate, refusals = refusing()[key], of_gate(key)

    assert refusals
    for refusal in refusals:
        assert refusal.code == "not-yet"
        assert all(rule in refusal.message for rule in gate.ids)
        assert set(gate.ids) <= set(refusal.rules)
        assert all(role.replace("-", " ") in refusal.message for role in gate.who)


def test_no_manager_or_worker_puts_a_conference_off() -> None:
    other, by_role = [r for r in played(REFUSED).refusals if not r.lacks]
    (off,) = facts(REFUSED, "conference-called-off")

    assert by_role.request == "exclude-from-conference"
    assert (other.request, other.rules) == (DELAY, ("WA-18",))
    assert off["why"] == "postponed-by-chair"


def test_after_each_refusal_the_same_step_was_taken_and_the_case_went_on() -> None:
    asked = requests()
    refused = [number for number, (_, accepted) in enumerate(asked) if not accepted]

    assert len(refused) == len(played(REFUSED).refusals)
    for number in refused:
        if asked[number][0].kind == DELAY:
            continue
        wanted = step(asked[number][0])
        later = [step(request) for request, accepted in asked[number:] if accepted]
        assert wanted in later, wanted


def test_it_went_on_to_three_closed_conferences_and_a_closed_case() -> None:
    assert closed(REFUSED) == held(REFUSED) != set()
    assert played(REFUSED).case["stage"] == "closed"


def test_nothing_went_to_whom_the_concern_is_about() -> None:
    to = {effect.to for effect in played(REFUSED).effects if effect.outcome == "sent"}

    assert {"mother", "father"} <= to
    assert not {"lodger", "grandfather"} & to


@pytest.mark.parametrize("name", [LIFE, REFUSED, TWO])
def test_no_two_things_that_were_written_say_the_same(name: str) -> None:
    words = sorted(fact["words"] for fact in facts(name, "record-written"))

    assert words
    assert all(one != other for one, other in pairwise(words))
