"""What happened to a report for a conference, step by step."""

from __future__ import annotations

from typing import Literal

from domain.facts.base import Happened
from domain.ids import Ref, Text
from rulebook.schema import Code, Flag, added


class ReportCompleted(Happened):
    kind: Literal["report-completed"] = "report-completed"
    conference: Ref
    agency: Ref
    author: Ref
    sections: tuple[Code, ...] = added(())
    recommends: Flag | None = added(None)
    nothing_because: Code | None = added(None)


class ReportCountersigned(Happened):
    kind: Literal["report-countersigned"] = "report-countersigned"
    conference: Ref
    agency: Ref
    by: Ref


class ReportShared(Happened):
    """Shared with one of the family: an adult, or a child."""

    kind: Literal["report-shared"] = "report-shared"
    conference: Ref
    agency: Ref
    person: Ref
    reflects: Flag = added(False)


class ReportNotShared(Happened):
    """A named person's decision not to share it with one of the family, and why."""

    kind: Literal["report-not-shared"] = "report-not-shared"
    conference: Ref
    agency: Ref
    person: Ref
    by: Ref
    why: Code


class ReportSentToChair(Happened):
    kind: Literal["report-sent-to-chair"] = "report-sent-to-chair"
    conference: Ref
    agency: Ref


class ReportChanged(Happened):
    """Changed after it was completed: it is signed, shared and sent again."""

    kind: Literal["report-changed"] = "report-changed"
    conference: Ref
    agency: Ref


class ReportCorrected(Happened):
    """Somebody of the family pointed out an error in a report."""

    kind: Literal["report-corrected"] = "report-corrected"
    conference: Ref
    agency: Ref
    person: Ref
    words: Text


class ReportMissing(Happened):
    """Why a report had not come; whoever owes it owes it still."""

    kind: Literal["report-missing"] = "report-missing"
    conference: Ref
    agency: Ref
    why: Code


ReportFact = (
    ReportCompleted
    | ReportCountersigned
    | ReportShared
    | ReportNotShared
    | ReportSentToChair
    | ReportChanged
    | ReportCorrected
    | ReportMissing
)
