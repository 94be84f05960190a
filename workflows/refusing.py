"""How a refusal reaches whoever asked, and how a bug does not stop a clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

from domain.case import Case
from domain.decide import refused_by_update, respond
from domain.errors import BadInput, NotYet, Refused
from domain.facts import Facts
from domain.requests import Request
from workflows import BAD_INPUT, REFUSED
from workflows.reading import request


class Judged(NamedTuple):
    """What an update makes true; or why it was refused, and the trace of that."""

    facts: Facts
    refusal: Refused | None = None


def judged(case: Case, given: RawValue, now: datetime) -> Judged:
    """Do what an update asks, or say why not. Most refusals leave no trace."""
    asked: Request | None = None
    try:
        asked = request(given)
        return Judged(respond(case, asked, now))
    except Refused as refusal:
        return Judged(refused_by_update(case, refusal, now, asked), refusal)


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
    """A refusal goes back to whoever asked, and so does a bug; nothing has changed."""
    with to_caller(), faults_refused():
        yield
