"""What letters are drawn up with and kept in, as the settings ask for it."""

from __future__ import annotations

from activities.drawing_up import Drafting
from activities.enclosing import Envelope
from activities.paper import Paper
from activities.ports import Clock
from adapters.calendar_files import IcalendarFiles
from adapters.carriers.digests import SqlDigests
from adapters.letters import SqlLetters
from adapters.press.printing import PrintingPress
from adapters.press.speech import CldrSpeech
from adapters.record_words import Ledger, LedgerWords
from adapters.settings import Settings
from adapters.store.database import Database
from adapters.texts import SqlTexts


def paper_of(
    settings: Settings, database: Database, ledger: Ledger, clock: Clock
) -> Paper:
    """Kept in the store, sealed. Raises press.fonts.FontsMissing."""
    custody, gathers = settings.custody, settings.digest_gathers
    texts = SqlTexts(database, custody, clock)
    return Paper(
        drafting=Drafting(CldrSpeech(), LedgerWords(ledger), texts),
        envelope=Envelope(
            PrintingPress(settings.font_folder).ready(),
            IcalendarFiles(settings.smtp_sender),
            clock,
        ),
        letters=SqlLetters(database, custody, clock),
        texts=texts,
        digests=SqlDigests(database, custody, gathers) if gathers else None,
    )
