"""A further child's conference that is joined with a review of the plan there is."""

from __future__ import annotations

from domain.case import Case
from domain.decide import checks
from domain.errors import Refused
from domain.record.conferences import Kind
from domain.requests.conferences import BookConference


def joins_a_review(case: Case, request: BookConference) -> None:
    """Raises `Refused` for anything but an initial conference with an awaited review.

    A further initial conference should be combined with the review (SX-20).
    """
    if request.joined_with is None:
        return
    if request.not_joined_because is not None:
        raise Refused(
            "joined-and-not-joined",
            "It is joined with a review or it is not: give 'joined_with', or the "
            "reason in 'not_joined_because'.",
            where="not_joined_because",
            rules=("SX-20",),
        )
    review = checks.conference(case, request.joined_with)
    fits = request.meeting is Kind.INITIAL and review.kind is Kind.REVIEW
    if not fits or not review.awaited:
        raise Refused(
            "not-a-review-ahead",
            "An initial conference is joined with a review that is still to come: book "
            "the review first (book-conference), or say in 'not_joined_because' why "
            "the two are not combined.",
            where="joined_with",
            rules=("SX-20",),
        )
