"""Durable shells around the domain. They wait and they send; they never decide.

Every name that must be the same on both sides of the server stands here, once.
"""

from __future__ import annotations

#: Where cases run, and where each kind of activity runs.
CASES = "vigil-cases"
MAIL = "vigil-mail"
RECORD = "vigil-record"

CASE_TYPE = "ChildProtectionCase"
SUBMIT = "submit"
APPROVE_DELAY = "approve_delay"
REFUSE_DELAY = "refuse_delay"
ASK_CASE = "case"
ASK_DUTIES = "duties"
ASK_PREVIEW = "preview"


def workflow_id(case: str) -> str:
    """The workflow of a case, by its opaque reference."""
    return f"case/{case}"
