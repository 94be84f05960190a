"""What a case said to a request that it did not accept."""

from __future__ import annotations

from typing import Final

from pydantic import TypeAdapter
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from commands.output import Ended, Failure
from domain.lack import Lack
from workflows import BAD_INPUT

RULES: Final = TypeAdapter(tuple[str, ...])
LACKS: Final = TypeAdapter(tuple[Lack, ...])
UNKNOWN: Final = "the case could not judge this, and does not say why"
NO_CODE: Final = "no-code"


def why_not(failed: WorkflowUpdateFailedError) -> Failure:
    """Its words, where it is, and the rules that say so."""
    cause = failed.cause
    if not isinstance(cause, ApplicationError) or len(cause.details) < 3:
        return Failure(Ended.REFUSED, UNKNOWN)
    _, where, rules, *missing = cause.details
    return Failure(
        Ended.BAD_INPUT if cause.type == BAD_INPUT else Ended.REFUSED,
        cause.message,
        where=str(where),
        rules=RULES.validate_python(rules),
        lacks=LACKS.validate_python(missing[0]) if missing else (),
    )


def code_of(failed: WorkflowUpdateFailedError) -> str:
    """The code of the refusal: what is written down."""
    cause = failed.cause
    told = cause.details[:1] if isinstance(cause, ApplicationError) else ()
    return str(told[0]) if told else NO_CODE
