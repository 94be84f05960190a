"""Drafts from the Apertium program, where it is installed: no text leaves the machine.

It knows few pairs of languages, and says them in two or three letters.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from collections.abc import Sequence
from typing import Final

from babel.core import get_global

from activities.ports import Refusal, Unavailable
from adapters.translation.drafting import NO_SUCH_PAIR, drafted
from adapters.translation.job import Job
from domain.documents.drafts import Draft
from rulebook.schema import Frozen

ENGINE: Final = "apertium"
NO_ENGINE: Final = "no-engine"


class Apertium(Frozen):
    """The program by its name or path. `timeout`: of each run, in seconds."""

    program: str = ENGINE
    timeout: float = 60.0

    async def draft(self, job: Job) -> Draft:
        """A draft of the whole job.

        Raises `Refusal`: `no-engine` where the program is not installed,
        `no-such-language-pair` where it cannot translate between the two; and
        `Unavailable` when a run fails.
        """
        return await asyncio.to_thread(self._draft, job)

    def _draft(self, job: Job) -> Draft:
        program = shutil.which(self.program)
        if program is None:
            raise Refusal(NO_ENGINE)
        pair = self._pair(program, job)

        def translate(text: str) -> str:
            # Unknown words unmarked, as plain text: the same arguments always.
            return self._run([program, "-u", "-f", "txt", pair], text)

        texts = drafted(job.segments, translate)
        return Draft(language=job.language, texts=texts, engine=ENGINE)

    def _pair(self, program: str, job: Job) -> str:
        """The pair as the program calls it."""
        wanted = _alike(job.document.language), _alike(job.language)
        for pair in self._run([program, "-l"], "").split():
            source, _, target = pair.partition("-")
            if (_alike(source), _alike(target)) == wanted:
                return pair
        raise Refusal(NO_SUCH_PAIR)

    def _run(self, command: Sequence[str], text: str) -> str:
        try:
            done = subprocess.run(
                command,
                input=text.encode(),
                capture_output=True,
                check=True,
                timeout=self.timeout,
            )
            return done.stdout.decode()
        except subprocess.TimeoutExpired:
            raise Unavailable("engine-timed-out") from None
        except (OSError, subprocess.CalledProcessError, UnicodeDecodeError):
            raise Unavailable("engine-failed") from None


def _alike(code: str) -> str:
    """A language in the letters that we use: `pl` for `pl`, `pol` and `pl-PL`."""
    language = code.replace("_", "-").split("-")[0]
    return str(get_global("language_aliases").get(language, language)).split("_")[0]
