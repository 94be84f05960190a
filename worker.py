"""Wire the ports to adapters and poll. The only place that knows every part."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import structlog
from temporalio.client import Client
from temporalio.plugin import SimplePlugin
from temporalio.runtime import Runtime
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
from adapters.engine_access import let_in
from adapters.gauges import watching
from adapters.logging import Form, configure
from adapters.namespaces import keep_for
from adapters.paper import paper_of
from adapters.record.fact_ledger import SqlFactLedger
from adapters.record.sealer import sealing
from adapters.record.signet import Signet
from adapters.retention_policies import load_retention
from adapters.sealing.converter import data_converter
from adapters.sealing.master import KeysNotReady, MasterKeyMissing
from adapters.search_attributes import ensure_search_attributes
from adapters.send_ledger import SqlSendLedger
from adapters.settings import Settings
from adapters.store.database import Database
from adapters.telemetry import runtime
from adapters.time_zones import use_packaged_rules
from adapters.told_wrongly import TOLD_WRONGLY, faults_of, names_of
from adapters.tracing import tracing
from domain.letters import Receipt
from workflows import CASES, MAIL, NAMES, RECORD
from workflows.case import ChildProtectionCase
from workflows.showing import ATTRIBUTES

#: Immutable, import-linted, no I/O: shared with every sandbox instead of re-imported.
PURE = (
    "domain",
    "rulebook",
    "activities",
    "pydantic_core",
    "dateutil",
    # Its other half imports this by name in the middle of a check, and would abort the
    # process if it met the sandbox's own copy.
    "cryptography",
)
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


async def connect(
    settings: Settings,
    engine: Runtime | None = None,
    plugins: Sequence[SimplePlugin] = (),
) -> Client:
    """A client whose payloads and failures are sealed, and whose logs name nobody.

    `engine`: one that serves its numbers; `plugins`: those of a trace. Raises
    sealing.master.KeysNotReady before anything is asked of the server.
    """
    await asyncio.to_thread(settings.custody.check)
    return await Client.connect(
        settings.temporal(),
        namespace=settings.namespace,
        data_converter=data_converter(settings.custody),
        identity=IDENTITY,
        runtime=engine or runtime(),
        tls=settings.temporal_tls(),
        api_key=settings.temporal_token(),
        plugins=list(plugins),
    )


@asynccontextmanager
async def parts_of(settings: Settings) -> AsyncIterator[Parts]:
    """The adapters that the settings ask for, closed afterwards."""
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = Database.open(settings.store)
    clock = SystemClock()
    signet = Signet(settings.custody.keyring)
    ledger = SqlFactLedger(database, settings.custody, signet)
    try:
        with carriers_of(settings, database, clock) as carriers:
            async with sealing(database, settings.custody, clock):
                yield Parts(
                    post=carriers,
                    sends=SqlSendLedger(database, clock),
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
    policy = load_retention(settings.retention, settings.rulebook_folders)
    engine = runtime(settings.metrics_address)
    async with AsyncExitStack() as stack:
        plugins = stack.enter_context(tracing(settings.traces_file, NAMES))
        client = await connect(settings, engine, plugins)
        await stack.enter_async_context(let_in(client, settings))
        await keep_for(client, policy)
        parts = await stack.enter_async_context(parts_of(settings))
        await stack.enter_async_context(working(client, parts))
        if settings.metrics_address is not None:
            numbers = watching(engine.metric_meter, client, settings.store)
            await stack.enter_async_context(numbers)
        await asyncio.Event().wait()


def run() -> None:
    """Work until stopped. Ends with 2 for what it is told wrongly, 3 for keys it lacks.

    What to do is said in words; the log line after it names the settings or the keys.
    """
    log = structlog.get_logger(__name__)
    try:
        asyncio.run(main())
    except TOLD_WRONGLY as wrong:
        faults = faults_of(wrong)
        _say(*(each.paragraph for each in faults))
        log.critical("settings_unusable", key=names_of(faults))
        sys.exit(2)
    except MasterKeyMissing as missing:
        _say(str(missing))
        log.critical("master_key_missing", key="|".join(missing.key_ids))
        sys.exit(3)
    except KeysNotReady as trouble:
        _say(str(trouble))
        log.critical("keys_not_ready", code=type(trouble).__name__)
        sys.exit(3)


def _say(*paragraphs: str) -> None:
    """To whoever started it: words of ours, in which no value of theirs stands."""
    sys.stderr.writelines(f"{each}\n" for each in paragraphs)


if __name__ == "__main__":
    run()
