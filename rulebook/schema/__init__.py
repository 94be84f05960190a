"""What a rulebook, a council's settings and a calendar must say to be relied on.

All that replays imports these names from here, and nothing else of `rulebook`.
"""

from __future__ import annotations

from rulebook.schema.days import (
    Calendar,
    DayOff,
)
from rulebook.schema.local import (
    FromHour,
    Ladder,
    LocalSettings,
    LocalTime,
    LookAgain,
    MayReopen,
    Rung,
    Step,
    WarnBefore,
)
from rulebook.schema.rules import (
    Allowance,
    Clock,
    DutyRule,
    Edition,
    Force,
    Met,
    Per,
    Provision,
    Rulebook,
    Source,
    Start,
    Time,
    Unit,
)
from rulebook.schema.values import (
    CatalogueId,
    Code,
    Flag,
    Frozen,
    Words,
)

__all__ = [
    "Allowance",
    "Calendar",
    "CatalogueId",
    "Clock",
    "Code",
    "DayOff",
    "DutyRule",
    "Edition",
    "Flag",
    "Force",
    "FromHour",
    "Frozen",
    "Ladder",
    "LocalSettings",
    "LocalTime",
    "LookAgain",
    "MayReopen",
    "Met",
    "Per",
    "Provision",
    "Rulebook",
    "Rung",
    "Source",
    "Start",
    "Step",
    "Time",
    "Unit",
    "WarnBefore",
    "Words",
]
