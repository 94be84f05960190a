"""From a letter to what its reader gets: worded, in their language, and opened.

A letter says codes and values. Here it gets its words, the words of the record that
only the ledger has, and the certified text of its reader's language; and then it is
opened for its readers, who see nothing that they may not, and searched once more for
what is kept from them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from activities.ports import RecordWords, Texts, Unavailable
from activities.wording import documents_of
from domain.clearance.looked_over import looked_over
from domain.documents.drafts import Certified
from domain.documents.model import Document
from domain.documents.opened import Opened, Speech, opened
from domain.documents.segments import Damaged, translated
from domain.documents.values import Personal, Value
from domain.letters import Letter, Line
from domain.translations.returned import Unchecked, kept_unchecked_as

FINGERPRINT = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Drafting:
    """Draws documents up. Nothing here is kept or sent."""

    speech: Speech
    record: RecordWords
    texts: Texts

    async def opened(self, letter: Letter) -> tuple[Opened, ...]:
        """The letter and what goes with it, as its readers may see them.

        Raises `NotCleared`; `Unavailable` where the record or a translation that it
        needs is not there yet; `ValueError` or `LookupError` for a letter that this
        version has no words for; `Damaged` for a translation that lost a date,
        or that is not the one that was found right.
        """
        documents = await self.documents(letter)
        if letter.translation is not None:
            documents = (await self._translated(letter, documents[0]),)
        read = (opened(d, letter.readers, self.speech) for d in documents)
        return tuple(looked_over(each, letter.withheld) for each in read)

    async def documents(self, letter: Letter) -> tuple[Document, ...]:
        """The letter in words, with the words of the record in their place."""
        wanted = set(_fingerprints(letter))
        if wanted:
            words = await self.record.words(letter.case)
            if not wanted <= set(words):
                raise Unavailable("record-not-written-yet")
            letter = _with_words(letter, dict(words))
        return documents_of(letter)

    async def _translated(self, letter: Letter, english: Document) -> Document:
        """The text that was given out to translate, in the reader's language.

        Every recipient gets what was translated and checked, never a later wording.
        """
        given = await self.texts.get(letter.case, letter.source)
        source = Document.model_validate_json(given)
        theirs = translated(source, await self.certified(letter))
        return theirs.model_copy(
            update={"reader": english.reader, "greets": english.greets}
        )

    async def certified(self, letter: Letter) -> Certified:
        """What came back, as the case has heard that it is right.

        Raises `Damaged` where the store has another text than the one that was checked.
        """
        key = kept_unchecked_as(letter.translation or "")
        held = await self.texts.get(letter.case, key)
        back, checked = Unchecked.model_validate_json(held), letter.certified
        if checked is None or back.content != letter.translation:
            raise Damaged(())
        if (back.language, back.translator) != (checked.language, checked.translator):
            raise Damaged(())
        return back.certified(checked.checked_by, checked.at)


def _fingerprints(letter: Letter) -> list[str]:
    """Of the words that stand in the letter by their fingerprint alone."""
    values = (v for line in letter.lines for v in line.values.values())
    texts = (v.text for v in values if isinstance(v, Personal))
    return [text for text in texts if FINGERPRINT.fullmatch(text)]


def _with_words(letter: Letter, words: dict[str, str]) -> Letter:
    def said(value: Value) -> Value:
        if isinstance(value, Personal) and value.text in words:
            return value.model_copy(update={"text": words[value.text]})
        return value

    lines = tuple(
        Line(code=line.code, values={k: said(v) for k, v in line.values.items()})
        for line in letter.lines
    )
    return letter.model_copy(update={"lines": lines})
