"""How a run begins: with an intake, or with the case that the last run handed over."""

from __future__ import annotations

from datetime import datetime

from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

from domain.case import Case
from domain.errors import Refused
from domain.opening import open_case
from domain.reading import CASE, read, read_opening
from workflows.reading import body


def begin(given: RawValue, now: datetime) -> Case:
    """The case to run.

    On a first run whatever cannot be understood fails the workflow at once, so that no
    case runs without a clock. A handed-over case that cannot be read fails the task
    instead: it waits for a repair, and is never ended.
    """
    if workflow.info().continued_run_id is not None:
        return continued(given)
    try:
        return open_case(read_opening(body(given)), now)
    except Refused as refusal:
        raise ApplicationError(
            refusal.code, refusal.where, type="NotStarted", non_retryable=True
        ) from None


def continued(given: RawValue) -> Case:
    """The case that the last run handed over."""
    try:
        return read(CASE, body(given))
    except Refused as refusal:
        raise HandoverUnreadable(refusal.code) from None


class HandoverUnreadable(RuntimeError):
    """The last run's case cannot be read: the task fails and waits for a repair."""
