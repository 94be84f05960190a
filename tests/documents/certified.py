"""A plan and a record of the York story, certified in the language of their reader."""

from __future__ import annotations

import asyncio
from functools import cache
from typing import NamedTuple

from activities.drawing_up import Drafting
from activities.translations import Translations
from commands.rehearsal.paper import TextsInMemory
from domain.documents.drafts import Certified
from domain.documents.kinds import DocumentKind
from domain.documents.model import Document
from domain.documents.opened import Opened
from domain.documents.segments import TITLE, Segment, segments
from domain.letters import Letter
from tests.adapters.press.letters import WORDS, Words
from tests.documents.drawn import carrier_of, paper_of, told

STORY = "york"
#: What somebody of the family is given of a conference, and has translated.
TRANSLATED = (DocumentKind.PLAN, DocumentKind.RECORD)
LANGUAGES = tuple(language for language in WORDS if language != "en")


class Theirs(NamedTuple):
    """A document of one reader in their language, and the letter that brings it."""

    letter: Letter
    source: Document
    document: Opened


class InTheirs(Drafting):
    """Draws up as ever, from what a translator made of each source in one language."""

    async def certified(self, letter: Letter) -> Certified:
        assert letter.certified is not None
        given = await self.texts.get(letter.case, letter.source)
        source, words = Document.model_validate_json(given), WORDS[letter.language]
        return Certified(
            language=letter.language,
            texts={each.id: in_words(words, each) for each in segments(source)},
            translator=letter.certified.translator,
            reviser=letter.certified.checked_by,
            at=letter.certified.at,
        )


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
    paper, texts = paper_of(STORY), TextsInMemory()
    desk = Translations(carrier_of(paper), texts)
    drafting = InTheirs(paper.drafting.speech, paper.drafting.record, texts)
    found: dict[str, Theirs] = {}
    for letter in told(STORY).letters:
        if letter.document == DocumentKind.TRANSLATION_REQUEST:
            await desk.request(letter)
        elif letter.translation is not None and letter.to == "mother":
            theirs = letter.model_copy(update={"language": language})
            opened = (await drafting.opened(theirs))[0]
            given = await texts.get(letter.case, letter.source)
            source = Document.model_validate_json(given)
            found.setdefault(opened.kind, Theirs(theirs, source, opened))
    return found
