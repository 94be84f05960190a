"""What happened in care proceedings, and to the children's guardian."""

from __future__ import annotations

from typing import Literal

from domain.facts.base import Happened
from domain.ids import Ref


class ProceedingsStarted(Happened):
    kind: Literal["proceedings-started"] = "proceedings-started"


class ProceedingsEnded(Happened):
    kind: Literal["proceedings-ended"] = "proceedings-ended"


class GuardianAppointed(Happened):
    kind: Literal["guardian-appointed"] = "guardian-appointed"
    guardian: Ref


class GuardianEnded(Happened):
    kind: Literal["guardian-ended"] = "guardian-ended"
    guardian: Ref


ProceedingsFact = (
    ProceedingsStarted | ProceedingsEnded | GuardianAppointed | GuardianEnded
)
