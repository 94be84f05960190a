"""Two families of York: one life kept in hand, one refused whatever can be refused."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from commands.rehearsal.playing import play
from commands.rehearsal.rehearsed import RefusalTold, Rehearsed
from domain.decide import short_hash
from domain.duty import Standing
from domain.requests import Request
from domain.terms import Gate
from tests.dates import instant
from tests.stories import BEHIND_THE_ROLES, story

LIFE, REFUSED = "york", "york-refused"
#: Whoever has not decided on a child's part has not written down the wish either: no
#: request could miss the first alone.
NEVER_ALONE = {"child-attendance-decided": "child-wish-recorded"}


@cache
def played(name: str) -> Rehearsed:
    return play(story(name))


def facts(name: str, kind: str) -> list[dict[str, Any]]:
    return [told.fact for told in played(name).facts if told.fact["kind"] == kind]


def of_conferences(name: str, kind: str) -> list[str]:
    return [fact["conference"] for fact in facts(name, kind)]


def refusing() -> dict[str, Gate]:
    """Every gate of the newest terms that stops somebody: York's, and our own."""
    gates = story(REFUSED).opening.terms.gates
    found = {gate.key: gate for gate in gates if gate.refuses}
    return {key: found[key] for key in found.keys() - BEHIND_THE_ROLES}


def of_gate(key: str) -> list[RefusalTold]:
    refusals = played(REFUSED).refusals
    return [told for told in refusals if key in {lack.gate for lack in told.lacks}]


def asked(name: str) -> list[tuple[Request, bool]]:
    """Each request in turn, and whether it was taken."""
    taken = {fact["id"] for fact in facts(name, "request-accepted")}
    requests = [asking.request for asking in story(name).askings]
    return [(request, short_hash(request.id) in taken) for request in requests]


def step(request: Request) -> tuple[object, ...]:
    """Which step it takes, with which conference or person."""
    about = (getattr(request, name, None) for name in ("conference", "person"))
    return (request.kind, *about)


@pytest.mark.parametrize("name", [LIFE, REFUSED])
def test_each_conference_that_was_held_is_closed_and_so_is_the_case(name: str) -> None:
    told = played(name)

    assert set(of_conferences(name, "conference-held")) == set(
        of_conferences(name, "conference-closed")
    )
    assert told.case["stage"] == "closed"
    assert (told.case["missed"], told.case["letters_owed"]) == (0, 0)


def test_a_life_of_two_years_passes_every_gate() -> None:
    told = story(LIFE)

    assert played(LIFE).refusals == ()
    assert all(taken for _, taken in asked(LIFE))
    assert len(of_conferences(LIFE, "conference-held")) == 4
    assert (told.ends_at - told.starts_at).days > 700


def test_two_things_were_late_and_the_rest_was_done_or_ended_with_the_plan() -> None:
    """One report came in at the door; Christmas came between two core groups."""
    standings = {duty.key: duty.standing for duty in played(LIFE).duties}
    late = {key for key, how in standings.items() if how is Standing.MET_LATE}
    gone = {key for key, how in standings.items() if how is Standing.NOT_APPLICABLE}

    assert late == {
        "share-report/conference-1/police",
        "next-core-group/child-2-plan-1-4/child-2",
    }
    assert gone == {
        "interpreter-for-conference/conference-1/mother",
        "next-core-group/child-2-plan-1-14/child-2",
        "translate/t2/household",
        "translate/t8/household",
    }
    assert set(standings.values()) == {
        Standing.MET,
        Standing.MET_LATE,
        Standing.NOT_APPLICABLE,
    }


def test_the_sister_leaves_with_support_and_the_brother_with_a_plan() -> None:
    """And each review decides about him alone, until one finds the risk past."""
    decided = [
        (fact["conference"], fact["outcome"]["child"], fact["outcome"]["decided"])
        for fact in facts(LIFE, "child-decided")
    ]

    assert decided == [
        ("conference-1", "child-1", "no-plan"),
        ("conference-1", "child-2", "plan"),
        ("conference-2", "child-2", "continue"),
        ("conference-3", "child-2", "continue"),
        ("conference-4", "child-2", "end"),
    ]


def test_another_interpreter_is_found_and_the_mother_has_each_record_in_polish() -> (
    None
):
    given = [fact["record"] for fact in facts(LIFE, "record-handed-over")]

    assert of_conferences(LIFE, "interpreter-absent") == ["conference-1"]
    assert len(facts(LIFE, "interpreter-confirmed")) == 4
    assert {(r["language"], r["theirs"]) for r in given} == {("pl", True)}
    assert [r["person"] for r in given if r["person"] != "father"] == ["mother"] * 4


def test_what_the_second_reader_finds_wrong_is_sent_to_nobody_until_put_right() -> None:
    """The plan came back in Polish on Mon 2024-09-30, with a name misspelt."""
    copies = [e for e in played(LIFE).effects if "/t1/" in e.key]

    assert [f["why"] for f in facts(LIFE, "translation-rejected")] == [
        "a-name-is-misspelt"
    ]
    assert [(e.kind, e.to, e.at) for e in copies if e.kind == "plan-copy"] == [
        ("plan-copy", "mother", instant("Tue 2024-10-01 11:00Z"))
    ]


def test_who_was_there_for_the_sister_has_no_copy_of_the_brother_s_plan() -> None:
    copies = {e.to for e in played(LIFE).effects if e.kind == "plan-copy"}

    assert {"mother", "health-visitor"} <= copies
    assert copies.isdisjoint({"father", "teacher", "interpreter", "record-taker"})


@pytest.mark.parametrize("name", [LIFE, REFUSED])
def test_no_two_things_that_were_written_say_the_same(name: str) -> None:
    written = facts(name, "record-written") + facts(name, "views-recorded")
    said = [fact["words"] for fact in written]

    assert len(said) >= 20
    assert len(set(said)) == len(said)


def test_every_gate_that_can_refuse_did_and_no_other() -> None:
    told = played(REFUSED).refusals

    assert {lack.gate for each in told for lack in each.lacks} == set(refusing())
    (other,) = [each for each in told if not each.lacks]
    assert (other.code, other.rules) == ("not-yours-to-ask", ("YK-19",))
    assert {each.code for each in told if each.lacks} == {"not-yet"}


@pytest.mark.parametrize("key", sorted(refusing()))
def test_each_was_once_all_that_was_missing(key: str) -> None:
    alone = {tuple(lack.gate for lack in each.lacks) for each in of_gate(key)}
    beside = NEVER_ALONE.get(key)

    if beside is None:
        assert (key,) in alone
    else:
        assert alone
        assert all(beside in missing for missing in alone)


@pytest.mark.parametrize("key", sorted(refusing()))
def test_a_refusal_names_the_rule_and_who_can_put_it_right(key: str) -> None:
    gate, told = refusing()[key], of_gate(key)
    rules = f" [{', '.join(gate.ids)}]" if gate.ids else ""
    who = " or ".join(gate.who).replace("-", " ")

    assert told
    for each in told:
        assert key.replace("-", " ") in each.message
        assert f"from the {who}{rules}" in each.message
        assert set(gate.ids) <= set(each.rules)


def test_after_each_refusal_the_same_step_was_taken() -> None:
    course = asked(REFUSED)
    refused = [(no, request) for no, (request, taken) in enumerate(course) if not taken]
    done_later = [
        any(taken and step(later) == step(request) for later, taken in course[no:])
        for no, request in refused
    ]

    assert len(refused) == len(played(REFUSED).refusals)
    assert all(done_later)


def test_whoever_was_kept_away_is_sent_nothing_while_they_were() -> None:
    """Nothing at all to the lodger; to the father from the day he was let in again."""
    effects = played(REFUSED).effects
    lifted = next(
        told.at
        for told in played(REFUSED).facts
        if told.fact["kind"] == "exclusion-lifted" and told.fact["person"] == "father"
    )
    to_the_father = [effect.at for effect in effects if effect.to == "father"]

    assert "lodger" not in {effect.to for effect in effects}
    assert to_the_father
    assert min(to_the_father) >= lifted
