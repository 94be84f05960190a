"""Every story, played by all of Vigil at work: it comes out right, and names nobody.

Each name, address and text in it is a made-up word, which may stand in letters and
behind a key, and nowhere else. Both are shown in one playing.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.rehearsal.skipping import rehearsing
from tests.security.marks import found_in
from tests.security.office import at_work
from tests.security.places import (
    COLUMN,
    FILE_NAME,
    HEADER,
    HISTORY,
    KEYS,
    LEDGER,
    LOG,
    METRICS,
    OTHER,
    TEMPORAL,
    TERMINAL,
    TRACE,
    URL,
    Place,
    letters,
    looked_at,
    places,
)
from tests.security.planting import planted
from tests.security.using import (
    as_played,
    at_the_command_line,
    at_the_other_doors,
    course,
    differences,
)
from tests.stories import NAMES

pytestmark = [pytest.mark.server, pytest.mark.slow, pytest.mark.timeout(600)]

#: So many bytes of each kind are there at the least, or the search looked at nothing.
AT_LEAST = {
    TEMPORAL: 1_000_000,
    LEDGER: 500_000,
    KEYS: 8_000,
    COLUMN: 500_000,
    HISTORY: 100_000,
    TRACE: 10_000,
    METRICS: 10_000,
    HEADER: 3_000,
    FILE_NAME: 500,
    URL: 300,
    LOG: 50,
    TERMINAL: 50,
    OTHER: 20,
}


@pytest.mark.parametrize("name", NAMES)
async def test_a_server_makes_of_a_story_what_the_domain_does_and_names_nobody(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Facts, both their times, letters, duties, refusals; then every byte left."""
    given, out = planted(name), tmp_path / "handed-out"
    ref = given.story.opening.ref
    async with at_work(tmp_path / "home", monkeypatch) as office:
        async with rehearsing(given.story, office.world) as case:
            told = await case.through(given.story)
            said = await at_the_command_line(office, ref, out)
        said += await at_the_other_doors(office, given)
        left = await places(office, [out])
        kept = "\n".join(row.body for row in await office.store.facts.facts(ref))
        read = b"\n".join(letters(office))
    said += "".join(capfd.readouterr())

    looked = looked_at([*left, Place(TERMINAL, "", said.encode())], given.marks)
    assert looked.found == {}
    assert [kind for kind in AT_LEAST if looked.bytes[kind] < AT_LEAST[kind]] == []
    assert looked.bytes.keys() == AT_LEAST.keys()
    recorded = found_in(kept.encode(), given.canaries)
    assert len(recorded) > 0.9 * len(given.canaries)  # some stand in what was refused
    assert len(found_in(read, given.canaries)) > 5
    assert differences(as_played(told, office.post.sent), given.told) == []
    assert course(given.told) == course(given.before)
