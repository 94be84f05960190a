"""An invitation or a cancellation as one short text: it may be read by anybody.

It names nobody and no place, and nothing says what the meeting is about.
"""

from __future__ import annotations

from collections.abc import Iterator

from activities.wording.blocks import paragraph
from activities.wording.matter import Matter
from domain.documents.model import Block
from domain.documents.values import Phrase, Value, phrase


def invitation(matter: Matter) -> Iterator[Block]:
    said = matter.first("invitation")
    new = "The date has changed: you" if said.word("revision") != "1" else "You"
    when = said["when"]
    yield paragraph(f"{new} are invited to a meeting", *_on(when), f". {_ring(matter)}")


def cancellation(matter: Matter) -> Iterator[Block]:
    off = matter.only("cancellation")
    said = off[0] if off else matter.first("no-longer-invited")
    when = said["when"]
    if off:
        yield paragraph("The meeting", *_on(when), f" is off. {_ring(matter)}")
    else:
        yield paragraph(
            "You are no longer asked to come to the meeting",
            *_on(when),
            f". {_ring(matter)}",
        )


def _on(when: Value) -> Phrase:
    return phrase(" on ", when) if when else ()


def _ring(matter: Matter) -> str:
    whom = "your social worker" if matter.is_family else "the conference coordinator"
    return f"Please ring {whom}. In an emergency call 999."
