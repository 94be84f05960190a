"""Families with planted secrets, their letters in every form, and what those say."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from activities.drawing_up import Drafting
from activities.wording.composing import FOR_STAFF, TEXTS
from adapters.press.speech import CldrSpeech
from commands.rehearsal.paper import TextsInMemory
from domain.clearance.bare import bare
from domain.correspondence import NoLetter, letter_for
from domain.correspondence import NotCleared as NoSuchLetter
from domain.documents.opened import NotCleared, Opened
from domain.letters import Channel, Letter
from tests.documents.forms import Form, forms, words
from tests.domain.canaries import Planted, planted
from tests.domain.canary_conferences import NOW, fingerprint
from tests.domain.canary_letters import effects
from tests.domain.canary_secrets import FAMILY, ONE, TWO


@dataclass(frozen=True)
class Told:
    """What was found in some letters: `leaks` by secret and form, of how many."""

    leaks: Counter[str]
    letters: Counter[str]
    stopped: Counter[str]

    def __add__(self, other: Told) -> Told:
        return Told(
            self.leaks + other.leaks,
            self.letters + other.letters,
            self.stopped + other.stopped,
        )


NOTHING = Told(Counter(), Counter(), Counter())


@dataclass(frozen=True)
class Record:
    """activities.ports.RecordWords of a planted family. `typed`: in all it holds."""

    said: Mapping[str, str]

    async def words(self, case: str) -> Mapping[str, str]:
        return self.said


def record_of(family: Planted) -> Record:
    """What was written about each child, with what somebody typed into it."""
    one, two = (c.text for c in family.canaries if c.sort == "words")
    about = {ONE: f"At {one} it is calm.", TWO: f"At {two} it is calm."}
    about |= {"whole": "They met.", "why": "The chair was ill."}
    return Record(
        {
            fingerprint(key): f"{text} {family.typed}".strip()
            for key, text in about.items()
        }
    )


def drafting_of(family: Planted) -> Drafting:
    return Drafting(CldrSpeech(), record_of(family), TextsInMemory())


def letters_of(family: Planted, most: int | None, told: Told) -> Iterator[Letter]:
    """So many of its letters, at random and the same each time; all where None."""
    owed = list(effects(family))
    Random(family.number).shuffle(owed)
    made = 0
    for effect in owed:
        try:
            letter = letter_for(family.case, effect, NOW)
        except NoSuchLetter:
            told.stopped["not-cleared"] += 1
        except NoLetter:
            continue
        else:
            if is_worded(letter):
                yield letter
                made += 1
        if made == most:
            return


def is_worded(letter: Letter) -> bool:
    """Not by a text what is too much for one, and to no family what is for staff."""
    if letter.channel is Channel.TEXT and letter.document not in TEXTS:
        return False
    return letter.document not in FOR_STAFF or letter.to not in FAMILY


def given_away(family: Planted, letter: Letter, said: Iterable[Form]) -> Iterator[str]:
    """Which sorts of secrets stand in which forms; its own address is for itself."""
    readers = {*family.readers(letter.to), *letter.readers}
    own = bare(letter.address)
    kept = [
        (c.sort, c.text, bare(c.text))
        for c in family.canaries
        if not readers <= c.may and bare(c.text) not in own
    ]
    for form in said:
        squeezed = bare(form.text)
        for sort, raw, secret in kept:
            if raw in form.text or secret in squeezed:
                yield f"{sort} in {form.name}"


def looked_at(
    families: Iterable[int], most: int | None = None, whole: bool = True
) -> Told:
    """Every form of these families' letters; `whole`: not only as opened."""
    return asyncio.run(_looked_at(families, most, whole))


async def _looked_at(families: Iterable[int], most: int | None, whole: bool) -> Told:
    found = NOTHING
    for number in families:
        found += await _of_family(planted(number), most, whole)
    return found


async def _of_family(family: Planted, most: int | None, whole: bool) -> Told:
    told = Told(Counter(), Counter(), Counter())
    drafting = drafting_of(family)
    for letter in letters_of(family, most, told):
        try:
            documents = await drafting.opened(letter)
        except NotCleared:
            told.stopped["not-cleared"] += 1
            continue
        told.letters[f"{letter.document}"] += 1
        said = await _said(letter, documents, whole)
        told.leaks.update(given_away(family, letter, said))
    return told


async def _said(
    letter: Letter, documents: tuple[Opened, ...], whole: bool
) -> list[Form]:
    return await forms(letter, documents) if whole else list(words(documents))
