"""How a run begins: with an intake, or with the case that the last run handed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

from domain.case import Case
from domain.errors import BadInput, Refused
from domain.opening import open_case
from domain.reading import CASE, read, read_opening
from workflows import CASE_TYPE
from workflows.reading import body


def begin(given: Sequence[RawValue], now: datetime) -> Case:
    """The case to run.

    On a first run whatever cannot be understood fails the workflow at once, so that no
    case runs without a clock. A handed-over case that cannot be read fails the task
    instead: it waits for a repair, and is never ended.
    """
    if workflow.info().continued_run_id is not None:
        return continued(given[0])
    try:
        return open_case(read_opening(body(_opening(given))), now)
    except Refused as refusal:
        raise ApplicationError(
            refusal.code, refusal.where, type="NotStarted", non_retryable=True
        ) from None


def _opening(given: Sequence[RawValue]) -> RawValue:
    """The one argument of the one kind of workflow that we run."""
    if workflow.info().workflow_type != CASE_TYPE:
        raise BadInput("unknown-workflow", "No workflow of that type is run here.")
    if len(given) != 1:
        raise BadInput("one-argument", "Start a case with exactly one argument.")
    return given[0]


def continued(given: RawValue) -> Case:
    """The case that the last run handed over."""
    try:
        return read(CASE, body(given))
    except Refused as refusal:
        raise HandoverUnreadable(refusal.code) from None


class HandoverUnreadable(RuntimeError):
    """The last run's case cannot be read: the task fails and waits for a repair."""
