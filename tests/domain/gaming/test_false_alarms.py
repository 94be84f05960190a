"""How often the auditor's list rings where nobody made anything look better.

The samples are written as careful practice is; in the random lives everything that can
be asked is asked, in any order. What is measured here is what `vigil gaming` says of
its own patterns.
"""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commands.rehearsal.story import Story
from domain.advance import advance, sendable
from domain.case import Case
from domain.decide import respond
from domain.errors import Refused
from domain.following.endings import ended
from domain.gaming import PATTERNS, Life, signs
from domain.gaming.alarms import LIVES, MEASURED, STORIES
from domain.opening import open_case
from tests.domain.builders import terms
from tests.domain.plausible.households import RULEBOOKS, openings
from tests.domain.plausible.life import done
from tests.domain.plausible.scene import Scene
from tests.domain.strategies import USUAL, pause, what_comes_in
from tests.stories import NAMES, story

MOVES = 12
TIMES = 5 if os.environ.get("VIGIL_PROPERTIES") == "thorough" else 1


@st.composite
def lived(draw: st.DrawFn) -> Case:
    """A case after as many things asked as MOVES: its whole record is yet unkept."""
    opening, now = draw(openings(RULEBOOKS, terms))
    dice = Random(draw(st.integers(0, 2**32)))
    case = open_case(opening, now)
    for number in range(MOVES):
        now += pause(case, now, dice)
        move = what_comes_in(Scene(case, now, number, dice), USUAL)
        case = done(case, move).after if move is not None else case
    return case


def as_measured(rang: Counter[str], of: int, where: str) -> str:
    """The numbers, in words: what a failing measurement says."""
    told = ", ".join(f"{code} in {rang[code]}" for code in PATTERNS)
    return f"of {of} {where}, these rang: {told}: write it into domain/gaming/alarms.py"


def test_the_samples_ring_as_often_as_is_said_of_them() -> None:
    rang: Counter[str] = Counter()
    for name in NAMES:
        told = story(name)
        case = told_through(told)
        life = Life.of(case.unrecorded, case.terms.calendar)
        rang.update(sign.code for sign in signs(life))

    said = as_measured(rang, len(NAMES), "sample stories")
    assert len(NAMES) == STORIES, said
    assert {code: MEASURED[code].samples for code in PATTERNS} == {
        code: rang[code] for code in PATTERNS
    }, said


def told_through(story: Story) -> Case:
    """A story's case after all that it asks; what is refused changes nothing."""
    case = open_case(story.opening, story.starts_at)
    for asking in story.askings:
        with suppress(Refused):
            facts = respond(case, asking.request, asking.at)
            case = advance(case, facts, asking.at)
        for effect in sendable(case):
            case = ended(case, effect.key, None, asking.at)
    return case


def test_random_lives_ring_no_oftener_than_is_said_of_them() -> None:
    rang, counted = Counter[str](), 0

    @settings(
        max_examples=LIVES * TIMES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(lived())
    def measure(case: Case) -> None:
        nonlocal counted
        counted += 1
        life = Life.of(case.unrecorded, case.terms.calendar)
        rang.update({sign.code for sign in signs(life)})

    measure()

    said = as_measured(rang, counted, "random lives")
    assert counted >= LIVES, said
    most = {code: MEASURED[code].at_random * TIMES for code in PATTERNS}
    assert [code for code in PATTERNS if rang[code] > most[code]] == [], said
