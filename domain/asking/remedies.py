"""By which requests a gate is passed, and so who can: whom a gate names may ask them.

A place may leave a request to fewer people than a gate of another book supposes. Then
whoever may ask it is named instead: nobody is sent to somebody who would be refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.terms import Gate
from rulebook.schema import Asks, GateRule

_LIST = ("invite-to-conference",)
_HELD = ("record-conference-held", "record-outcome")
_DAY = ("record-the-day", "record-conference-held")
_RECORD = ("write-record",)
_REPORT = ("complete-report",)
_PREPARED = ("record-preparation",)
_CHILDS_PART = ("decide-child-attendance",)
_GROUPS = ("decide-sibling-groups",)

#: Of each thing that a gate asks, the requests that put it right: the usual one first.
PUT_RIGHT_BY: Final[dict[Asks, tuple[str, ...]]] = {
    Asks.FAMILY_FROM_ASSESSMENT: _LIST,
    Asks.CHECKLIST_CONSIDERED: _LIST,
    Asks.REASON_OF_EACH_INVITEE: _LIST,
    Asks.SUPPORT_OF_EACH_RELATIVE: _LIST,
    Asks.PARENTS_CONSIDERED: _LIST,
    Asks.LIST_APPROVED: _LIST,
    Asks.TEMPLATE_ENCLOSED: _LIST,
    Asks.GUARDIAN_INVITED: _LIST,
    Asks.GUARDIAN_OBSERVES: _LIST,
    Asks.NOBODY_OF_CONCERN_INVITED: (*_LIST, "lift-adult-concern"),
    Asks.CHILD_INVITED_OR_WHY: (*_LIST, *_CHILDS_PART),
    Asks.ADVOCATES_COME_AS_ADVOCATES: _LIST,
    Asks.LIST_NO_LARGER_THAN: _LIST,
    Asks.REPORT_SECTIONS: _REPORT,
    Asks.REPORT_READ_BACK: ("share-report",),
    Asks.RECOMMENDATION: _REPORT,
    Asks.REPORTS_ACCOUNTED_FOR: (*_REPORT, "record-report-missing"),
    Asks.POLICE_REPORT_OR_NONE: (*_REPORT, "record-report-missing"),
    Asks.CHILD_SHOWN_OR_WHY: ("share-report", "decide-not-to-share-report"),
    Asks.PROCESS_EXPLAINED_IN_FULL: ("record-process-explained",),
    Asks.CHILD_ATTENDANCE_DECIDED: _CHILDS_PART,
    Asks.CHILD_WISH: _CHILDS_PART,
    Asks.CHILD_VIEWS: ("record-views",),
    Asks.VIEWS_READ_BACK: ("record-views",),
    Asks.FAMILY_PREPARED: _PREPARED,
    Asks.PARENTS_PREPARED: _PREPARED,
    Asks.CHILD_PREPARED: _PREPARED,
    Asks.FAMILY_UNDERSTANDS: _PREPARED,
    Asks.ADVOCATE_OFFERED: _PREPARED,
    Asks.CHILD_KNOWS_OF_ADVOCATE: _PREPARED,
    Asks.SUPPORTER_NAMED: (*_PREPARED, *_CHILDS_PART),
    Asks.MET_BEFORE: _PREPARED,
    Asks.INTERPRETER_SETTLED: ("decide-interpreter",),
    Asks.INTERPRETER_SURE: ("arrange-interpreter", "confirm-interpreter"),
    Asks.EXCLUDED_BY_CHAIR: ("exclude-from-conference",),
    Asks.EXCLUSION_COMPLETE: ("plan-excluded-views", "plan-excluded-part"),
    Asks.NOBODY_EXCLUDED_INVITED: (*_LIST, "lift-exclusion"),
    Asks.NOBODY_EXCLUDED_PRESENT: ("lift-exclusion", "adjourn-conference", *_DAY),
    Asks.CONCERN_LOOKED_AT_AGAIN: ("review-adult-concern", "review-exclusion"),
    Asks.NOBODY_OF_CONCERN_PRESENT: ("adjourn-conference", *_DAY),
    Asks.SHARING_DECIDED: ("decide-sharing",),
    Asks.ENQUIRY_FOUND_RISK: ("conclude-enquiry",),
    Asks.JOINED_WITH_REVIEW: ("book-conference",),
    Asks.CHAIR_SATISFIED: ("answer-sufficiency",),
    Asks.CHAIR_INDEPENDENT: ("assign-role", *_DAY),
    Asks.CHAIR_IS_SENIOR_MANAGER: ("assign-role", *_DAY),
    Asks.CHAIR_CHECKED: _DAY,
    Asks.ENOUGH_INFORMATION: _DAY,
    Asks.SIBLINGS_GROUPED: _GROUPS,
    Asks.SPLIT_EXPLAINED: _GROUPS,
    Asks.IN_ONE_CONFERENCE: _GROUPS,
    Asks.ATTENDANCE_ACCOUNTED_FOR: _DAY,
    Asks.OBSERVERS_KEPT_APART: _DAY,
    Asks.TIMES_RECORDED: _DAY,
    Asks.LONG_CONFERENCE_EXPLAINED: _DAY,
    Asks.RECORD_SECTIONS: _RECORD,
    Asks.CHILD_SECTIONS: _RECORD,
    Asks.SEVERAL_AGENCIES: _RECORD,
    Asks.EVERY_AGENCY_CONTRIBUTED: _RECORD,
    Asks.QUORATE: _HELD,
    Asks.UNBORN_SERVICES: (*_HELD, *_LIST),
    Asks.CHAIR_GOES_ON: (*_DAY, *_HELD),
    Asks.EACH_CHILD_ANSWERED: _HELD,
    Asks.HOUSEHOLD_CONSIDERED: (*_HELD, "record-discussion", "book-conference"),
    Asks.OWN_CONFERENCE: _HELD,
    Asks.LIKELIHOOD_JUDGED: _HELD,
    Asks.CONTINUING_RISK_JUDGED: _HELD,
    Asks.PLAN_AGREES_WITH_RISK: _HELD,
    Asks.PAST_HARM_JUDGED: _HELD,
    Asks.WHO_POSES_RISK: _HELD,
    Asks.STANDARD_OF_PROOF: _HELD,
    Asks.SEXUAL_ABUSE_FOUND: _HELD,
    Asks.CATEGORIES_NAMED: _HELD,
    Asks.ABUSE_IS_CATEGORY: _HELD,
    Asks.CATEGORY_THOUGHT_OVER: _HELD,
    Asks.ACTIONS_NAMED: _HELD,
    Asks.ACTIONS_IN_FULL: _HELD,
    Asks.PLAN_PARTS: _HELD,
    Asks.KEY_WORKER_NAMED: _HELD,
    Asks.KEY_WORKER_TEAM: (*_HELD, "assign-role"),
    Asks.CORE_GROUP_NAMED: _HELD,
    Asks.PARENTS_IN_CORE_GROUP: _HELD,
    Asks.NOBODY_OF_CONCERN_IN_GROUP: _HELD,
    Asks.SUPPORT_DISCUSSED: _HELD,
    Asks.EXIT_NAMED: _HELD,
    Asks.ACTION_TAKEN_NAMED: _HELD,
    Asks.AGENCIES_AGREED: _HELD,
    Asks.OBSERVERS_HAVE_NO_SAY: _HELD,
    Asks.TRIGGER_NAMED: ("record-pre-birth-trigger", *_HELD),
    Asks.CONFERENCES_CLOSED: ("close-conference",),
}


def who_can(
    gate: Gate | GateRule, may_ask: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Of whom a gate names, those who may ask what puts it right.

    Where some may not, whoever may ask the usual request is named beside the others.
    Where it is not said who may ask for what, all whom the gate names.
    """
    if not may_ask:
        return gate.who
    requests = PUT_RIGHT_BY[gate.asks]
    may = {role for kind in requests for role in may_ask.get(kind, ())}
    able = tuple(role for role in gate.who if role in may)
    others = () if len(able) == len(gate.who) else may_ask.get(requests[0], ())
    return tuple(dict.fromkeys((*able, *others))) or gate.who
