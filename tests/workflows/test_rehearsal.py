"""Both engines make the same of a story: the domain, and a server in memory.

Every story is played on a server by tests/security/test_every_story.py, in full.
"""

from __future__ import annotations

import pytest

from commands.rehearsal.playing import play
from commands.rehearsal.skipping import skip_through
from tests.dates import instant
from tests.stories import story

pytestmark = [pytest.mark.server, pytest.mark.slow]


async def test_a_server_wound_on_past_the_end_seals_the_case_as_the_domain_does() -> (
    None
):
    told, until = story("christmas"), instant("Mon 2026-11-16 09:00Z")
    rehearsed = await skip_through(told, until)

    assert rehearsed.facts[-1].fact["kind"] == "case-sealed"
    assert rehearsed == play(told, until)


async def test_progress_is_told_after_each_event() -> None:
    told = story("christmas")
    played: list[int] = []
    await skip_through(told, progress=played.append)

    assert played == list(range(1, len(told.askings) + 2))
