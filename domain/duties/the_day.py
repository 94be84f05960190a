"""What a conference's day begins, and what meets it."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.duties.met import MetAt
from domain.duties.start import Beginning, Finder
from rulebook.schema import Met, Start

DAY: dict[Start, Finder] = {}


def chair_answered(case: Case, began: Beginning, who: str) -> datetime | None:
    """When the chair was satisfied that there will be enough information (WA-17).

    A chair who is not yet satisfied is asked on, until the conference is held or off.
    """
    conference = case.conference(began.ref)
    answer = None if conference is None else conference.sufficiency
    return answer.at if answer is not None and answer.satisfied else None


DAY_MET: dict[Met, MetAt] = {Met.CHAIR_ANSWERED: chair_answered}
