"""Wire the ports to adapters and poll. The only place that knows every part."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from temporalio.client import Client
from temporalio.runtime import Runtime, TelemetryConfig
from temporalio.worker import Worker, WorkflowRunner
from temporalio.worker.workflow_sandbox import (
    SandboxedWorkflowRunner,
    SandboxRestrictions,
)

from activities.carrying import Carrier
from activities.documents import Documents
from activities.following import Following
from activities.gathering import Gathering
from activities.invitations import Invitations
from activities.ledger import Record
from activities.paper import Paper
from activities.plan_distribution import PlanDistribution
from activities.ports import Clock, FactLedger, Post, SendLedger
from activities.reminders import Reminders
from activities.translations import Translations
from activities.wording import digest_of
from adapters.carriers.by_channel import carriers_of
from adapters.clock import SystemClock
from adapters.converter import data_converter
from adapters.fact_ledger import SqliteFactLedger
from adapters.logging import Form, configure, core_logging
from adapters.paper import paper_of
from adapters.search_attributes import ensure_search_attributes
from adapters.send_ledger import SqliteSendLedger
from adapters.settings import Settings
from adapters.sqlite import Database
from adapters.time_zones import use_packaged_rules
from domain.letters import Receipt
from workflows import CASES, MAIL, RECORD
from workflows.case import ChildProtectionCase
from workflows.showing import ATTRIBUTES

#: Immutable, import-linted, no I/O: shared with every sandbox instead of re-imported.
PURE = ("domain", "rulebook", "activities", "pydantic_core", "dateutil")
IDENTITY = "vigil-worker"


@dataclass(frozen=True)
class Parts:
    """The adapters that activities are built with."""

    post: Post
    sends: SendLedger
    facts: FactLedger
    clock: Clock
    paper: Paper


def sandbox() -> WorkflowRunner:
    """The runner of every worker and every replay: one set of modules shared."""
    return SandboxedWorkflowRunner(
        restrictions=SandboxRestrictions.default.with_passthrough_modules(*PURE)
    )


def workers(
    client: Client, parts: Parts, runner: WorkflowRunner | None = None
) -> tuple[Worker, ...]:
    """One worker for each kind of work, so that slow mail never holds up a clock."""
    cases = Worker(
        client,
        task_queue=CASES,
        workflows=[ChildProtectionCase],
        workflow_runner=runner or sandbox(),
        identity=IDENTITY,
    )
    mail = Worker(client, task_queue=MAIL, activities=letters(parts), identity=IDENTITY)
    record = Worker(
        client,
        task_queue=RECORD,
        activities=[Record(parts.facts).append],
        identity=IDENTITY,
    )
    return cases, mail, record


def letters(parts: Parts) -> list[Callable[..., Awaitable[Receipt | bool | None]]]:
    """Every activity that carries a letter, or asks about one."""
    paper = parts.paper
    carrier = Carrier(
        parts.post,
        parts.sends,
        parts.clock,
        paper.drafting,
        paper.envelope,
        paper.letters,
    )
    digests = paper.digests
    gathering = Gathering(carrier, digests, digest_of) if digests else None
    invitations, reminders = Invitations(carrier), Reminders(carrier, gathering)
    following = Following(parts.post, parts.clock, parts.sends)
    return [
        invitations.invite,
        invitations.cancel,
        PlanDistribution(carrier).distribute,
        Translations(carrier, paper.texts).request,
        Documents(carrier).send,
        following.follow_up,
        following.recall,
        reminders.digest,
        reminders.escalate,
        reminders.assign_task,
    ]


@asynccontextmanager
async def working(
    client: Client, parts: Parts, runner: WorkflowRunner | None = None
) -> AsyncIterator[None]:
    """Poll while the block runs. Search attributes are there before any case is."""
    await ensure_search_attributes(client, ATTRIBUTES)
    async with AsyncExitStack() as stack:
        for worker in workers(client, parts, runner):
            await stack.enter_async_context(worker)
        yield


async def connect(settings: Settings) -> Client:
    """A client whose payloads and failures are sealed, and whose logs name nobody."""
    return await Client.connect(
        settings.temporal(),
        namespace=settings.namespace,
        data_converter=data_converter(settings.keyring()),
        identity=IDENTITY,
        runtime=Runtime(telemetry=TelemetryConfig(logging=core_logging())),
    )


@asynccontextmanager
async def parts_of(settings: Settings) -> AsyncIterator[Parts]:
    """The adapters that the settings ask for, closed afterwards."""
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database.open(settings.store)
    clock = SystemClock()
    ledger = SqliteFactLedger(database, settings.keyring())
    try:
        with carriers_of(settings, database, clock) as carriers:
            yield Parts(
                post=carriers,
                sends=SqliteSendLedger(database, clock),
                facts=ledger,
                clock=clock,
                paper=paper_of(settings, database, ledger, clock),
            )
    finally:
        database.close()


async def main() -> None:
    """Work until stopped."""
    use_packaged_rules()
    configure(Form.JSON, sys.stderr)
    settings = Settings()
    client = await connect(settings)
    async with parts_of(settings) as parts, working(client, parts):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
