"""What a copy of a plan says, what a translator is told, what no letter gives away."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case import Case
from domain.correspondence import CONTENT, NothingToSay, letter_for
from domain.effects import EffectKind
from domain.evolve.changes import changed, each
from domain.facts.conferences import OutcomeUndone
from domain.letters import Letter
from domain.record.conferences import Outcome
from tests.activities import older
from tests.dates import instant
from tests.domain.builders import after
from tests.domain.family import (
    MOTHER,
    SECRETS,
    STARTS,
    VISITOR,
    WORKER,
    a_family,
    booked,
    decided,
    owed,
    said,
)
from tests.domain.lives import every_letter, in_urdu

DECIDED = decided(booked(a_family()))


def plan_for(person: str, case: Case = DECIDED) -> Letter:
    return letter_for(case, owed(DECIDED, EffectKind.PLAN_COPY, person), STARTS)


def test_a_plan_says_what_was_decided_about_which_child_and_when() -> None:
    assert said(plan_for(MOTHER), "plan") == [
        {
            "conference": "initial",
            "held": "Monday 11 January 2027",
            "decided": "plan",
            "child": "Leilani Quillfeather",
        }
    ]
    assert said(plan_for(MOTHER), "wanted") == [{"what": "Home is calm at bedtime."}]


def test_a_plan_says_who_acts_by_their_role_and_to_the_reader_you() -> None:
    actions = said(plan_for(MOTHER), "action")
    assert [(a["what"], a["who"], a["by"]) for a in actions] == [
        ("Visit each week.", "social-worker", "every Friday"),
        ("Take up the parenting course.", "you", ""),
    ]
    assert said(plan_for(VISITOR), "action")[1]["who"] == "mother"


def test_whoever_held_a_role_once_is_said_by_how_they_are_related_to_the_case() -> None:
    ended = instant("Wed 2027-01-06 09:00Z")
    roles = tuple(changed(role, until=ended) for role in DECIDED.roles)
    people = each(DECIDED.people, WORKER, lambda p: changed(p, relation="youth-worker"))

    actions = said(
        plan_for(MOTHER, changed(DECIDED, roles=roles, people=people)), "action"
    )

    assert actions[0]["who"] == "youth-worker"


def test_a_plan_may_still_be_carried_long_after_the_conference_began() -> None:
    assert plan_for(MOTHER).not_after == instant("Mon 2027-01-25 10:00Z")


@pytest.mark.parametrize(("who", "called"), [("child-2", "child"), ("nobody", "")])
def test_whoever_is_no_adult_of_the_case_is_not_named_in_a_plan(
    who: str, called: str
) -> None:
    actions = ({"what": "Walk to school.", "who": who},)
    case = decided(booked(a_family()), actions=actions)

    assert said(plan_for(MOTHER, case), "action")[0]["who"] == called


def test_a_plan_says_its_contingency_and_an_older_one_kept_it_to_the_conference() -> (
    None
):
    effect = owed(DECIDED, EffectKind.PLAN_COPY, MOTHER)
    older_one = older.letter_for(DECIDED, effect, STARTS)

    assert said(plan_for(MOTHER), "contingency") == [
        {"what": "Ask the court if nothing changes."}
    ]
    assert "Ask the court" not in older_one.model_dump_json()
    assert said(older_one, "plan")[0]["child"] == "child-1"


def test_a_plan_says_nothing_about_the_other_child() -> None:
    other = Outcome(child="child-2", decided="no-plan", outcomes=("Tells nobody.",))
    (conference,) = DECIDED.conferences
    outcomes = (*conference.outcomes, other)
    case = changed(DECIDED, conferences=(changed(conference, outcomes=outcomes),))

    letter = plan_for(MOTHER, case)

    assert "child-2" not in letter.model_dump_json()
    assert "Tells nobody" not in letter.model_dump_json()


def test_a_plan_that_was_taken_back_leaves_nothing_to_say() -> None:
    undone = OutcomeUndone(
        at=STARTS, conference="conf-1", child="child-1", plan="plan-1"
    )

    with pytest.raises(NothingToSay, match="nothing-to-say"):
        plan_for(MOTHER, after(DECIDED, STARTS, undone))


@pytest.mark.parametrize(
    "change",
    [
        {"conferences": ()},
        {"conferences": (changed(DECIDED.conferences[0], held_at=None),)},
    ],
)
def test_a_plan_of_no_held_conference_leaves_nothing_to_say(
    change: dict[str, object],
) -> None:
    with pytest.raises(NothingToSay):
        plan_for(MOTHER, changed(DECIDED, **change))


def test_a_translator_of_an_older_case_is_told_of_the_plan_but_not_what_it_says() -> (
    None
):
    letter = older.letter_for(in_urdu(), older.translation_asked(), STARTS)

    assert said(letter, "translation") == [
        {
            "language": "ur",
            "what": "plan",
            "child": "child-1",
            "conference": "initial",
            "held": "Monday 11 January 2027",
        }
    ]
    assert "bedtime" not in letter.model_dump_json()


def test_no_letter_of_an_older_case_gives_away_a_name_or_an_address() -> None:
    kinds = set()
    before = STARTS - timedelta(hours=1)
    for case, effect in (*every_letter(), (in_urdu(), older.translation_asked())):
        letter = older.letter_for(case, effect, before)
        kinds.add(letter.kind)
        lines = "".join(line.model_dump_json() for line in letter.lines)
        assert [secret for secret in SECRETS if secret in lines] == []
        own = {person.email for person in case.people if person.ref == letter.to}
        assert letter.address in (own or {"team@council.example"})

    assert kinds == set(CONTENT)
