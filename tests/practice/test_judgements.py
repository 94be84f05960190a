"""What is found about each child, and that the plan agrees with it."""

from __future__ import annotations

import pytest

from domain.advance import advance
from domain.decide import respond
from domain.errors import NotYet, Refused
from domain.record.conferences import Outcome
from tests.domain.builders import practice
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.household import (
    EVENING,
    FATHER,
    ONE,
    TWO,
    only,
)
from tests.practice.outcomes import (
    CONF,
    at_risk,
    booked,
    considered,
    continue_outcome,
    end_outcome,
    held,
    no_plan_outcome,
    plan_outcome,
    safe,
    with_a_plan,
)

SUSSEX, YORK, WALES, GUERNSEY = "pan-sussex", "york", "wales", "guernsey"
PATHWAY = (SUSSEX, "csa-pathway")


def row(
    rule: str,
    gate: str,
    books: tuple[str, ...],
    breaks: Outcome,
    keeps: Outcome | None = None,
    about: tuple[str, ...] = (ONE,),
) -> Row:
    return Row(
        rule=rule,
        gate=gate,
        books=books,
        case=booked,
        now=EVENING,
        breaks=held(breaks),
        keeps=held(keeps or plan_outcome()),
        about=about,
    )


NO_LIKELIHOOD = plan_outcome(judgement=at_risk(likelihood=None))
NO_FINDING = plan_outcome(judgement=at_risk(continuing_risk=None))
AGAINST_FINDING = plan_outcome(judgement=safe())
WITH_A_REASON = plan_outcome(judgement=safe(), because="The order ends in a month.")
AT_RISK_WITHOUT = no_plan_outcome(judgement=at_risk())
ELSEWHERE = no_plan_outcome(judgement=at_risk(), because="Accommodated since Monday.")
NOT_SAID = considered(judgement=None)

ROWS = (
    row("SX-09", "likelihood-of-harm-judged", (SUSSEX,), NO_LIKELIHOOD),
    row("WA-10", "likelihood-of-harm-judged", (WALES,), NO_LIKELIHOOD),
    row("SX-10", "continuing-risk-judged", (SUSSEX,), NO_FINDING),
    row("WA-11", "continuing-risk-judged", (WALES,), NO_FINDING),
    row("YK-41", "continuing-risk-judged", (YORK,), NO_FINDING),
    row(
        "T4-04",
        "continuing-risk-judged",
        (GUERNSEY,),
        NOT_SAID,
        considered(),
        about=(TWO,),
    ),
    row(
        "SX-12", "plan-agrees-with-the-risk", (SUSSEX,), AGAINST_FINDING, WITH_A_REASON
    ),
    row("YK-41", "plan-agrees-with-the-risk", (YORK,), AGAINST_FINDING, WITH_A_REASON),
    row("WA-11", "plan-agrees-with-the-risk", (WALES,), AT_RISK_WITHOUT, ELSEWHERE),
    row("T4-05", "plan-agrees-with-the-risk", (GUERNSEY,), AT_RISK_WITHOUT, ELSEWHERE),
    row("CS-12", "plan-agrees-with-the-risk", PATHWAY, AT_RISK_WITHOUT, ELSEWHERE),
    row(
        "CS-09",
        "past-and-continued-harm-judged",
        PATHWAY,
        plan_outcome(judgement=at_risk(harmed=None)),
        about=(f"{ONE}: harmed",),
    ),
    row(
        "CS-09",
        "past-and-continued-harm-judged",
        PATHWAY,
        NO_FINDING,
        about=(f"{ONE}: continuing-risk",),
    ),
    row(
        "CS-49",
        "who-poses-the-risk-named",
        PATHWAY,
        NO_LIKELIHOOD,
        about=(f"{ONE}: likelihood",),
    ),
    row(
        "CS-49",
        "who-poses-the-risk-named",
        PATHWAY,
        plan_outcome(judgement=at_risk(why_risk=None, poses_risk=("stranger",))),
        plan_outcome(judgement=at_risk(poses_risk=(FATHER,))),
        about=(f"{ONE}: why-risk", f"{ONE}: poses-risk"),
    ),
)


@pytest.mark.parametrize("each", params(ROWS))
def test_a_child_is_not_decided_without_what_must_be_found(each: Row) -> None:
    proves(each)


@pytest.mark.parametrize("each", params(ROWS))
def test_a_child_of_whom_all_was_found_is_decided(each: Row) -> None:
    conference = lets_by(each).conference(CONF)

    assert conference is not None
    assert len(conference.outcomes) == 1


@pytest.mark.parametrize("each", params(ROWS))
def test_nothing_is_asked_that_the_rulebook_does_not_ask(each: Row) -> None:
    needs_its_entry(each)


@pytest.mark.rule("SX-09", "WA-10")
@pytest.mark.parametrize("book", [SUSSEX, WALES])
def test_a_likelihood_without_reasons_is_no_judgement(book: str) -> None:
    case = booked(only(practice(book), "likelihood-of-harm-judged"))
    bare = plan_outcome(judgement=at_risk(reasons=None))

    with pytest.raises(NotYet, match="likelihood of harm judged"):
        respond(case, held(bare), EVENING)


@pytest.mark.rule("SX-12", "YK-41", "WA-11", "T4-05", "CS-12")
@pytest.mark.parametrize("books", [(SUSSEX,), (YORK,), (WALES,), (GUERNSEY,), PATHWAY])
def test_a_review_is_asked_the_same_when_a_plan_goes_on_or_ends(
    books: tuple[str, ...],
) -> None:
    case = with_a_plan(only(practice(*books), "plan-agrees-with-the-risk"))

    assert respond(case, held(continue_outcome()), EVENING)
    assert respond(case, held(end_outcome()), EVENING)
    for wrong in (
        continue_outcome(judgement=safe()),
        end_outcome(judgement=at_risk()),
    ):
        with pytest.raises(NotYet):
            respond(case, held(wrong), EVENING)


@pytest.mark.rule("T4-04")
def test_a_child_who_was_only_considered_is_judged_in_guernsey_and_not_in_york() -> (
    None
):
    for book in (YORK, SUSSEX, WALES):
        case = booked(only(practice(book), "continuing-risk-judged"))
        assert respond(case, held(considered(judgement=None)), EVENING)


@pytest.mark.rule("CS-49")
def test_that_nobody_knows_who_poses_the_risk_is_an_answer() -> None:
    case = booked(only(practice(*PATHWAY), "who-poses-the-risk-named"))
    unknown = at_risk(poses_risk=(), why_risk="Images were shared; not known by whom.")

    assert respond(case, held(plan_outcome(judgement=unknown)), EVENING)


@pytest.mark.rule("SX-12", "SX-17", "YK-41", "CS-12", "T4-05")
@pytest.mark.parametrize("books", [(SUSSEX,), (YORK,), (GUERNSEY,), PATHWAY])
def test_one_child_becomes_subject_of_a_plan_and_a_sister_does_not(
    books: tuple[str, ...],
) -> None:
    case = booked(only(practice(*books)))
    both = held(plan_outcome(ONE), no_plan_outcome(TWO))
    after = advance(case, respond(case, both, EVENING), EVENING)

    assert after.plan_of(ONE) is not None
    assert after.plan_of(TWO) is None


@pytest.mark.rule("SX-17")
def test_no_child_has_two_outcomes_and_none_has_that_of_another() -> None:
    case = booked(only(practice(SUSSEX)))

    with pytest.raises(Refused) as twice:
        respond(case, held(plan_outcome(ONE), no_plan_outcome(ONE)), EVENING)
    assert twice.value.code == "two-outcomes"
    after = advance(case, respond(case, held(plan_outcome(ONE)), EVENING), EVENING)
    conference = after.conference(CONF)
    assert conference is not None
    assert conference.outcome(TWO) is None


@pytest.mark.rule("SX-12")
def test_a_plan_is_not_set_against_a_risk_of_which_nothing_was_found() -> None:
    """That nothing was found is for the gate that asks for the finding."""
    case = booked(only(practice(SUSSEX), "plan-agrees-with-the-risk"))

    assert respond(case, held(NO_FINDING), EVENING)
