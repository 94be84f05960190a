"""Requests about children who move to another area.

Moving ends nothing. What is due runs on here until the receiving area takes over: by
its written acceptance, or by holding its transfer conference (practice.md 1).
"""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import checks
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.children import ChildLeft, ChildMovedOut, TransferNotified
from domain.record.children import Leaving, Left, Move
from domain.requests.children import (
    AcceptTransfer,
    MoveOut,
    NotifyTransfer,
    RecordTransferConference,
    TransferRequest,
)


def decide_transfers(case: Case, request: TransferRequest, now: datetime) -> Facts:
    match request:
        case MoveOut():
            return _moved_out(case, request, now)
        case NotifyTransfer():
            return _notified(case, request, now)
        case AcceptTransfer(accepted_at=at, children=children):
            checks.happened(at, now, "accepted_at")
            _in_writing(request)
            return _taken_over(case, children, at)
        case RecordTransferConference(held_at=at, children=children):
            checks.happened(at, now, "held_at")
            return _taken_over(case, children, at)


def _moved_out(case: Case, request: MoveOut, now: datetime) -> Facts:
    at = checks.happened(request.moved_at, now, "moved_at")
    checks.children(case, (request.child,), "child")
    last = _last_move(case, request.child)
    if last is not None:
        checks.not_before(at, last.moved_at, "moved_at", "the child's last move")
        if last.to_area == request.to_area:
            raise Refused(
                "moved-already",
                "This move is recorded already: record what followed "
                "(notify-transfer, accept-transfer).",
                where="to_area",
            )
    return (ChildMovedOut(at=at, child=request.child, to_area=request.to_area),)


def _last_move(case: Case, child: str) -> Move | None:
    return next((m for m in reversed(case.moves) if m.child == child), None)


def _move(case: Case, child: str) -> Move:
    """Where the child has moved. Raises `Refused` for one that has not."""
    last = _last_move(case, child)
    if last is None:
        raise Refused(
            "has-not-moved",
            "One of these children is not recorded as having left this area: leave "
            "that child out, or record the move first (move-out).",
            where="children",
        )
    return last


def _notified(case: Case, request: NotifyTransfer, now: datetime) -> Facts:
    at = checks.happened(request.notified_at, now, "notified_at")
    checks.children(case, request.children)
    children = tuple(dict.fromkeys(request.children))
    for ref in children:
        move = _move(case, ref)
        if move.to_area != request.to_area:
            raise Refused(
                "other-area",
                "One of these children last moved to another area: notify the area "
                "where the child is, or record the move there first (move-out).",
                where="to_area",
            )
        if move.notified_at is not None:
            raise Refused(
                "notified-already",
                "That area has been notified of one of these children: leave that "
                "child out.",
                where="children",
            )
    return tuple(
        TransferNotified(at=at, child=ref, to_area=request.to_area) for ref in children
    )


def _in_writing(request: AcceptTransfer) -> None:
    if not request.written:
        raise Refused(
            "not-in-writing",
            "Only a written acceptance ends what is due here: record it when you "
            "have it in writing. Until then everything stays due here.",
            where="written",
        )


def _taken_over(case: Case, children: tuple[str, ...], at: datetime) -> Facts:
    checks.children(case, children)
    return tuple(_handed_on(case, ref, at) for ref in dict.fromkeys(children))


def _handed_on(case: Case, ref: str, at: datetime) -> ChildLeft:
    # Taken over before the child moved: still ours until the day of the move.
    ends = max(at, _move(case, ref).moved_at)
    leaving = Leaving(why=Left.TRANSFERRED, at=ends)
    return ChildLeft(at=ends, child=ref, leaving=leaving)
