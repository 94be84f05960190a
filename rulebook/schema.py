"""What a rule must say before anyone may rely on it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9+-]{0,63}$")]
CatalogueId = Annotated[str, Field(pattern=r"^(SX|YK|WA|CS|T4)-\d{2}$")]
Words = Annotated[str, Field(min_length=1, max_length=600)]


class Frozen(BaseModel):
    """A value: never edited, nothing extra, and silent about what it held if wrong."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


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
    before: bool = False


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
    `soft`: "where possible", so a miss needs a reason, not an agreement.
    """

    starts: Start
    met_by: Met
    per: Per
    owner: Code
    allowance: Time | None = None
    force: Force
    soft: bool = False
    delayable: bool = False

    @model_validator(mode="after")
    def _counts_back_from_a_conference(self) -> DutyRule:
        back = self.allowance is not None and self.allowance.before
        if back and self.starts is not Start.CONFERENCE_DAY:
            raise ValueError("before = true goes only with starts = conference-day")
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

    overlay: bool = False
    calendar: Code = "england-and-wales"
    clock: Clock = Clock.NONE
    enquiry: Words


class Rung(StrEnum):
    """The ladder of a duty, bottom to top."""

    BEFORE = "before"
    ON_THE_DAY = "on-the-day"
    MISSED = "missed"
    WEEKLY = "weekly-after"


class Step(Frozen):
    """Which role hears at a rung. `before`: working days before the due day.

    `every`: days between the last rung's rings. `to = "owner"`: whose duty it is.
    """

    rung: Rung
    to: Code
    before: int = Field(default=0, ge=0, le=60)
    every: int = Field(default=7, ge=1, le=28)


class LocalTime(Frozen):
    """A time that the source leaves open and the council sets, shown as local."""

    rule: Code
    allowance: Time
    citation: Words


class LocalSettings(Frozen):
    """What a council decides for itself. Every number here is shown as local."""

    id: Code
    version: Code
    ladder: tuple[Step, ...]
    ladders: dict[Code, tuple[Step, ...]] = {}
    look_again: int = Field(ge=1, le=60)
    warn_before_eighteen: int = Field(ge=1, le=12)
    may_reopen_months: int = Field(ge=1, le=24)
    messages_from: int = Field(ge=6, le=12)
    delay_authority: Code | None = None
    times: tuple[LocalTime, ...] = ()
    duties: tuple[DutyRule, ...] = ()


class DayOff(Frozen):
    """A day that is not counted, why, and who says so."""

    day: date
    name: Words
    provenance: tuple[Words, ...] = Field(min_length=1)


class Calendar(Frozen):
    """Non-working days of one place. Outside the verified range it refuses."""

    id: Code
    version: Code
    zone: Words
    verified_from: date
    verified_to: date
    days_off: tuple[DayOff, ...]
