"""Which activity does what: an effect's kind, its time limits, its retries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    CancelledError,
    RetryState,
)

from activities.failures import UNDELIVERABLE
from activities.invitations import Invitations
from activities.ledger import Record
from activities.plan_distribution import PlanDistribution
from activities.reminders import Reminders
from activities.translations import Translations
from domain.effects import Effect, EffectKind
from domain.letters import Letter, Receipt
from domain.recording import Batch
from workflows import MAIL, RECORD

ONE_ATTEMPT = timedelta(minutes=1)
AT_LEAST = timedelta(seconds=1)
RETRY = RetryPolicy(
    initial_interval=timedelta(seconds=30), maximum_interval=timedelta(minutes=15)
)
GAVE_UP = "no-answer-in-time"

METHODS: dict[EffectKind, Callable[[Any, Letter], Any]] = {
    EffectKind.INVITATION: Invitations.invite,
    EffectKind.CANCELLATION: Invitations.cancel,
    EffectKind.PLAN_COPY: PlanDistribution.distribute,
    EffectKind.TRANSLATION: Translations.request,
    EffectKind.DIGEST: Reminders.digest,
    EffectKind.ESCALATION: Reminders.escalate,
    EffectKind.TASK: Reminders.assign_task,
}


async def carry(effect: Effect, letter: Letter) -> Receipt:
    """Hand one letter to its carrier, trying until it is given up."""
    left = (letter.not_after or effect.give_up_at) - workflow.now()
    receipt: Receipt = await workflow.execute_activity_method(
        METHODS[effect.kind],
        letter,
        task_queue=MAIL,
        start_to_close_timeout=ONE_ATTEMPT,
        schedule_to_close_timeout=max(left, AT_LEAST),
        retry_policy=RETRY,
        cancellation_type=workflow.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
        summary=f"{effect.kind} to {effect.to}",
    )
    return receipt


async def append(batch: Batch) -> int:
    """Put facts on the record. Tried for ever: the clock never waits for it."""
    last: int = await workflow.execute_activity_method(
        Record.append,
        batch,
        task_queue=RECORD,
        start_to_close_timeout=ONE_ATTEMPT,
        retry_policy=RETRY,
        cancellation_type=workflow.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
        summary=f"record facts {batch.rows[0].no} to {batch.rows[-1].no}",
    )
    return last


def was_cancelled(failure: ActivityError) -> bool:
    """True when we stopped it, even if its last attempt ended in a failure.

    An attempt under way when it is stopped may still fail; it is not tried again, and
    comes back as that failure and not as a cancellation. The letter stays owed.
    """
    stopped = failure.retry_state is RetryState.CANCEL_REQUESTED
    return stopped or isinstance(failure.cause, CancelledError)


def refusal_code(failure: ActivityError) -> str:
    """Why a letter is undeliverable: the carrier's code, or that we gave up."""
    cause = failure.cause
    if isinstance(cause, ApplicationError) and cause.type == UNDELIVERABLE:
        return cause.message
    return GAVE_UP
