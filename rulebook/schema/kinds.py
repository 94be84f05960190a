"""The kinds of a rule: what begins it, what meets it, whom it is about, who says so."""

from __future__ import annotations

from enum import StrEnum


class Force(StrEnum):
    """Who says so: the source, the council, or good practice of ours."""

    STATUTORY = "statutory"
    LOCAL = "local"
    PRACTICE = "practice"


class How(StrEnum):
    """In which way a rule is kept."""

    DEADLINE = "deadline"
    GATE = "gate"
    DUTY = "duty"
    FIELD = "field"
    EFFECT = "effect"
    SECTION = "section"
    PROMPT = "prompt"


class Clock(StrEnum):
    """Which strategy discussion starts the conference clock (domain decision C1)."""

    INITIATING = "initiating"
    LAST = "last"
    NONE = "none"


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
    GUARDIAN = "proceedings-and-guardian"
    EXCLUDED = "excluded-by-chair"
    CONCERN = "adult-of-concern"
    REVIEW_AHEAD = "review-booked"
    FAMILY_INVITED = "family-invited"
    CHILD_HAS_A_PART = "child-has-a-part"
    LANGUAGE = "first-language-not-english"
    INTERPRETER = "interpreter-needed"
    HELD = "conference-held"
    DECIDED = "child-decided"
    RECORD_TO_TRANSLATE = "record-to-translate"
    PRE_BIRTH = "pre-birth-trigger"
    SET_ASIDE = "decision-set-aside"
    #: Until the conference is closed: who was not there owes a report all the same.
    REPORT_AWAITED = "report-awaited"
    #: Each person's copy of a plan, once it was handed to a carrier.
    COPY_SENT = "plan-copy-sent"
    #: A letter that was printed and has to be posted.
    LETTER_PRINTED = "letter-printed"
    TRANSLATION_ASKED = "translation-asked-for"


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
    GUARDIAN_INVITED = "guardian-invited"
    PREPARED = "prepared"
    CHAIR_ANSWERED = "chair-answered"
    VIEWS_PLANNED = "views-planned"
    PART_PLANNED = "part-in-plan-planned"
    SHARING_DECIDED = "sharing-decided"
    LOOKED_AT_AGAIN = "looked-at-again"
    INTERPRETER_DECIDED = "interpreter-decided"
    INTERPRETER_CONFIRMED = "interpreter-confirmed"
    CLOSED = "conference-closed"
    TOLD = "outcome-told"
    RECORD_GIVEN = "record-given"
    DELIVERED = "letter-delivered"
    POSTED = "letter-posted"
    TRANSLATED = "translation-certified"


class Per(StrEnum):
    """Whom one duty is about."""

    CHILD = "child"
    BORN_CHILD = "born-child"
    HOUSEHOLD = "household"
    RESPONSIBLE = "holder-of-parental-responsibility"
    PARENT = "parent-or-holder-of-parental-responsibility"
    AGENCY_REPORT = "agency-report"
    SOCIAL_WORK_REPORT = "social-work-report"
    #: Whoever examined a child of the conference; whoever's officer has the case.
    MEDICAL_REPORT = "medical-report"
    POLICE_REPORT = "police-report"
    #: Whoever the beginning names: each relative invited, each adult kept away.
    PERSON = "person"
