"""The auditor's list: what on a record makes it look better than it may have been.

For the auditor and not for the team, so that nobody learns to write around it. Each
pattern is one file: what it is, why it may be innocent, the facts that show it. Nothing
here accuses anybody, and nothing else in the system knows of it.

    initiating     the discussion counted from is another, later one
    dated_back     a discussion told of long after its day
    redated        a discussion's day put right to a later one
    reopened       an enquiry concluded and taken up again
    not_required   no conference required, found on the last day or the one before
    nobody_there   a conference held with too few there
    at_one_go      one check ticked for all children in one minute
    miss_withdrawn a miss that a correction took back
"""

from __future__ import annotations

from typing import Final

from domain.gaming import (
    at_one_go,
    dated_back,
    initiating,
    miss_withdrawn,
    nobody_there,
    not_required,
    redated,
    reopened,
)
from domain.gaming.life import Life
from domain.gaming.sign import Moved, Pattern, Sign

__all__ = ["KINDS", "PATTERNS", "Life", "Moved", "Pattern", "Sign", "signs"]

PATTERNS: Final[dict[str, Pattern]] = {
    part.PATTERN.code: part.PATTERN
    for part in (
        initiating,
        dated_back,
        redated,
        reopened,
        not_required,
        nobody_there,
        at_one_go,
        miss_withdrawn,
    )
}

#: The kinds of fact that the patterns look at: no other need be read.
KINDS: Final = frozenset(
    {
        "case-opened",
        "child-added",
        "child-attendance-decided",
        "child-born",
        "child-decided",
        "child-left",
        "child-visited",
        "conference-booked",
        "conference-held",
        "conference-not-required",
        "corrected",
        "day-recorded",
        "discussion-corrected",
        "discussion-held",
        "duty-lapsed",
        "duty-opened",
        "duty-redated",
        "duty-reopened",
        "enquiry-concluded",
        "enquiry-reopened",
        "family-prepared",
        "leaving-undone",
        "miss-withdrawn",
        "person-added",
        "person-changed",
        "request-accepted",
        "role-assigned",
        "terms-adopted",
        "views-recorded",
    }
)


def signs(life: Life) -> tuple[Sign, ...]:
    """All that the patterns see in one case, in the order of its record."""
    found = (sign for pattern in PATTERNS.values() for sign in pattern.signs(life))
    return tuple(sorted(found, key=lambda sign: (sign.facts[0], sign.code)))
