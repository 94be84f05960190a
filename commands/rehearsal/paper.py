"""What letters are drawn up with in a rehearsal: worded and opened, never printed."""

from __future__ import annotations

from activities.enclosing import Envelope
from activities.paper import Paper
from activities.ports import Kept, Unavailable
from adapters.calendar_files import IcalendarFiles
from adapters.clock import SystemClock
from adapters.press.speech import CldrSpeech
from adapters.record_words import Ledger, LedgerWords
from commands.rehearsal.given_back import RehearsedDrafting
from domain.documents.in_plain_text import in_plain_text
from domain.documents.opened import Opened
from domain.letters import Letter

SENDER = "no-reply@vigil.example"


class NoPress:
    """activities.ports.Press: nothing is printed, and the same words are shown."""

    def pdf(self, document: Opened, address: str | None = None) -> bytes:
        return b""

    def page(self, document: Opened) -> str:
        return in_plain_text(document)

    def docx(self, document: Opened) -> bytes:
        return in_plain_text(document).encode()


class LettersInMemory:
    """activities.ports.Letters, for as long as the rehearsal runs."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[Letter, Kept]] = {}

    async def keep(self, letter: Letter, kept: Kept) -> None:
        self.kept[letter.key] = (letter, kept)

    async def get(self, letter: Letter) -> Kept | None:
        known = self.kept.get(letter.key)
        return known[1] if known is not None and known[0] == letter else None


class TextsInMemory:
    """activities.ports.Texts, for as long as the rehearsal runs."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, str], str] = {}

    async def put(self, case: str, fingerprint: str, text: str) -> None:
        self._texts[case, fingerprint] = text

    async def get(self, case: str, fingerprint: str) -> str:
        if (case, fingerprint) not in self._texts:
            raise Unavailable("text-not-here")
        return self._texts[case, fingerprint]


def paper_in_memory(ledger: Ledger) -> Paper:
    """Everything but the printing, over the facts of the rehearsal."""
    clock, texts = SystemClock(), TextsInMemory()
    return Paper(
        drafting=RehearsedDrafting(CldrSpeech(), LedgerWords(ledger), texts),
        envelope=Envelope(NoPress(), IcalendarFiles(SENDER), clock),
        letters=LettersInMemory(),
        texts=texts,
    )
