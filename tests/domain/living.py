"""A household whose children a strategy discussion is about."""

from __future__ import annotations

from domain.case import Case
from domain.facts.enquiries import DiscussionHeld
from domain.record.enquiries import Discussion
from tests.domain.builders import OPENED, after


def discussed(case: Case, *children: str) -> Case:
    held = Discussion(ref="sd-1", held_at=OPENED, initiating=True)
    said = DiscussionHeld(
        at=OPENED, enquiry="enq-1", children=children, discussion=held
    )
    return after(case, OPENED, said)
