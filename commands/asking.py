"""`vigil submit`: ask something of a case, and hear in words what became of it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated, Final

import typer
from pydantic import TypeAdapter
from temporalio.client import (
    Client,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError

from adapters.events import read_event, read_lines, strict_object
from adapters.requests import request_from, request_of
from commands.intake import bytes_of
from commands.one_case import AsJson, Ref
from commands.output import Ended, Failure, calm, say, say_json
from commands.service import (
    ANSWER,
    case_ref,
    client_of,
    handle_of,
    no_worker,
    refusal,
    settings,
    unanswered,
)
from commands.words import day
from domain.errors import BadInput, Refused
from domain.receipts import Receipt
from domain.requests import Request
from workflows import SUBMIT

RULES: Final = TypeAdapter(tuple[str, ...])
UNKNOWN: Final = "the case could not judge this, and does not say why"


@calm
async def submit(
    ref: Ref,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A request as JSON; - reads it.")
    ],
    json: AsJson = False,
) -> None:
    """Record what happened, or ask for what should. Of several, stops at a refusal."""
    known, found = case_ref(ref), settings()
    requests = requests_in(file, known, found.rulebook_folders)
    client = await client_of(found)
    receipts = [await ask(client, known, request) for request in requests]
    if json:
        say_json([receipt.model_dump(mode="json") for receipt in receipts])
    else:
        for receipt in receipts:
            _tell(receipt)


def requests_in(file: str, ref: str, folders: tuple[Path, ...] = ()) -> list[Request]:
    """The requests of a file, for this case. Ends in bad input; sends nothing."""
    try:
        return [request_in(raw, ref, folders) for raw in read_lines(bytes_of(file))]
    except Refused as refused:
        raise refusal(refused) from None


def request_in(raw: bytes, ref: str, folders: tuple[Path, ...] = ()) -> Request:
    """A request: a CloudEvent about this case, or plain JSON. Raises `BadInput`."""
    if not _is_cloudevent(raw):
        return request_from(strict_object(raw), folders)
    event = read_event(raw)
    if event.is_intake:
        raise BadInput(
            "not-a-request", "this is a referral: 'vigil intake' takes it", where="type"
        )
    if event.subject != ref:
        raise BadInput(
            "other-case",
            "this is about another case: name that one, or correct the subject",
            where="subject",
        )
    return request_of(event, folders)


async def ask(client: Client, ref: str, request: Request) -> Receipt:
    """Ask it of the case. Ends as refused with the reason, or in unreachable."""
    try:
        async with asyncio.timeout(ANSWER.total_seconds()):
            receipt: Receipt = await handle_of(client, ref).execute_update(
                SUBMIT, request, result_type=Receipt, rpc_timeout=ANSWER
            )
    except WorkflowUpdateFailedError as failed:
        raise _why_not(failed) from None
    except (WorkflowUpdateRPCTimeoutOrCancelledError, TimeoutError):
        raise no_worker() from None
    except RPCError as error:
        unanswered(error)
    return receipt


def _why_not(failed: WorkflowUpdateFailedError) -> Failure:
    """What the case said: its words, where it is, and the rules that say so."""
    cause = failed.cause
    if not isinstance(cause, ApplicationError) or len(cause.details) < 3:
        return Failure(Ended.REFUSED, UNKNOWN)
    _, where, rules = cause.details[:3]
    understood = cause.type != BadInput.__name__
    return Failure(
        Ended.REFUSED if understood else Ended.BAD_INPUT,
        cause.message,
        where=str(where),
        rules=RULES.validate_python(rules),
    )


def _is_cloudevent(raw: bytes) -> bool:
    """By the one field that every CloudEvent has; what is no JSON is judged later."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "specversion" in found


def _tell(receipt: Receipt) -> None:
    if receipt.repeated:
        say("This was done before: nothing more was done.")
        return
    say(f"Done: case {receipt.case} now has {receipt.facts} entries on its record.")
    for key, due_on in receipt.due.items():
        when = f"by the end of {day(due_on)}" if due_on else "without a date"
        say(f"Due now, {when}: {key}")
    for key in receipt.settled:
        say(f"Settled: {key}")
    if receipt.missed:
        say(f"Missed and still open: {receipt.missed}")
