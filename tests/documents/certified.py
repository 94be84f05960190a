"""A plan and a record of the York story, certified in the language of their reader."""

from __future__ import annotations

import asyncio
from functools import cache
from typing import NamedTuple

from activities.drawing_up import Drafting
from activities.translations import Translations
from commands.rehearsal.given_back import given_back
from domain.documents.drafts import Certified
from domain.documents.kinds import DocumentKind
from domain.documents.model import Document
from domain.documents.opened import Opened
from domain.documents.segments import TITLE, Segment, segments
from domain.letters import Letter
from tests.adapters.press.letters import WORDS, Words
from tests.dates import instant
from tests.documents.drawn import carrier_of, paper_of, told
from tests.stories import story

STORY = "york"
#: What somebody of the family is given of a conference, and has translated.
TRANSLATED = (DocumentKind.PLAN, DocumentKind.RECORD)
LANGUAGES = tuple(language for language in WORDS if language != "en")


class Theirs(NamedTuple):
    """A document of one reader in their language, and the letter that brings it."""

    letter: Letter
    source: Document
    document: Opened


class Returned:
    """activities.ports.Texts: the sources of a story, and its translations as here."""

    def __init__(self, sources: dict[str, str], language: str) -> None:
        self._sources = sources
        self._back = given_back(story(STORY).askings)
        self._language = language

    async def put(self, case: str, fingerprint: str, text: str) -> None:
        self._sources[fingerprint] = text

    async def get(self, case: str, fingerprint: str) -> str:
        back = self._back.get(fingerprint)
        if back is None:
            return self._sources[fingerprint]
        source = Document.model_validate_json(self._sources[back.source])
        words = WORDS[self._language]
        return Certified(
            language=self._language,
            texts={each.id: in_words(words, each) for each in segments(source)},
            translator=back.translator,
            reviser="second-reader",
            at=instant("Wed 2024-10-02 13:30Z"),
        ).model_dump_json()


def in_words(words: Words, segment: Segment) -> str:
    """Another sentence of the same language for each, with every mark of its source."""
    if segment.id == TITLE:
        said = words.title
    else:
        known = (words.sentence, words.heading, words.visit, *words.bring)
        said = known[sum(segment.id.encode()) % len(known)]
    return " ".join([said, *(f"⟦{number}⟧" for number in sorted(segment.marks))])


@cache
def theirs(language: str) -> dict[str, Theirs]:
    """By its kind. Sent as every letter is, once it was certified."""
    return asyncio.run(_theirs(language))


async def _theirs(language: str) -> dict[str, Theirs]:
    paper, sources = paper_of(STORY), dict[str, str]()
    texts = Returned(sources, language)
    desk = Translations(carrier_of(paper), texts)
    drafting = Drafting(paper.drafting.speech, paper.drafting.record, texts)
    found: dict[str, Theirs] = {}
    for letter in told(STORY).letters:
        if letter.document == DocumentKind.TRANSLATION_REQUEST:
            await desk.request(letter)
        elif letter.translation is not None and letter.to == "mother":
            opened = (await drafting.opened(letter))[0]
            source = Document.model_validate_json(sources[letter.source])
            found.setdefault(opened.kind, Theirs(letter, source, opened))
    return found
