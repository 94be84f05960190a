"""`vigil submit`: ask something of a case, and hear in words what became of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer
from temporalio.client import Client, WorkflowQueryFailedError
from temporalio.service import RPCError

from adapters.events import read_event, read_lines, strict_object
from adapters.requests import request_from, request_of
from adapters.settings import Settings
from commands.gateway.sending import gateway_of
from commands.intake import bytes_of
from commands.missing import PLAIN, Wording, by_step, lacking, wording_of
from commands.one_case import Ref, view_of
from commands.output import AsJson, Ended, Failure, calm, say, say_json, show
from commands.reading import seen
from commands.service import (
    ANSWER,
    case_ref,
    client_of,
    handle_of,
    now,
    published_troubles,
    refusal,
    settings,
    unanswered,
)
from commands.words import day, in_words
from domain.decide import content_hash
from domain.errors import BadInput, Refused
from domain.reading import Preview
from domain.receipts import Receipt
from domain.requests import Request
from workflows import ASK_PREVIEW

#: Who sends what is asked for with these commands: the beginning of its id.
OWN_SOURCE: Final = "vigil-command-line"
#: A request has an id of its own once it is known what the case is asked, and when.
UNNAMED: Final = "-"
NOTHING_DONE: Final = (
    "Nothing was recorded: what is missing first stands above, with who can do it. "
    "Nothing here waits for a conference: if a child is not safe, act now"
)


def own_id(case: str, kind: str, *what: str) -> str:
    """The id of a request that these commands compose: the same for the same thing."""
    return f"{OWN_SOURCE}#{'/'.join((case, kind, *what))}"


def with_own_id(case: str, request: Request, facts: int | None = None) -> Request:
    """A request that these commands compose, under the id of all that it says.

    The same asked twice is one; another content is another request, which the rules
    judge. `facts`: how many the case has now, where what is asked again after something
    else was done is asked anew, as a hold after a release.
    """
    now = () if facts is None else (str(facts),)
    id = own_id(case, request.kind, content_hash(request), *now)
    return request.model_copy(update={"id": id})


@calm
async def submit(
    ref: Ref,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A request as JSON; - reads it.")
    ],
    preview: Annotated[
        bool, typer.Option("--preview", help="Say what it would change; do nothing.")
    ] = False,
    json: AsJson = False,
) -> None:
    """Record what happened, or ask for what should. Of several, stops at a refusal.

    A preview judges each request by itself, as the case stands now.
    """
    known, found = case_ref(ref), settings()
    requests = requests_in(file, known, found.rulebook_folders)
    if preview:
        # A refusal tells of the family too: who asks is written down before it is.
        await seen(found, "submit", known, of="preview")
    client = await client_of(found)
    put = foresee if preview else ask
    try:
        receipts = [await put(client, known, request) for request in requests]
    except Failure as failure:
        raise await _in_words(failure, found, known) from None
    if json:
        say_json([receipt.model_dump(mode="json") for receipt in receipts])
        return
    if preview:
        say("A preview: nothing has been changed.")
    for receipt in receipts:
        _tell(receipt, "Would be" if preview else "Done")
    await _tell_missing(receipts, found, known)


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
    return await gateway_of(client, settings()).ask(ref, request)


async def foresee(client: Client, ref: str, request: Request) -> Receipt:
    """What it would make true now. Ends as refused, or in unreachable."""
    asked = Preview(request=request, at=now())
    try:
        receipt: Receipt = await handle_of(client, ref).query(
            ASK_PREVIEW, asked, result_type=Receipt, rpc_timeout=ANSWER
        )
    except WorkflowQueryFailedError as failed:
        raise Failure(Ended.REFUSED, failed.message) from None
    except RPCError as error:
        unanswered(error)
    return receipt


async def _in_words(failure: Failure, settings: Settings, ref: str) -> Failure:
    """What is missing first is told as a table, in the words of the case's procedures.

    Any other failure is told as it is.
    """
    if not failure.lacks:
        return failure
    wording = await wording_for(settings, ref)
    for lacks in by_step(failure.lacks):
        show(lacking(lacks, wording), complaint=True)
    return Failure(failure.ended, NOTHING_DONE, rules=failure.rules)


async def _tell_missing(
    receipts: Sequence[Receipt], settings: Settings, ref: str
) -> None:
    """What is still missing before the next step, as the last receipt has it."""
    last = receipts[-1] if receipts else None
    if last is None or not last.missing:
        return
    show(lacking(last.missing, await wording_for(settings, ref)))
    if last.missing_more:
        say(f"And {last.missing_more} more: 'vigil case {ref}' shows all of it.")


async def wording_for(settings: Settings, ref: str) -> Wording:
    """The words of a case; plain ones where the case or its procedures do not answer.

    What is missing is told all the same.
    """
    try:
        with published_troubles():
            return wording_of(await view_of(settings, ref), settings.rulebook_folders)
    except Failure:
        return PLAIN


def _is_cloudevent(raw: bytes) -> bool:
    """By the one field that every CloudEvent has; what is no JSON is judged later."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "specversion" in found


def _tell(receipt: Receipt, done: str) -> None:
    if receipt.repeated:
        say("This was done before: nothing more was done.")
        return
    say(f"{done}: case {receipt.case} with {receipt.facts} entries on its record.")
    for code in receipt.questioned:
        say(
            f"Please confirm with the order itself: {in_words(code)}. It is kept as is."
        )
    for key, due_on in receipt.due.items():
        when = f"by the end of {day(due_on)}" if due_on else "without a date"
        say(f"Due now, {when}: {key}")
    for key in receipt.settled:
        say(f"Settled: {key}")
    if receipt.missed:
        say(f"Missed and still open: {receipt.missed}")
