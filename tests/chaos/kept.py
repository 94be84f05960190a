"""Letters as they were kept when they were drawn up, and as they arrived."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from email import message_from_bytes
from pathlib import Path

from adapters.carriers.message_ids import file_stem
from adapters.clock import SystemClock
from adapters.letters import KeptLetter, SqlLetters
from adapters.store.database import Database
from domain.letters import PDF
from tests.ledgers import custody_of


async def kept_letters(store: Path, cases: Iterable[str]) -> dict[str, KeptLetter]:
    """Every letter of these cases that the store holds, by its key."""
    database = Database.open(store)
    letters = SqlLetters(database, custody_of(database), SystemClock())
    found = [each for case in cases for each in await letters.list(case)]
    database.close()
    return {each.letter.key: each for each in found}


def enclosed(mails: Iterable[Path]) -> dict[str, list[bytes]]:
    """What each copy of a letter enclosed, by the name under which it is filed."""
    found: dict[str, list[bytes]] = defaultdict(list)
    for file in mails:
        mail = message_from_bytes(file.read_bytes())
        stem = file_stem(str(mail["Message-ID"]))
        for part in mail.walk():
            if part.get_content_type() == PDF:
                content = part.get_payload(decode=True)
                assert isinstance(content, bytes)
                found[stem].append(content)
    return found
