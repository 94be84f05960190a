"""A letter that gives nothing away goes, whatever people and places are called.

A search that stops everything protects nobody: the family would not be told.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

import domain.correspondence.drawn as drawn
from activities.drawing_up import Drafting
from adapters.press.speech import CldrSpeech
from adapters.record_words import WRITTEN as WRITTEN_IN
from commands.rehearsal import playing
from commands.rehearsal.paper import TextsInMemory
from commands.rehearsal.rehearsed import SENT, Rehearsed
from domain.case import Case
from domain.clearance.bare import words_in
from domain.clearance.everyday_words import ORDINARY
from domain.correspondence import NoLetter, NotCleared, letter_for
from domain.documents.opened import NotCleared as Closed
from domain.effects import Effect
from domain.evolve.changes import changed
from domain.letters import Letter
from domain.record.conferences import Conference
from tests.documents.giving_away import Record, is_worded, record_of
from tests.domain.canaries import Planted, planted
from tests.domain.canary_conferences import NOW, fingerprint
from tests.domain.canary_letters import effects
from tests.stories import NAMES, story

#: Names that are words, or are in words: dilemma, remark, prose, will, may, cannot.
_FIRST = "Emma Mark Rose Will May Ann Grace Hope April Art Ivy Sam Kit Reading Eve Joy"
_LAST = "Young Hand Case Brown English Close Page March Long Hill"
FIRST, LAST = _FIRST.split(" "), _LAST.split(" ")
STREETS = ("12 High Street", "Flat 3, 4 Church Lane", "The Cottage, Bath", "Unit 2")
VENUES = ("Room 4", "Civic Centre", "Civic Centre, room 2", "Town Hall", "School")
AGENCIES = ("school", "police", "health", "mind", "social-care", "hope")


#: What people write of everybody; "6 May" is no child.
WRITTEN = (
    "She will remark on the dilemma, and may cannot; prose and art grace the page. "
    "They hope to meet on 6 May 2027, in April or in flat 3, at the school or at the "
    "police station. A young person can close the case by hand."
)
FAMILIES = range(60)
WORDING = sorted((Path(__file__).parents[2] / "activities/wording").rglob("*.py"))


async def look(letter: Letter, said: Mapping[str, str]) -> None:
    """The last look at all that goes. Raises `NotCleared` of the documents."""
    english = letter.model_copy(update={"translation": None})
    await Drafting(CldrSpeech(), Record(said), TextsInMemory()).opened(english)


@pytest.mark.parametrize("name", NAMES)
async def test_no_letter_of_a_sample_story_is_stopped(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters: list[Letter] = []

    def noted(case: Case, effect: Effect, now: datetime) -> Letter:
        letters.append(letter_for(case, effect, now))
        return letters[-1]

    monkeypatch.setattr(playing, "letter_for", noted)
    played = playing.play(story(name))

    assert {told.outcome for told in played.effects} == {SENT}
    assert len(letters) >= len(played.effects)
    said = written(played)
    for letter in letters:
        await look(letter, said)


def written(played: Rehearsed) -> dict[str, str]:
    """What people wrote in the story, by fingerprint, as the ledger has it."""
    texts = (told.fact.get(field) for told in played.facts for field in WRITTEN_IN)
    return {fingerprint(text): text for text in texts if isinstance(text, str)}


def everyday(number: int) -> Planted | None:
    """A family without a secret address, with names and places of every day."""
    family = planted(number)
    if family.typed or any(p.address_secret for p in family.case.people):
        return None
    return family._replace(case=_renamed(family.case, Random(number)))


def _renamed(case: Case, dice: Random) -> Case:
    first = iter(dice.sample(FIRST, len(FIRST)))
    streets = dice.sample(STREETS, len(STREETS))
    people = tuple(
        changed(
            person,
            name=f"{next(first)} {dice.choice(LAST)}",
            post=f"{streets[i % len(streets)]}, Reading, RG1 1A{chr(65 + i)}",
            agency=None if case.is_relative(person.ref) else dice.choice(AGENCIES),
        )
        for i, person in enumerate(case.people)
    )
    children = tuple(
        changed(child, name=f"{next(first)} {dice.choice(LAST)}", school="school")
        for child in case.children
    )
    *before, last = case.conferences
    last = changed(last, place=dice.choice(VENUES))
    held = (_saying(each, dice) for each in before)
    return changed(case, people=people, children=children, conferences=(*held, last))


def _saying(conference: Conference, dice: Random) -> Conference:
    outcomes = (changed(o, outcomes=(WRITTEN,)) for o in conference.outcomes)
    return changed(conference, outcomes=tuple(outcomes), place=dice.choice(VENUES))


async def stopped(family: Planted) -> tuple[list[str], int]:
    """The keys of the letters that do not go because of what they say, and how many."""
    keys, gone = list[str](), 0
    said = dict(record_of(family).said)
    for effect in effects(family):
        try:
            letter = letter_for(family.case, effect, NOW)
            if is_worded(letter):
                await look(letter, said)
                gone += 1
        except (NotCleared, Closed):
            keys.append(effect.key)
        except NoLetter:
            continue
    return keys, gone


async def test_no_letter_about_a_family_of_every_day_is_stopped_by_the_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    families = [family for n in FAMILIES if (family := everyday(n)) is not None]
    searched = [await stopped(family) for family in families]
    monkeypatch.setattr(drawn, "secrets_among", lambda *_: ())
    unsearched = [await stopped(family) for family in families]

    assert searched == unsearched
    assert sum(gone for _, gone in searched) > 30 * len(families)


def test_no_words_of_our_own_could_be_taken_for_a_name_of_every_day() -> None:
    """A child called Mark is not named by "Mark of the text", so we do not write it."""
    said = {text for path in WORDING if "older" not in path.parts for text in _in(path)}
    large = {word for text in said for word in words_in(text) if word[0].isupper()}

    assert len(said) > 500
    assert {word for word in large if word.casefold() in ORDINARY} == set()


def _in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
