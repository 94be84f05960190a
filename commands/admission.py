"""One referral: read strictly, written down, started; or refused and kept apart."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Final

from temporalio.client import (
    Client,
    WorkflowExecutionStatus,
    WorkflowHandle,
    WorkflowQueryFailedError,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError

from adapters.events import LARGEST, read_event
from adapters.inbox import Admission, SqlInbox, State
from adapters.openings import resolve
from commands.gateway.sending import Gateway
from commands.service import ANSWER, handle_of, unanswered
from domain.errors import BadInput, Refused
from domain.events import INTAKE, Event
from domain.intake import Opening
from domain.views import CaseView
from rulebook.schema import Frozen
from workflows import ASK_CASE, CASE_TYPE, CASES, workflow_id

BEGUN_BY: Final = "begun-by"

Connect = Callable[[], Awaitable[Gateway]]


class Became(StrEnum):
    """What became of a referral that was not refused."""

    WOULD_START = "would start"
    STARTED = "started"
    WAITS = "started, and waits for a worker"
    NOTHING_NEW = "known already: nothing was done"


class Admitted(Frozen):
    """A referral that was understood: its case, and what became of it."""

    case: str
    became: Became


class Understood(Frozen):
    """A referral that was read: the event, and what its case would start with."""

    event: Event
    opening: Opening

    @property
    def digest(self) -> str:
        """A fingerprint of what it says, however it is laid out."""
        said = self.event.model_dump(mode="json")
        said["data"] = json.loads(self.event.data)
        text = json.dumps(said, sort_keys=True, ensure_ascii=False)
        return sha256(text.encode()).hexdigest()

    @property
    def name(self) -> str:
        """A fingerprint of whose it is and which: it tells one event from another."""
        return sha256(self.event.request_id.encode()).hexdigest()


def understand(raw: bytes, now: datetime, folders: Sequence[Path] = ()) -> Understood:
    """Read one referral. Starts nothing, writes nothing. Raises `BadInput`."""
    event = read_event(raw)
    if not event.is_intake:
        raise BadInput(
            "not-an-intake",
            f"this is a request, which 'vigil submit' takes; a referral has {INTAKE}",
            where="type",
        )
    return Understood(event=event, opening=resolve(event, now, folders))


async def admit(
    inbox: SqlInbox, given: Understood, raw: bytes, now: datetime, connect: Connect
) -> Admitted:
    """Write it down, then start its case; the same again does nothing.

    `connect` is asked only once it stands in the inbox. Raises `Refused` for what may
    not start a case, and a `Failure` when the server cannot be reached: then it stays
    written down, and is started by the next try.
    """
    event, ref = given.event, given.event.subject
    admission = await inbox.admit(
        event.source, event.id, given.digest, ref, now, raw.strip()
    )
    if admission is Admission.KNOWN_OTHER:
        raise Refused(
            "event-id-reused",
            "this id came before with other content: send a correction as a request "
            "to the case, or give a new referral an id of its own",
            where="id",
        )
    if admission is Admission.CASE_BEGUN:
        raise _case_exists()
    state = await inbox.state_of(event.source, event.id)
    if state is State.STARTED and await inbox.on_record(ref):
        return Admitted(case=ref, became=Became.NOTHING_NEW)
    if state is State.REFUSED:
        raise Refused(
            "refused-before",
            "this referral was refused before, and is not taken again: send a "
            "corrected one under an id of its own",
            where="id",
        )
    return await start(await connect(), inbox, given)


async def start(gateway: Gateway, inbox: SqlInbox, given: Understood) -> Admitted:
    """Start the case of a referral that is written down, and settle the referral.

    Raises `Refused` when another referral began that case, or when the case could not
    begin; `Failure` when the server cannot be reached.
    """
    event = given.event
    try:
        if await inbox.case_begun(event.source, event.id, event.subject):
            raise _case_exists()
        became = await _started(gateway, given)
    except Refused:
        await inbox.mark_refused(event.source, event.id)
        raise
    await inbox.mark_started(event.source, event.id)
    return Admitted(case=event.subject, became=became)


async def quarantine(
    inbox: SqlInbox, refused: Refused, raw: bytes, now: datetime
) -> None:
    """Keep what was refused, sealed, for whoever has to find out why."""
    digest = sha256(raw).hexdigest()
    await inbox.quarantine(refused.code, digest, raw[:LARGEST], now)


async def _started(gateway: Gateway, given: Understood) -> Became:
    ref = given.event.subject
    try:
        handle = await gateway.client.start_workflow(
            CASE_TYPE,
            gateway.open(given.opening),
            id=workflow_id(ref),
            task_queue=CASES,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
            id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
            memo={BEGUN_BY: given.name},
            rpc_timeout=ANSWER,
        )
    except WorkflowAlreadyStartedError:
        return await _begun_before(gateway.client, given)
    except RPCError as error:
        unanswered(error)
    return await _confirmed(handle)


async def _begun_before(client: Client, given: Understood) -> Became:
    """The case is there: begun by this very referral before a crash, or by another."""
    handle = handle_of(client, given.event.subject)
    try:
        memo = await (await handle.describe(rpc_timeout=ANSWER)).memo()
    except RPCError as error:
        unanswered(error)
    if memo.get(BEGUN_BY) != given.name:
        raise _case_exists()
    return Became.STARTED


def _case_exists() -> Refused:
    return Refused(
        "case-exists",
        "a case with this reference was begun by another referral: send what is new as "
        "a request to the case, or give a new household its own reference",
        where="subject",
    )


async def _confirmed(handle: WorkflowHandle[object, object]) -> Became:
    """Whether the case could begin: a case that cannot fails at once."""
    try:
        await handle.query(ASK_CASE, result_type=CaseView, rpc_timeout=ANSWER)
    except (RPCError, WorkflowQueryFailedError):
        described = await handle.describe(rpc_timeout=ANSWER)
        if described.status is WorkflowExecutionStatus.FAILED:
            raise Refused(
                "not-started",
                "the case could not begin with this: the program that sent it and the "
                "worker may be of different versions; see 'vigil doctor'",
            ) from None
        return Became.WAITS
    return Became.STARTED
