"""What letters are drawn up with and kept in, as the settings ask for it."""

from __future__ import annotations

from activities.drawing_up import Drafting
from activities.enclosing import Envelope
from activities.paper import Paper
from activities.ports import Clock
from adapters.calendar_files import IcalendarFiles
from adapters.carriers.digests import SqliteDigests
from adapters.letters import SqliteLetters
from adapters.press.printing import PrintingPress
from adapters.press.speech import CldrSpeech
from adapters.record_words import Ledger, LedgerWords
from adapters.settings import Settings
from adapters.sqlite import Database
from adapters.texts import SqliteTexts


def paper_of(
    settings: Settings, database: Database, ledger: Ledger, clock: Clock
) -> Paper:
    """Kept in the store, sealed. Raises press.fonts.FontsMissing."""
    keyring, gathers = settings.keyring(), settings.digest_gathers
    texts = SqliteTexts(database, keyring, clock)
    return Paper(
        drafting=Drafting(CldrSpeech(), LedgerWords(ledger), texts),
        envelope=Envelope(
            PrintingPress(settings.font_folder).ready(),
            IcalendarFiles(settings.smtp_sender),
            clock,
        ),
        letters=SqliteLetters(database, keyring, clock),
        texts=texts,
        digests=SqliteDigests(database, keyring, gathers) if gathers else None,
    )
