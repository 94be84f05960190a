"""Two families of Sussex: one kept in time, one refused whatever can be refused."""

from __future__ import annotations

from functools import cache

import pytest

from commands.rehearsal.playing import Stage, play
from commands.rehearsal.rehearsed import RefusalTold, Rehearsed
from commands.rehearsal.timeline import timeline
from domain.duty import Standing
from domain.requests import Request
from domain.terms import Gate
from tests.stories import BEHIND_THE_ROLES, story

WHOLE_LIFE, REFUSED = "pan-sussex", "pan-sussex-refused"
CONFERENCES = ("conference-1", "conference-2", "conference-3", "conference-4")


@cache
def played(name: str) -> Rehearsed:
    return play(story(name))


def refusing() -> dict[str, Gate]:
    """Every gate of the newest terms that stops somebody, ours as well as Sussex's."""
    gates = story(REFUSED).opening.terms.gates
    found = {gate.key: gate for gate in gates if gate.refuses}
    return {key: found[key] for key in found.keys() - BEHIND_THE_ROLES}


def by_the_gates() -> dict[str, list[RefusalTold]]:
    """The refusals of each gate, alone or beside others."""
    found: dict[str, list[RefusalTold]] = {}
    for refusal in played(REFUSED).refusals:
        for lack in refusal.lacks:
            found.setdefault(lack.gate, []).append(refusal)
    return found


def closings(name: str) -> list[str]:
    facts = (told.fact for told in played(name).facts)
    return [fact["conference"] for fact in facts if fact["kind"] == "conference-closed"]


def test_a_careful_team_goes_from_referral_to_the_end_and_is_refused_nothing() -> None:
    told = played(WHOLE_LIFE)

    assert told.refusals == ()
    assert told.case["stage"] == "closed"
    assert tuple(closings(WHOLE_LIFE)) == CONFERENCES


def test_whatever_was_due_was_done_in_time_or_lapsed_with_the_plan() -> None:
    left = {
        duty.key.partition("/")[0]
        for duty in played(WHOLE_LIFE).duties
        if duty.standing is not Standing.MET
    }

    assert left == {"next-core-group", "plan-delivered"}


def test_a_grandmother_without_e_mail_has_paper_that_somebody_posted() -> None:
    """The plan she was given by hand as well: then nobody waits for the post."""
    printed = [e.key for e in played(WHOLE_LIFE).effects if e.key.endswith("/post")]
    duties = {d.key: d.standing for d in played(WHOLE_LIFE).duties}
    of_post = {k: s for k, s in duties.items() if k.startswith("post-letter/")}
    of_plan = {s for k, s in duties.items() if k.startswith("plan-delivered/")}

    assert len(printed) == len(of_post) == 5
    assert set(of_post.values()) == {Standing.MET}
    assert Standing.NOT_APPLICABLE in of_plan


def test_a_brother_is_judged_apart_and_later_by_a_conference_of_his_own() -> None:
    """SX-17 to SX-20: no plan at first; then his own conference, joined to a review."""
    facts = [told.fact for told in played(WHOLE_LIFE).facts]
    his = [
        (fact["conference"], fact["outcome"]["decided"])
        for fact in facts
        if fact["kind"] == "child-decided" and fact["outcome"]["child"] == "child-2"
    ]
    joined = {
        fact["conference"]: fact["joined_with"]
        for fact in facts
        if fact["kind"] == "conference-booked" and "joined_with" in fact
    }

    assert his == [
        ("conference-1", "no-plan"),
        ("conference-3", "plan"),
        ("conference-4", "end"),
    ]
    assert joined == {"conference-3": "conference-2"}


def test_what_somebody_wrote_is_told_as_they_wrote_it() -> None:
    told = story(WHOLE_LIFE)
    said = [entry.says for entry in timeline(told, played(WHOLE_LIFE))]

    assert any("two hours of grown-ups talking" in line for line in said)


def test_every_gate_that_can_refuse_did() -> None:
    assert by_the_gates().keys() == refusing().keys()


@pytest.mark.parametrize("gate", sorted(refusing()))
def test_each_was_once_the_only_thing_in_the_way(gate: str) -> None:
    assert any(len(refusal.lacks) == 1 for refusal in by_the_gates()[gate])


@pytest.mark.parametrize("gate", sorted(refusing()))
def test_a_refusal_names_the_rule_and_who_can_put_it_right(gate: str) -> None:
    entry = refusing()[gate]
    for refusal in by_the_gates()[gate]:
        assert gate.replace("-", " ") in refusal.message
        assert " or ".join(entry.who).replace("-", " ") in refusal.message
        assert set(entry.ids) <= set(refusal.rules)
        assert all(rule in refusal.message for rule in entry.ids)


def test_nothing_else_was_refused_but_an_exclusion_by_somebody_else() -> None:
    refusals = played(REFUSED).refusals
    others = [refusal for refusal in refusals if not refusal.lacks]

    assert [(other.request, other.code) for other in others] == [
        ("exclude-from-conference", "not-yours-to-ask")
    ]


def course() -> list[tuple[Request, bool]]:
    """Each request in turn, and whether it was refused."""
    told, refused, asked = story(REFUSED), 0, []
    stage = Stage(told)
    for asking in told.askings:
        stage.wind_to(asking.at)
        stage.ask(asking)
        known = len(stage.rehearsed(asking.at).refusals)
        asked.append((asking.request, known > refused))
        refused = known
    return asked


def test_after_every_refusal_the_same_was_asked_again_and_done() -> None:
    asked = course()
    unanswered = [
        request.id
        for no, (request, refused) in enumerate(asked)
        if refused and not _done(request, asked[no:])
    ]

    assert any(refused for _, refused in asked)
    assert unanswered == []


def _done(request: Request, rest: list[tuple[Request, bool]]) -> bool:
    return any(_same(request, later) and not refused for later, refused in rest)


def _same(request: Request, later: Request) -> bool:
    """Of the same kind, about the same conference or person where it names one."""
    about = [getattr(request, field, None) for field in ("conference", "person")]
    return type(request) is type(later) and about == [
        getattr(later, field, None) for field in ("conference", "person")
    ]


def test_the_family_that_was_refused_so_often_still_came_to_a_closed_case() -> None:
    told = played(REFUSED)
    standings = {duty.standing for duty in told.duties}

    assert told.case["stage"] == "closed"
    assert tuple(closings(REFUSED)) == CONFERENCES
    assert standings == {Standing.MET, Standing.NOT_APPLICABLE}
