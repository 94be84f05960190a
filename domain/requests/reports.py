"""What may be asked about an agency's report for a conference, step by step."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from domain.ids import Instant, Ref
from domain.requests.base import Asked
from rulebook.schema import Code


class CompleteReport(Asked):
    """Record that an agency's report is written and with whoever countersigns it."""

    kind: Literal["complete-report"] = "complete-report"
    conference: Ref
    agency: Ref = Field(description="whose report: an agency's, or social-work")
    author: Ref
    completed_at: Instant


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


ReportRequest = (
    CompleteReport
    | CountersignReport
    | ShareReport
    | DecideNotToShareReport
    | SendReportToChair
    | ChangeReport
)
