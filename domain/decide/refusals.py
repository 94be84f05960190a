"""What stays on record of what was refused: codes, and never more than there is room.

By signal every refusal leaves its trace, for nobody hears of it otherwise. By update
whoever asks is told, so that only a forgery leaves one, or what cannot be read, and
what somebody with a true attestation may not ask: their gateway knows of no attempt
that went past it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from domain.attestations.kinds import ATTESTED
from domain.attestations.proving import is_proven
from domain.case import Case
from domain.decide.hashing import short_hash
from domain.errors import NotAttested, Refused
from domain.facts import Facts
from domain.facts.keeping import RequestRefused
from domain.requests import Request

#: So much that nobody attested is kept of what a case refused; then it is only refused.
MOST_TRACES: Final = 50
#: What is asked by an update that cannot be read.
UNREADABLE: Final = "unreadable"
#: Where a refusal points to when it is about who asks.
WHO_ASKS: Final = "by"


def refused(
    case: Case, asked: str, refusal: Refused, now: datetime, request: Request | None
) -> Facts:
    """The trace of what was not done; none when a flood has filled its room.

    `request`: what was asked, where it could be read. What a gateway vouched for is
    always kept, and its attestation is used up: it can fill nothing.
    """
    proven = is_proven(case, request, now)
    counted = bool(case.gateway_keys) and not proven
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
            attestation=request.attestation if request and proven else None,
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


def _leaves_a_trace(case: Case, refusal: Refused, request: Request | None) -> bool:
    if request is None or isinstance(refusal, NotAttested):
        return True
    about_who = refusal.where.split(".")[0] == WHO_ASKS
    return bool(case.gateway_keys) and request.kind in ATTESTED and about_who
