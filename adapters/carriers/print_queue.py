"""Letters to print and post by hand: a folder, and in it the folder of those posted.

Each is a PDF under the name by which it is known outside, 64 hex digits; what goes into
the same envelope has a number behind it. Somebody prints it, posts it and says so;
until then it can be taken back. The first PDF stands for the letter: it is there last
when the letter comes, and moves first when it goes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from activities.ports import Refusal
from adapters.carriers.message_ids import reference
from adapters.files import sync_folder, write_whole
from domain.letters import PDF, Message, Standing

POSTED: Final = "posted"
LETTERS: Final = "[0-9a-f]" * 64 + ".pdf"


class PrintQueue:
    """activities.ports.Post for letters on paper. Nothing is heard of one once posted.

    The folder is made when the first letter comes; an OSError is left to the caller.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, message: Message) -> Standing:
        """Put it where it is printed; one that was posted is not printed again.

        Raises Refusal (`nothing-to-print`).
        """
        pages = [each.content for each in message.enclosures if each.media == PDF]
        if not pages:
            raise Refusal("nothing-to-print")
        return await asyncio.to_thread(self._put, message.key, pages)

    async def has_sent(self, key: str) -> bool:
        """Whether it is here, printed or not."""
        return await self.standing(key) is not None

    async def standing(self, key: str) -> Standing | None:
        """`queued`, or `sent` once it was posted; None for one that is not here."""
        return await asyncio.to_thread(self._standing, key)

    async def recall(self, key: str) -> bool:
        """Take it out again. False when it was posted, or never was here."""
        return await asyncio.to_thread(self._take_out, key)

    async def posted(self, key: str) -> bool:
        """Whether somebody has posted it."""
        return await self.standing(key) is Standing.SENT

    async def mark_posted(self, key: str) -> bool:
        """Somebody posted it. Said twice, it is the same; False: it is not here."""
        return await asyncio.to_thread(self._mark, key)

    def destroy(self, keys: Iterable[str]) -> int:
        """Remove letters, printed or not, and what went with them: how many files.

        For a case that is erased: what was posted lies here as it was printed. It works
        where it is called, which keeps the record waiting: it looks through each folder
        once, however many letters there are.
        """
        gone = set(map(reference, keys))
        folders = [
            each for each in (self._folder, self._folder / POSTED) if each.is_dir()
        ]
        found = [
            file
            for folder in folders
            for file in folder.iterdir()
            if file.name.partition(".")[0] in gone
        ]
        for file in found:
            file.unlink(missing_ok=True)
        for folder in folders:
            sync_folder(folder)
        return len(found)

    async def waiting(self) -> list[datetime]:
        """Since when each letter has waited to be posted, the oldest first."""
        return await asyncio.to_thread(self._waiting)

    def _put(self, key: str, pages: list[bytes]) -> Standing:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self._done(key).exists():
            return Standing.SENT
        first, *others = pages
        for number, content in enumerate(others, start=2):
            write_whole(self._folder / f"{reference(key)}.{number}.pdf", content)
        write_whole(self._queued(key), first)
        return Standing.QUEUED

    def _standing(self, key: str) -> Standing | None:
        """Queued is looked for first: a letter moves to the posted, never back."""
        if self._queued(key).exists():
            return Standing.QUEUED
        return Standing.SENT if self._done(key).exists() else None

    def _take_out(self, key: str) -> bool:
        try:
            self._queued(key).unlink()
        except FileNotFoundError:
            return False
        for other in self._others(key):
            other.unlink()
        sync_folder(self._folder)
        return True

    def _mark(self, key: str) -> bool:
        """To the end, even if somebody was stopped half-way through it before."""
        done = self._done(key)
        with suppress(FileNotFoundError):
            done.parent.mkdir(exist_ok=True, mode=0o700)
            self._queued(key).replace(done)
        if not done.exists():
            return False
        for other in self._others(key):
            other.replace(done.parent / other.name)
        sync_folder(done.parent)
        sync_folder(self._folder)
        return True

    def _waiting(self) -> list[datetime]:
        found = self._folder.glob(LETTERS)
        return sorted(
            datetime.fromtimestamp(each.stat().st_mtime, UTC) for each in found
        )

    def _others(self, key: str) -> list[Path]:
        return list(self._folder.glob(f"{reference(key)}.*.pdf"))

    def _queued(self, key: str) -> Path:
        return self._folder / f"{reference(key)}.pdf"

    def _done(self, key: str) -> Path:
        return self._folder / POSTED / f"{reference(key)}.pdf"
