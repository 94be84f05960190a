"""What may be asked about care proceedings and the children's guardian."""

from __future__ import annotations

from typing import Literal

from domain.ids import Instant, Ref
from domain.requests.base import Asked


class StartProceedings(Asked):
    """Record that care proceedings began."""

    kind: Literal["proceedings-started"] = "proceedings-started"
    started_at: Instant


class EndProceedings(Asked):
    """Record that care proceedings are over."""

    kind: Literal["proceedings-ended"] = "proceedings-ended"
    ended_at: Instant


class AppointGuardian(Asked):
    """Record that the court appointed a children's guardian."""

    kind: Literal["guardian-appointed"] = "guardian-appointed"
    guardian: Ref
    appointed_at: Instant


class EndGuardian(Asked):
    """Record that the guardian's appointment is over."""

    kind: Literal["guardian-ended"] = "guardian-ended"
    ended_at: Instant


ProceedingsRequest = StartProceedings | EndProceedings | AppointGuardian | EndGuardian
