"""What became of a conference's day, as the history of a case tells it."""

from __future__ import annotations

import json

import pytest

from commands.telling import Telling, told
from commands.words import Place
from domain.facts import Fact
from domain.facts.the_day import (
    DayRecorded,
    SiblingGroupsDecided,
    SufficiencyAnswered,
)
from domain.record.the_day import SiblingGroups, Sufficiency
from domain.recording import Row
from tests.practice.holding import CONF, a_day
from tests.practice.household import BEFORE, EVENING, ONE, TWO


def in_words(fact: Fact) -> str:
    row = Row(
        no=1,
        kind=fact.kind,
        at=fact.at,
        recorded_at=fact.at,
        body=json.dumps(fact.model_dump(mode="json")),
    )
    return told(Telling(Place("wales"), "Europe/London"), row)


@pytest.mark.parametrize(
    ("satisfied", "words", "sentence"),
    [
        (True, None, "The chair expects enough to judge by at conf-1."),
        (
            False,
            "The school's report is to come.",
            "The chair expects not enough yet to judge by at conf-1 "
            "(The school's report is to come.)",
        ),
        (
            False,
            "No report yet",
            "The chair expects not enough yet to judge by at conf-1 (No report yet).",
        ),
    ],
)
def test_the_chairs_answer_is_told_with_its_words_where_there_are_some(
    satisfied: bool, words: str | None, sentence: str
) -> None:
    answer = Sufficiency(at=BEFORE, satisfied=satisfied)
    fact = SufficiencyAnswered(
        at=BEFORE, conference=CONF, sufficiency=answer, words=words
    )

    assert in_words(fact) == sentence


def test_which_children_are_taken_together_is_told_with_the_reason() -> None:
    groups = SiblingGroups(groups=((ONE, TWO), ("child-3",)), decided_at=BEFORE)
    fact = SiblingGroupsDecided(at=BEFORE, groups=groups, reason="Two homes.")

    assert in_words(fact) == (
        "Which children are taken together was decided (child-1 with child-2; "
        "child-3): Two homes."
    )


def test_that_the_day_was_written_down_names_nobody() -> None:
    fact = DayRecorded(at=EVENING, conference=CONF, day=a_day())

    assert in_words(fact) == (
        "Who was at conf-1, and how its day went, was written down."
    )
