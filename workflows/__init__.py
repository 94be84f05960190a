"""Durable shells around the domain. They wait and they send; they never decide.

Every name that must be the same on both sides of the server stands here, once; an
activity's stands where the activity does.
"""

from __future__ import annotations

#: Where cases run, and where each kind of activity runs.
CASES = "vigil-cases"
MAIL = "vigil-mail"
RECORD = "vigil-record"

#: What the one kind of workflow is called.
CASE_TYPE = "ChildProtectionCase"
SUBMIT = "submit"
APPROVE_DELAY = "approve_delay"
REFUSE_DELAY = "refuse_delay"
ASK_CASE = "case"
ASK_DUTIES = "duties"
ASK_PREVIEW = "preview"
#: Every message that a case answers by name; what others are called, nobody knows.
MESSAGES = frozenset(
    {SUBMIT, APPROVE_DELAY, REFUSE_DELAY, ASK_CASE, ASK_DUTIES, ASK_PREVIEW}
)
#: All that a case is known by to whoever sends it something or starts it.
NAMES = MESSAGES | {CASE_TYPE}
#: The types of failure that whoever asked, or started a case, is told.
REFUSED = "Refused"
BAD_INPUT = "BadInput"
NOT_STARTED = "NotStarted"

_CASE = "case/"


def workflow_id(case: str) -> str:
    """The workflow of a case, by its opaque reference."""
    return f"{_CASE}{case}"


def case_of(workflow_id: str) -> str:
    """The reference of a case, by its workflow."""
    return workflow_id.removeprefix(_CASE)
