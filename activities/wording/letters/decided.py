"""What a conference decided: in short, and the full record of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from activities.wording.blocks import heading, paragraph, particulars, under
from activities.wording.matter import Matter, Said
from activities.wording.parts import (
    absent,
    attended,
    decisions,
    own_version,
    what_comes_next,
)
from domain.documents.model import Block
from domain.documents.values import Value, phrase


def decision_summary(matter: Matter) -> Iterator[Block]:
    said = matter.first("summary")
    yield from decisions(matter)
    called = matter.place.conference(said.word("conference"))
    yield paragraph(f"That was decided at the {called} held on ", said["held"], ".")
    yield from own_version(matter)
    yield from what_comes_next(matter)


def record(matter: Matter) -> Iterator[Block]:
    said, labels = matter.first("record"), matter.labels
    yield from own_version(matter)
    chair = said.get("chair")
    yield from particulars(
        (
            (labels.label("case"), phrase(matter.case)),
            (
                labels.label("conference"),
                phrase(labels.conference(said.word("conference"))),
            ),
            (labels.label("held"), phrase(said["held"])),
            *(((labels.label("chair"), phrase(chair)),) if chair else ()),
        )
    )
    yield from under(labels.label("decided"), decisions(matter))
    yield from attended(matter)
    yield from absent(matter)
    yield from _sections(matter)


def _sections(matter: Matter) -> Iterator[Block]:
    """What was written under each heading, of the conference or of one child."""
    for (key, child), lines in groupby(matter.only("section"), key=_place):
        of = phrase(": ", child) if child else ()
        yield heading(matter.labels.heading(key), *of)
        yield from (paragraph(*phrase(said["words"])) for said in lines)


def _place(said: Said) -> tuple[str, Value]:
    return said.word("heading"), said.get("child")
