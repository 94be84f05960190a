"""What a rule must say before anyone may rely on it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from rulebook.schema.values import CatalogueId, Code, Flag, Frozen, Words


class Unit(StrEnum):
    """What is counted. `STATED`: the date is written in an order or an agreement."""

    WORKING_DAYS = "working-days"
    CALENDAR_DAYS = "calendar-days"
    MONTHS = "months"
    IMMEDIATELY = "immediately"
    STATED = "stated"


class Allowance(Frozen):
    """How long after (or before) its day a thing is due."""

    count: int = Field(default=0, ge=0, le=400)
    unit: Unit
    before: Flag = False


def _in_full(time: Allowance) -> Allowance:
    if (time.count > 0) != (time.unit not in (Unit.IMMEDIATELY, Unit.STATED)):
        raise ValueError("write a count from 1; none with immediately or stated")
    return time


Time = Annotated[Allowance, AfterValidator(_in_full)]


class Force(StrEnum):
    """Who says so: the source, the council, or good practice of ours."""

    STATUTORY = "statutory"
    LOCAL = "local"
    PRACTICE = "practice"


class Start(StrEnum):
    """What begins a duty."""

    DISCUSSION = "strategy-discussion"
    ENQUIRY_CONCLUDED = "enquiry-concluded"
    DECISION = "decision-to-go-to-conference"
    BOOKED = "conference-booked"
    CONFERENCE_DAY = "conference-day"
    NOT_HELD = "conference-not-held"
    EMERGENCY_ORDER = "emergency-order-and-legal-action"
    ASSESSMENT_ORDER = "assessment-order-concluded"
    DELAY_AGREED = "delay-agreed"
    #: Or the miss of any other duty that is `soft`.
    MISSED = "initial-conference-missed"
    PLAN_AGREED = "plan-made-or-continued"
    PLAN_BEGAN = "plan-began"
    CORE_GROUP = "core-group-held"
    REVIEW = "review-held"
    SIBLING_CONCERN = "sibling-concern"
    EXPECTED_DATE = "expected-date-passed"
    TRANSFER_IN = "transferred-in"
    LETTER_FAILED = "letter-failed"


class Met(StrEnum):
    """What meets a duty."""

    CHILD_DECIDED = "initial-conference-decided-the-child"
    DECISION_TAKEN = "decision-taken"
    BOOKED = "conference-booked"
    REBOOKED = "conference-rebooked"
    INVITED = "invitations-sent"
    EXPLAINED = "process-explained"
    REPORT_COMPLETED = "report-completed"
    REPORT_COUNTERSIGNED = "report-countersigned"
    REPORT_SHARED = "report-shared"
    REPORT_WITH_CHAIR = "report-with-chair"
    PLAN_SENT = "plan-sent"
    CORE_GROUP = "core-group-held"
    REVIEW = "review-held"
    RISK_CHECKED = "risk-checked"
    REASON_RECORDED = "reason-recorded"
    BORN = "birth-recorded"
    SETTLED_BY_HAND = "settled-by-hand"


class Per(StrEnum):
    """Whom one duty is about."""

    CHILD = "child"
    HOUSEHOLD = "household"
    RESPONSIBLE = "holder-of-parental-responsibility"
    AGENCY_REPORT = "agency-report"
    SOCIAL_WORK_REPORT = "social-work-report"


class Source(Frozen):
    """One entry: its key, and the paragraph it comes from, where a reader finds it."""

    key: Code
    ids: tuple[CatalogueId, ...] = ()
    citation: Words
    says: Words


class DutyRule(Source):
    """One thing that must be done: what, after what, by whom, who says so.

    `allowance` is null where the source sets no time; it is never filled by guess.
    `soft`: "where possible", so a miss asks for a reason, whoever may agree to delays.
    """

    starts: Start
    met_by: Met
    per: Per
    owner: Code
    allowance: Time | None = None
    force: Force
    soft: Flag = False
    delayable: Flag = False

    @model_validator(mode="after")
    def _counts_back_from_a_conference(self) -> DutyRule:
        back = self.allowance is not None and self.allowance.before
        if back and self.starts is not Start.CONFERENCE_DAY:
            raise ValueError("before = true goes only with starts = conference-day")
        return self

    @model_validator(mode="after")
    def _gives_its_reason_for_a_child(self) -> DutyRule:
        asks_why = self.starts is Start.MISSED
        if self.soft and (self.per is not Per.CHILD or asks_why):
            raise ValueError(
                f"soft = true goes only with per = child, never with {Start.MISSED}"
            )
        return self


class Provision(Source):
    """A rule that sets a choice rather than a date: `value` is one of its codes."""

    value: Code
    force: Force = Force.STATUTORY


class Clock(StrEnum):
    """Which strategy discussion starts the conference clock (domain decision C1)."""

    INITIATING = "initiating"
    LAST = "last"
    NONE = "none"


class Edition(Frozen):
    """What every published version says of itself, and its entries, each key once."""

    id: Code
    version: Code
    title: Words
    source: Words
    source_status: Code
    duties: tuple[DutyRule, ...]
    provisions: tuple[Provision, ...] = ()

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Self:
        keys = [rule.key for rule in (*self.duties, *self.provisions)]
        if len(keys) != len(set(keys)):
            raise ValueError("two entries share a key; give each its own")
        return self


class Rulebook(Edition):
    """One published version. Append-only: a change of law is another version."""

    overlay: Flag = False
    calendar: Code = "england-and-wales"
    clock: Clock = Clock.NONE
    enquiry: Words
