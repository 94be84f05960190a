"""Every letter of a sample story, worded and opened as its reader gets it."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from os import environ
from typing import NamedTuple
from unittest.mock import patch

from activities.carrying import Carrier
from activities.paper import Paper
from activities.translations import Translations
from adapters.clock import SystemClock
from commands.rehearsal import playing
from commands.rehearsal.paper import paper_in_memory
from commands.rehearsal.ports import FactsInMemory, NoPost, SendsInMemory
from commands.rehearsal.rehearsed import Rehearsed
from domain.case import Case
from domain.correspondence import letter_for
from domain.documents.opened import Opened
from domain.effects import Effect
from domain.letters import Letter
from domain.recording import Row
from tests.stories import NAMES, story

#: Of so many different documents each is printed and validated; of more, a sample.
#: `make documents` prints them all.
MOST = int(environ.get("DOCUMENTS", "400"))


class Sent(NamedTuple):
    """One letter of a story, and what its reader gets."""

    story: str
    letter: Letter
    documents: tuple[Opened, ...]


class Told(NamedTuple):
    """A story that was played: its letters in order, and what it came to."""

    rehearsed: Rehearsed
    letters: tuple[Letter, ...]


@cache
def told(name: str) -> Told:
    """The letters that the domain made, each as it was first made."""
    made: dict[str, Letter] = {}

    def noted(case: Case, effect: Effect, now: datetime) -> Letter:
        letter = letter_for(case, effect, now)
        made.setdefault(letter.key, letter)
        return letter

    with patch.object(playing, "letter_for", noted):
        rehearsed = playing.play(story(name))
    return Told(rehearsed, tuple(made.values()))


@cache
def sent(name: str) -> tuple[Sent, ...]:
    """Each letter carried as an activity carries it. Raises what it raises."""
    return asyncio.run(_carried(name))


async def _carried(name: str) -> tuple[Sent, ...]:
    paper, kept = paper_of(name), []
    carry = Translations(carrier_of(paper), paper.texts).request
    for letter in told(name).letters:
        await carry(letter)
        found = await paper.letters.get(letter)
        assert found is not None, letter.document
        kept.append(Sent(name, letter, found.documents))
    return tuple(kept)


def paper_of(name: str) -> Paper:
    """What letters of this story are drawn up with: its record, and what came back."""
    facts = FactsInMemory()
    facts.rows = list(_rows(told(name).rehearsed))
    return paper_in_memory(facts)


def carrier_of(paper: Paper) -> Carrier:
    return Carrier(
        NoPost(),
        SendsInMemory(),
        SystemClock(),
        paper.drafting,
        paper.envelope,
        paper.letters,
    )


def _rows(rehearsed: Rehearsed) -> Iterator[Row]:
    """The facts as the record keeps them."""
    for fact in rehearsed.facts:
        yield Row(
            no=fact.no,
            kind=fact.fact["kind"],
            at=fact.at,
            recorded_at=fact.recorded_at,
            body=json.dumps(fact.fact),
        )


class Printable(NamedTuple):
    """A document that some letters bring, and the first of them."""

    first: Sent
    document: Opened


@cache
def different() -> dict[str, Printable]:
    """Every document of every story, by its fingerprint: each once."""
    found: dict[str, Printable] = {}
    for name in NAMES:
        for each in sent(name):
            for document in each.documents:
                found.setdefault(fingerprint(document), Printable(each, document))
    return found


@cache
def printed() -> dict[str, Printable]:
    """Those to print: one of each kind, language and channel of every story; then
    the others by their fingerprints, which are figures by chance, up to `MOST`.
    """
    everything = different()
    firsts: dict[tuple[str, ...], str] = {}
    for mark, (each, document) in everything.items():
        of = (each.story, document.kind, document.language, each.letter.channel)
        firsts.setdefault(of, mark)
    chosen = dict.fromkeys([*firsts.values(), *sorted(everything)])
    return {mark: everything[mark] for mark in list(chosen)[:MOST]}


def printed_of(name: str) -> list[Printable]:
    return [each for each in printed().values() if each.first.story == name]


def fingerprint(document: Opened) -> str:
    return hashlib.sha256(document.model_dump_json().encode()).hexdigest()
