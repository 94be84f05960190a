"""What the practice asks for besides dates: gates, what stands on a list, reminders."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from rulebook.schema.kinds import Force
from rulebook.schema.rules import Source
from rulebook.schema.values import Code, Flag, Words


class Before(StrEnum):
    """What somebody is about to do, before which something must be so."""

    BOOK = "book"
    INVITE = "invite"
    EXPLAIN = "explain"
    REPORT = "report"
    EXCLUDE = "exclude"
    HOLD = "hold"
    DECIDE = "decide"
    CLOSE = "close"
    CLOSE_CASE = "close-case"


class When(StrEnum):
    """Where alone an entry applies."""

    INITIAL = "initial-conference"
    REVIEW = "review-conference"
    UNBORN = "unborn-child"
    BORN = "born-child"
    SEVERAL_CHILDREN = "several-children"
    WITH_PLAN = "child-has-plan-after"
    LEAVES = "child-has-no-plan-after"
    JUDGED = "child-was-judged"
    CONCERN = "sexual-abuse-concern"


class Asks(StrEnum):
    """What a gate asks: each has one function in the domain that finds what lacks."""

    # Invitations.
    FAMILY_FROM_ASSESSMENT = "family-from-assessment"
    CHECKLIST_CONSIDERED = "checklist-considered"
    REASON_OF_EACH_INVITEE = "reason-of-each-invitee"
    SUPPORT_OF_EACH_RELATIVE = "support-of-each-relative"
    PARENTS_CONSIDERED = "parents-considered"
    LIST_APPROVED = "list-approved"
    TEMPLATE_ENCLOSED = "template-enclosed"
    GUARDIAN_INVITED = "guardian-invited"
    GUARDIAN_OBSERVES = "guardian-observes"
    NOBODY_OF_CONCERN_INVITED = "nobody-of-concern-invited"
    CHILD_INVITED_OR_WHY = "child-invited-or-why"
    ADVOCATES_COME_AS_ADVOCATES = "advocates-come-as-advocates"
    LIST_NO_LARGER_THAN = "list-no-larger-than"
    # Reports.
    REPORT_SECTIONS = "report-sections"
    REPORT_READ_BACK = "report-read-back"
    RECOMMENDATION = "recommendation"
    REPORTS_ACCOUNTED_FOR = "reports-accounted-for"
    POLICE_REPORT_OR_NONE = "police-report-or-none"
    CHILD_SHOWN_OR_WHY = "child-shown-report-or-why"
    PROCESS_EXPLAINED_IN_FULL = "process-explained-in-full"
    # The family's and the child's part.
    CHILD_ATTENDANCE_DECIDED = "child-attendance-decided"
    CHILD_WISH = "child-wish"
    CHILD_VIEWS = "child-views"
    VIEWS_READ_BACK = "views-read-back"
    FAMILY_PREPARED = "family-prepared"
    PARENTS_PREPARED = "parents-prepared"
    CHILD_PREPARED = "child-prepared"
    FAMILY_UNDERSTANDS = "family-understands"
    ADVOCATE_OFFERED = "advocate-offered"
    CHILD_KNOWS_OF_ADVOCATE = "child-knows-of-advocate"
    SUPPORTER_NAMED = "supporter-named"
    MET_BEFORE = "met-before"
    INTERPRETER_SETTLED = "interpreter-settled"
    INTERPRETER_SURE = "interpreter-sure"
    # Who is kept away, and what they are told.
    EXCLUDED_BY_CHAIR = "excluded-by-chair"
    EXCLUSION_COMPLETE = "exclusion-complete"
    NOBODY_EXCLUDED_INVITED = "nobody-excluded-invited"
    NOBODY_EXCLUDED_PRESENT = "nobody-excluded-present"
    CONCERN_LOOKED_AT_AGAIN = "concern-looked-at-again"
    NOBODY_OF_CONCERN_PRESENT = "nobody-of-concern-present"
    SHARING_DECIDED = "sharing-decided"
    # Before and on the day.
    ENQUIRY_FOUND_RISK = "enquiry-found-risk"
    JOINED_WITH_REVIEW = "joined-with-review"
    CHAIR_SATISFIED = "chair-satisfied"
    CHAIR_INDEPENDENT = "chair-independent"
    CHAIR_IS_SENIOR_MANAGER = "chair-is-senior-manager"
    CHAIR_CHECKED = "chair-checked"
    ENOUGH_INFORMATION = "enough-information"
    SIBLINGS_GROUPED = "siblings-grouped"
    SPLIT_EXPLAINED = "split-explained"
    IN_ONE_CONFERENCE = "in-one-conference"
    ATTENDANCE_ACCOUNTED_FOR = "attendance-accounted-for"
    OBSERVERS_KEPT_APART = "observers-kept-apart"
    TIMES_RECORDED = "times-recorded"
    LONG_CONFERENCE_EXPLAINED = "long-conference-explained"
    # The record.
    RECORD_SECTIONS = "record-sections"
    CHILD_SECTIONS = "child-sections"
    SEVERAL_AGENCIES = "several-agencies"
    EVERY_AGENCY_CONTRIBUTED = "every-agency-contributed"
    # What is decided about each child.
    QUORATE = "quorate"
    UNBORN_SERVICES = "unborn-services"
    CHAIR_GOES_ON = "chair-goes-on"
    EACH_CHILD_ANSWERED = "each-child-answered"
    HOUSEHOLD_CONSIDERED = "household-considered"
    OWN_CONFERENCE = "own-conference"
    LIKELIHOOD_JUDGED = "likelihood-judged"
    CONTINUING_RISK_JUDGED = "continuing-risk-judged"
    PLAN_AGREES_WITH_RISK = "plan-agrees-with-risk"
    PAST_HARM_JUDGED = "past-harm-judged"
    WHO_POSES_RISK = "who-poses-risk"
    STANDARD_OF_PROOF = "standard-of-proof"
    SEXUAL_ABUSE_FOUND = "sexual-abuse-found"
    CATEGORIES_NAMED = "categories-named"
    ABUSE_IS_CATEGORY = "abuse-is-category"
    CATEGORY_THOUGHT_OVER = "category-thought-over"
    ACTIONS_NAMED = "actions-named"
    ACTIONS_IN_FULL = "actions-in-full"
    PLAN_PARTS = "plan-parts"
    KEY_WORKER_NAMED = "key-worker-named"
    KEY_WORKER_TEAM = "key-worker-team"
    CORE_GROUP_NAMED = "core-group-named"
    PARENTS_IN_CORE_GROUP = "parents-in-core-group"
    NOBODY_OF_CONCERN_IN_GROUP = "nobody-of-concern-in-group"
    SUPPORT_DISCUSSED = "support-discussed"
    EXIT_NAMED = "exit-named"
    ACTION_TAKEN_NAMED = "action-taken-named"
    AGENCIES_AGREED = "agencies-agreed"
    OBSERVERS_HAVE_NO_SAY = "observers-have-no-say"
    TRIGGER_NAMED = "trigger-named"
    # Afterwards.
    CONFERENCES_CLOSED = "conferences-closed"


class Listed(StrEnum):
    """The list on which an entry stands."""

    INVITATION_CHECKLIST = "invitation-checklist"
    EXPLANATION = "explanation"
    PREPARATION_OF_FAMILY = "preparation-of-family"
    PREPARATION_OF_PARENTS = "preparation-of-parents"
    PREPARATION_OF_CHILD = "preparation-of-child"
    SOCIAL_WORK_REPORT = "social-work-report"
    POLICE_REPORT = "police-report"
    MEDICAL_REPORT = "medical-report"
    AGENCY_REPORT = "agency-report"
    EVERY_REPORT = "every-report"
    CHAIRS_CHECKS = "chairs-checks"
    AGENDA = "agenda"
    RECORD = "record-of-the-conference"
    RECORD_OF_CHILD = "record-of-each-child"
    PLAN = "plan"
    CATEGORIES = "categories"
    EXITS = "exits"
    TRIGGERS = "pre-birth-triggers"


class GateRule(Source):
    """Something that must be so before a step: refused until then, or only shown.

    `who`: the roles that can put it right. `least`: the number that a count must reach
    (or, for a largest size, may reach). `on`: the list that it asks for. `refuses` is
    false for what is asked and shown, and stops nobody.
    """

    before: Before
    asks: Asks
    who: tuple[Code, ...] = Field(min_length=1)
    when: tuple[When, ...] = ()
    least: int | None = Field(default=None, ge=1, le=480)
    on: Listed | None = None
    refuses: Flag = True
    force: Force = Force.STATUTORY


class Item(Source):
    """One line of a list: a heading to write under, somebody to think of, a question.

    `required` is false for what may be left empty.
    """

    on: Listed
    when: tuple[When, ...] = ()
    required: Flag = True


class Prompt(Source):
    """Words of the source for whoever is at a step: a reminder, a link, a number."""

    before: Before
    link: Words | None = None
