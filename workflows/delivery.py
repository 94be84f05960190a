"""Which activity does what: an effect's kind, its time limits, its retries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    CancelledError,
    RetryState,
)

from activities.documents import Documents
from activities.failures import UNDELIVERABLE
from activities.following import Following
from activities.invitations import Invitations
from activities.ledger import Record
from activities.plan_distribution import PlanDistribution
from activities.reminders import Reminders
from activities.translations import Translations
from domain.case import Case
from domain.correspondence import letter_for
from domain.effects import Effect, EffectKind
from domain.following.endings import GAVE_UP, tried_until
from domain.letters import Followed, Letter, Receipt
from domain.recording import Batch
from workflows import MAIL, RECORD

ONE_ATTEMPT = timedelta(minutes=1)
AT_LEAST = timedelta(seconds=1)
RETRY = RetryPolicy(
    initial_interval=timedelta(seconds=30), maximum_interval=timedelta(minutes=15)
)


class Errand(NamedTuple):
    """What is done for an effect, and what it is given; how it ends, the domain knows.

    `given` raises `NoLetter` where there is nothing that may be said.
    """

    method: Callable[[Any, Any], Any]
    given: Callable[[Case, Effect, datetime], Letter | Followed]


def _letter(case: Case, effect: Effect, now: datetime) -> Letter:
    return letter_for(case, effect, now)


def _followed(case: Case, effect: Effect, now: datetime) -> Followed:
    return Followed(key=effect.asks_about, channel=effect.channel)


ERRANDS: dict[EffectKind, Errand] = {
    EffectKind.INVITATION: Errand(Invitations.invite, _letter),
    EffectKind.CANCELLATION: Errand(Invitations.cancel, _letter),
    EffectKind.PLAN_COPY: Errand(PlanDistribution.distribute, _letter),
    EffectKind.TRANSLATION: Errand(Translations.request, _letter),
    EffectKind.DIGEST: Errand(Reminders.digest, _letter),
    EffectKind.ESCALATION: Errand(Reminders.escalate, _letter),
    EffectKind.TASK: Errand(Reminders.assign_task, _letter),
    EffectKind.DOCUMENT: Errand(Documents.send, _letter),
    EffectKind.FOLLOW_UP: Errand(Following.follow_up, _followed),
    EffectKind.RECALL: Errand(Following.recall, _followed),
}


async def carry(case: Case, effect: Effect, now: datetime) -> Receipt | bool | None:
    """Do what the case owes, trying until it is given up. Returns what was answered.

    Raises `NoLetter` where there is nothing that may be said, else `ActivityError`.
    """
    errand = ERRANDS[effect.kind]
    given = errand.given(case, effect, now)
    left = tried_until(effect, given) - workflow.now()
    said: Receipt | bool | None = await workflow.execute_activity_method(
        errand.method,
        given,
        task_queue=MAIL,
        start_to_close_timeout=ONE_ATTEMPT,
        schedule_to_close_timeout=max(left, AT_LEAST),
        retry_policy=RETRY,
        cancellation_type=workflow.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
        summary=f"{effect.kind} to {effect.to}",
    )
    return said


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
