"""What the window of an envelope shows: for whom a letter is, and where they live."""

from __future__ import annotations

import pytest

from activities.enclosing import Envelope
from adapters.calendar_files import IcalendarFiles
from adapters.clock import SystemClock
from commands.rehearsal.paper import SENDER, NoPress
from domain.documents.opened import Opened
from domain.letters import Channel
from tests.documents.drawn import sent


class Watching(NoPress):
    """A press that remembers the address of each letter."""

    def __init__(self) -> None:
        self.shown: list[str | None] = []

    def pdf(self, document: Opened, address: str | None = None) -> bytes:
        self.shown.append(address)
        return super().pdf(document, address)


@pytest.mark.parametrize(
    "address",
    ["1 Imaginary Lane, York, YO1 7AB", "ROSE EXAMPLE-REED, 1 Imaginary Lane, , York"],
)
def test_a_posted_letter_shows_its_reader_s_name_once_and_a_line_for_each_part(
    address: str,
) -> None:
    """Without a name whoever lives there opens it."""
    posted = next(e for e in sent("pan-sussex") if e.letter.channel is Channel.POST)
    letter = posted.letter.model_copy(update={"address": address})
    press = Watching()
    Envelope(press, IcalendarFiles(SENDER), SystemClock()).message(
        letter, posted.documents
    )

    lines = (press.shown[0] or "").splitlines()
    assert lines[0].casefold() == letter.name.casefold() == "rose example-reed"
    assert lines[1] == "1 Imaginary Lane"
    assert "" not in lines
    assert len([line for line in lines if "example-reed" in line.casefold()]) == 1
