"""How a refusal reaches whoever asked, and how a bug does not stop a clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from temporalio import workflow
from temporalio.exceptions import ApplicationError

from domain.errors import BadInput, NotYet, Refused
from workflows import BAD_INPUT, REFUSED


@contextmanager
def to_caller() -> Iterator[None]:
    """A refusal goes back to whoever asked, with what to do instead.

    Its details are its code, where it is and the rules that say so; and, where
    something is missing first, all of that.
    """
    try:
        yield
    except Refused as refusal:
        raise ApplicationError(
            refusal.message,
            refusal.code,
            refusal.where,
            list(refusal.rules),
            *_missing(refusal),
            type=BAD_INPUT if isinstance(refusal, BadInput) else REFUSED,
            non_retryable=True,
        ) from None


def _missing(refusal: Refused) -> Iterator[list[dict[str, Any]]]:
    if isinstance(refusal, NotYet):
        yield [lack.model_dump(mode="json") for lack in refusal.lacks]


@contextmanager
def faults_refused() -> Iterator[None]:
    """A bug met while judging refuses as `internal`, without its text, and is logged.

    Nothing has changed then, and the case's clock runs on.
    """
    try:
        yield
    except Refused:
        raise
    except Exception as bug:
        workflow.logger.error("refused_by_a_bug", extra={"error": type(bug).__name__})
        raise Refused(
            "internal",
            "The program has a fault and could not judge this. Nothing was "
            "changed, and the clock runs on: tell the system operator.",
        ) from None


@contextmanager
def dry_run() -> Iterator[None]:
    """Refuses what would be refused; lets past what cannot be read, to be recorded."""
    with to_caller(), suppress(BadInput), faults_refused():
        yield
