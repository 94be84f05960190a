"""How a run begins: with an intake, or with the case that the last run handed over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

from domain.case import Case
from domain.errors import BadInput, Refused
from domain.intake import Opening
from domain.opening import open_case
from domain.reading import read_case, read_opening
from domain.terms import POLICIES, Terms
from workflows import CASE_TYPE, NOT_STARTED
from workflows.reading import body


def begin(given: Sequence[RawValue], now: datetime) -> Case:
    """The case to run.

    On a first run whatever cannot be understood fails the workflow at once, so that no
    case runs without a clock; so does a bug, for nothing has begun that could wait for
    a repair, and whoever sent the referral must hear of it. A handed-over case that
    cannot be read fails the task instead: it waits for a repair, and is never ended.
    """
    if workflow.info().continued_run_id is not None:
        return continued(given[0])
    try:
        return open_case(_known(read_opening(body(_opening(given)))), now)
    except Refused as refusal:
        raise _not_started(refusal.code, refusal.where) from None
    except Exception as bug:
        workflow.logger.error(
            "not_started_by_a_bug", extra={"error": type(bug).__name__}
        )
        raise _not_started("internal") from None


def _not_started(code: str, where: str = "") -> ApplicationError:
    return ApplicationError(code, where, type=NOT_STARTED, non_retryable=True)


def _opening(given: Sequence[RawValue]) -> RawValue:
    """The one argument of the one kind of workflow that we run."""
    if workflow.info().workflow_type != CASE_TYPE:
        raise BadInput("unknown-workflow", "No workflow of that type is run here.")
    if len(given) != 1:
        raise BadInput("one-argument", "Start a case with exactly one argument.")
    return given[0]


def _known(opening: Opening) -> Opening:
    _policy_is_ours(opening.terms)
    return opening


def _policy_is_ours(terms: Terms) -> None:
    """Nothing is judged by another version of our decisions than it was begun under."""
    if terms.policy not in POLICIES:
        raise BadInput(
            "unknown-policy",
            "This needs another version of the program: start a worker of that one.",
            where="terms.policy",
        )


def continued(given: RawValue) -> Case:
    """The case that the last run handed over."""
    try:
        case = read_case(body(given))
        _policy_is_ours(case.terms)
    except Refused as refusal:
        raise HandoverUnreadable(refusal.code) from None
    return case


class HandoverUnreadable(RuntimeError):
    """The last run's case cannot be read, or judged: the task waits for a repair."""
