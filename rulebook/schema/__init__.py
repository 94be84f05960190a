"""What a rulebook, a council's settings and a calendar must say to be relied on.

All that replays imports these names from here, and nothing else of `rulebook`.
"""

from __future__ import annotations

from rulebook.schema.asking import Apart, MayAsk
from rulebook.schema.days import (
    Calendar,
    DayOff,
)
from rulebook.schema.editions import Edition, Rulebook
from rulebook.schema.kinds import Clock, Force, How, Met, Per, Start
from rulebook.schema.letters import LetterTimes
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
from rulebook.schema.practice import (
    Asks,
    Before,
    GateRule,
    Item,
    Listed,
    Prompt,
    When,
)
from rulebook.schema.retention import (
    KeepingRule,
    KeptFrom,
    RecordKind,
    RetentionPolicy,
)
from rulebook.schema.rules import Allowance, DutyRule, Provision, Source, Time, Unit
from rulebook.schema.values import (
    CatalogueId,
    Code,
    Flag,
    Frozen,
    Words,
    added,
)

__all__ = [
    "Allowance",
    "Apart",
    "Asks",
    "Before",
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
    "GateRule",
    "How",
    "Item",
    "KeepingRule",
    "KeptFrom",
    "Ladder",
    "LetterTimes",
    "Listed",
    "LocalSettings",
    "LocalTime",
    "LookAgain",
    "MayAsk",
    "MayReopen",
    "Met",
    "Per",
    "Prompt",
    "Provision",
    "RecordKind",
    "RetentionPolicy",
    "Rulebook",
    "Rung",
    "Source",
    "Start",
    "Step",
    "Time",
    "Unit",
    "WarnBefore",
    "When",
    "Words",
    "added",
]
