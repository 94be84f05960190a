"""What stays on record of what was refused: codes, and never more than there is room.

By signal every refusal leaves its trace, for nobody hears of it otherwise. By update
whoever asks is told, so that only a forgery leaves one, what cannot be read and, in a
case that trusts a gateway, whatever is about who asks: their gateway knows of no
attempt that went past it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from domain.attestations.late import is_kept
from domain.attestations.proving import Vouched, vouched
from domain.case import Case
from domain.decide.hashing import content_hash, short_hash
from domain.errors import NotAttested, Refused
from domain.facts import Facts
from domain.facts.keeping import RequestRefused
from domain.requests import Request

#: So much that nobody attested is kept of what a case refused; then it is only refused.
MOST_TRACES: Final = 50
#: What is asked by an update that cannot be read.
UNREADABLE: Final = "unreadable"
#: Where a refusal points to that is about who asks; and the codes of those that point
#: to what they asked, or to a second person whom they named.
WHO_ASKS: Final = "by"
ABOUT_WHO_ASKS: Final = frozenset(
    {
        "about-themselves",
        "another-agencys-report",
        "asked-by-the-same-person",
        "cannot-act-here",
        "chair-postpones",
        "countersigner-is-author",
        "in-anothers-name",
        "nobody-may-agree",
        "not-yours-to-ask",
        "own-decision",
        "role-has-ended",
        "role-held-by-another",
        "second-person-checks",
        "second-person-needed",
        "terms-without-roles",
    }
)


def refused(
    case: Case, asked: str, refusal: Refused, now: datetime, request: Request | None
) -> Facts:
    """The trace of what was not done; none when a flood has filled its room.

    `request`: what was asked, where it could be read. What a gateway vouched for is
    kept whatever the flood, and its attestation is used up: it can fill nothing.
    """
    told = _word(case, request, now)
    counted = bool(case.gateway_keys) and told is None
    if counted and case.traces >= MOST_TRACES:
        return ()
    return (
        RequestRefused(
            at=now,
            asked=asked,
            why=refusal.code,
            where=refusal.where[:120],
            id=None if request is None else short_hash(request.id),
            last=counted and case.traces + 1 == MOST_TRACES,
            attestation=None if told is None else told.word,
            late=told is not None and told.late,
        ),
    )


def refused_by_update(
    case: Case, refusal: Refused, now: datetime, request: Request | None
) -> Facts:
    """The trace of what was refused to somebody who is told so: mostly none."""
    if not _leaves_a_trace(case, refusal, request):
        return ()
    asked = UNREADABLE if request is None else request.kind
    return refused(case, asked, refusal, now, request)


def _word(case: Case, request: Request | None, now: datetime) -> Vouched | None:
    """The gateway's word for which it is kept, though others had filled the room.

    One that came late is kept once, and not when what it was given for was done.
    """
    told = None if request is None else vouched(case, request, now)
    if request is None or told is None or not told.late:
        return told
    is_done = content_hash(request) in case.answered.values()
    return None if is_done or not is_kept(case, told.word, now) else told


def _leaves_a_trace(case: Case, refusal: Refused, request: Request | None) -> bool:
    if request is None or isinstance(refusal, NotAttested):
        return True
    where = refusal.where.split(".")[0]
    about_who = where == WHO_ASKS or refusal.code in ABOUT_WHO_ASKS
    return bool(case.gateway_keys) and about_who
