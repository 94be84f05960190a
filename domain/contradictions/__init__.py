"""What in an intake cannot be so: where it stands, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.contradictions.dates import impossible_dates, impossible_expectations
from domain.contradictions.found import Contradiction
from domain.contradictions.references import known_once, unknown
from domain.contradictions.roles import impossible_roles
from domain.intake import Intake

__all__ = ["Contradiction", "contradictions"]


def contradictions(
    intake: Intake, now: datetime, sent_at: datetime | None = None
) -> Iterator[Contradiction]:
    """Everything in the intake that cannot be so at `now`.

    `sent_at`, if it is another instant: what was still ahead then may have passed.
    """
    yield from known_once(intake)
    yield from unknown(intake)
    yield from impossible_dates(intake, now)
    yield from impossible_expectations(intake, (sent_at or now).date())
    yield from impossible_roles(intake, now)
