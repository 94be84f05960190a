"""What may be asked about an agency's report for a conference, step by step."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from domain.ids import Instant, Ref, Text
from domain.requests.base import Asked
from rulebook.schema import Code, Flag, added


class CompleteReport(Asked):
    """Record that an agency's report is written and with whoever countersigns it."""

    kind: Literal["complete-report"] = "complete-report"
    conference: Ref
    agency: Ref = Field(description="whose report: an agency's, or social-work")
    author: Ref
    completed_at: Instant
    sections: tuple[Code, ...] = added((), "the headings that it has written under")
    recommends: Flag | None = added(
        None, "whether it says what the conference should decide"
    )
    nothing_because: Code | None = added(
        None, "why this agency has nothing to report: there was no officer, no test"
    )


class CountersignReport(Asked):
    """Record that a manager read the report and put their name to it."""

    kind: Literal["countersign-report"] = "countersign-report"
    conference: Ref
    agency: Ref
    countersigned_by: Ref
    countersigned_at: Instant


class ShareReport(Asked):
    """Record that the report was gone through with one of the family."""

    kind: Literal["share-report"] = "share-report"
    conference: Ref
    agency: Ref
    person: Ref = Field(description="an adult of the family, or a child")
    shared_at: Instant
    reflects: Flag = added(
        False, "a child confirmed that it tells their circumstances as they are"
    )


class DecideNotToShareReport(Asked):
    """Record the decision of whoever asks that one of the family is not shown it."""

    kind: Literal["decide-not-to-share-report"] = "decide-not-to-share-report"
    conference: Ref
    agency: Ref
    person: Ref = Field(description="an adult of the family, or a child")
    decided_at: Instant
    why: Code


class SendReportToChair(Asked):
    """Record that the chair of the conference has the report."""

    kind: Literal["send-report-to-chair"] = "send-report-to-chair"
    conference: Ref
    agency: Ref
    sent_at: Instant


class ChangeReport(Asked):
    """Record that the report was changed: it is signed, shared and sent again."""

    kind: Literal["change-report"] = "change-report"
    conference: Ref
    agency: Ref
    changed_at: Instant


class RecordReportCorrection(Asked):
    """Record an error in a report that somebody of the family pointed out."""

    kind: Literal["record-report-correction"] = "record-report-correction"
    conference: Ref
    agency: Ref
    person: Ref = Field(description="of the family, with whom it had been shared")
    pointed_out_at: Instant
    words: Text


class RecordReportMissing(Asked):
    """Record why an agency's report had not come when the conference was held.

    The agency owes it all the same.
    """

    kind: Literal["record-report-missing"] = "record-report-missing"
    conference: Ref
    agency: Ref
    recorded_at: Instant
    why: Code


ReportRequest = (
    CompleteReport
    | CountersignReport
    | ShareReport
    | DecideNotToShareReport
    | SendReportToChair
    | ChangeReport
    | RecordReportCorrection
    | RecordReportMissing
)
