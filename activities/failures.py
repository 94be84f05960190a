"""How an activity fails: in codes, because a failure is kept in clear and shown.

Undeliverable   nobody will take this letter, for good -> never retried
LedgerConflict  the record already says otherwise      -> an alarm, tried for ever:
                                                          the clock never waits for it
Unavailable     everything else                        -> tried again
NotYet          nothing is wrong, and it is too early  -> asked again when it is time
"""

from __future__ import annotations

from datetime import timedelta

from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.ports import Unavailable

UNDELIVERABLE = "Undeliverable"
LEDGER_CONFLICT = "LedgerConflict"
UNAVAILABLE = "Unavailable"
NOT_YET = "NotYet"


def undeliverable(code: str) -> ApplicationError:
    """No carrier will take it: `code` says why and becomes a person's task."""
    return ApplicationError(code, type=UNDELIVERABLE, non_retryable=True)


def ledger_conflict() -> ApplicationError:
    """Other content under a number: it stays unrecorded, visibly, until put right."""
    return ApplicationError("ledger-conflict", type=LEDGER_CONFLICT)


def unavailable(error: Exception) -> ApplicationError:
    """It may be tried again. Only a port's own code is repeated, never a text."""
    code = error.code if isinstance(error, Unavailable) else type(error).__name__
    return ApplicationError(code, type=UNAVAILABLE)


def not_yet(code: str, after: timedelta) -> ApplicationError:
    """It is too early, which is no fault: asked again after that time."""
    return ApplicationError(
        code,
        type=NOT_YET,
        next_retry_delay=after,
        category=ApplicationErrorCategory.BENIGN,
    )
