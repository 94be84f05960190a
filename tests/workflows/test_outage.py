"""The carrier is down for a day, or for ever: on a server whose clock is skipped."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.bridge.proto.workflow_activation import WorkflowActivation
from temporalio.bridge.proto.workflow_commands import WorkflowCommand
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.client import WorkflowExecutionStatus, WorkflowHandle
from temporalio.testing import WorkflowEnvironment
from temporalio.worker import WorkflowRunner

import worker
from adapters.clock import SystemClock
from adapters.record.fact_ledger import SqlFactLedger
from adapters.send_ledger import SqlSendLedger
from adapters.store.database import Database
from commands.rehearsal.paper import paper_in_memory
from domain.letters import Channel, Standing
from domain.recording import Row
from tests.dates import instant
from tests.ledgers import facts_of
from tests.workflows.family import (
    MOTHER,
    MOTHERS_MAIL,
    SENT,
    VISITORS_MAIL,
    an_intake,
    booking,
    first_edition,
)
from tests.workflows.offices import MOTHERS_HOME, MOTHERS_PHONE, intake_of
from tests.workflows.runners import Watched, at_another_time
from tests.workflows.stage import Letterbox, until
from workflows import ASK_DUTIES, CASES, SUBMIT, workflow_id

pytestmark = pytest.mark.server

STARTS = instant("Mon 2027-02-15 10:00Z")
GIVEN_UP = instant("Wed 2027-01-20 09:00Z")
LONGEST_WAIT = timedelta(minutes=15)
#: When each way's time to say that a letter arrived is over.
LOST = (
    instant("Fri 2027-01-08 08:00Z"),
    instant("Mon 2027-01-11 08:00Z"),
    instant("Mon 2027-01-18 08:00Z"),
)


def unattributed(inner: WorkflowRunner) -> WorkflowRunner:
    """Cases that show no search attributes: this server cannot be given any."""

    def before(_: WorkflowActivation) -> None:
        """Nothing is done to what goes in."""

    def after(_: WorkflowActivation, completion: WorkflowActivationCompletion) -> None:
        commands = completion.successful.commands
        kept = [
            WorkflowCommand.FromString(command.SerializeToString())
            for command in commands
            if not command.HasField("upsert_workflow_search_attributes")
        ]
        if len(kept) < len(commands):
            del commands[:]
            commands.extend(kept)

    return Watched(inner, before, after)


@asynccontextmanager
async def booked(
    server: WorkflowEnvironment,
    folder: Path,
    mail: Letterbox,
    intake: bytes | None = None,
) -> AsyncIterator[tuple[WorkflowHandle[Any, Any], SqlFactLedger]]:
    """A case whose conference has just been booked, and its record."""
    clock = SystemClock()
    database = Database.open(folder / "vigil.db")
    facts = facts_of(database)
    sends, paper = SqlSendLedger(database, clock), paper_in_memory(facts)
    parts = worker.Parts(mail, sends, facts, clock, paper)
    shift = SENT - await server.get_current_time()
    runner = at_another_time(unattributed(worker.sandbox()), shift)
    async with AsyncExitStack() as stack:
        for each in worker.workers(server.client, parts, runner):
            await stack.enter_async_context(each)
        case = await server.client.start_workflow(
            "ChildProtectionCase",
            first_edition(intake or an_intake()),
            id=workflow_id("CP-1"),
            task_queue=CASES,
        )
        await case.execute_update(SUBMIT, booking(1, SENT, STARTS))
        yield case, facts
    database.close()


async def learned(facts: SqlFactLedger, kind: str, count: int = 1) -> list[Row]:
    """The facts of a kind, once there are at least so many about the mother."""

    async def ask() -> list[Row]:
        rows = await facts.facts("CP-1")
        found = [r for r in rows if r.kind == kind and f"/{MOTHER}-" in r.body]
        return found if len(found) >= count else []

    return await until(ask)


async def test_after_a_day_without_mail_everything_is_sent_once(
    old_server: WorkflowEnvironment, tmp_path: Path
) -> None:
    mail = Letterbox(shut={MOTHERS_MAIL, VISITORS_MAIL})
    async with booked(old_server, tmp_path, mail):
        await old_server.sleep(timedelta(hours=24))
        tried, taken = dict(mail.tries), len(mail.taken)
        mail.shut.clear()
        await old_server.sleep(LONGEST_WAIT + timedelta(minutes=1))

        async def both() -> bool:
            return len(mail.taken) >= 2

        await until(both)

    assert taken == 0
    (to_mother,) = (n for key, n in tried.items() if "/p-mother-" in key)
    (to_visitor,) = (n for key, n in tried.items() if "/p-visitor-" in key)
    assert to_visitor > 90
    # The family is tried by day alone, so that nothing reaches them at night.
    assert 30 < to_mother < to_visitor * 2 / 3
    assert sorted(m.address for m in mail.taken) == [VISITORS_MAIL, MOTHERS_MAIL]


async def test_after_fourteen_days_the_next_way_is_tried_and_goes(
    old_server: WorkflowEnvironment, tmp_path: Path
) -> None:
    mail = Letterbox(shut={MOTHERS_MAIL})
    reached = intake_of("CP-1")
    async with booked(old_server, tmp_path, mail, reached) as (_, facts):
        await old_server.sleep(timedelta(days=14, hours=1))
        (lost,) = await learned(facts, "letter-not-delivered")
        (text,) = await learned(facts, "letter-handed-over")

        async def told() -> list[str]:
            return [m.body for m in mail.taken if "/digest/business-support/" in m.key]

        await old_server.sleep(timedelta(days=1))
        (digest,) = await until(told)

    assert GIVEN_UP - LONGEST_WAIT <= lost.at <= GIVEN_UP
    assert '"why":"no-answer-in-time"' in lost.body
    assert '"channel":"text"' in text.body
    assert [m.address for m in mail.taken if m.channel is Channel.TEXT] == [
        MOTHERS_PHONE
    ]
    assert "Quillfeather" not in digest


def unnumbered(key: str) -> str:
    """A task's key without the number by which each asking has its own."""
    numbered, _, role = key.rpartition("/")
    return f"{numbered.rpartition('-')[0]}/{role}"


async def test_after_fourteen_days_without_another_way_people_have_tasks(
    old_server: WorkflowEnvironment, tmp_path: Path
) -> None:
    mail = Letterbox(shut={MOTHERS_MAIL})
    async with booked(old_server, tmp_path, mail) as (case, facts):
        await old_server.sleep(timedelta(days=14, hours=1))

        async def tasks() -> list[str]:
            found = sorted(m.key for m in mail.taken if "/task/" in m.key)
            return [unnumbered(key) for key in found] if len(found) >= 2 else []

        (row,) = await learned(facts, "letter-failed")
        keys = await until(tasks)
        duties = await case.query(ASK_DUTIES)
        status = (await case.describe()).status

    assert GIVEN_UP - LONGEST_WAIT <= row.at <= GIVEN_UP
    assert '"why":"no-answer-in-time"' in row.body
    assert status is WorkflowExecutionStatus.RUNNING
    assert keys == [
        "CP-1/task/letter-failed/letter-1/business-support",
        "CP-1/task/visit/invitation/conf-1/r1/p-mother/social-worker",
    ]
    open_now = [duty["key"] for duty in duties if duty["standing"] == "open"]
    assert "letter-not-delivered/letter-1/household" in open_now


async def test_a_letter_of_which_nothing_is_heard_goes_by_each_way_in_its_time(
    old_server: WorkflowEnvironment, tmp_path: Path
) -> None:
    """E-mail has until Fri 2027-01-08, a text until Mon 2027-01-11, 08:00 each time.

    The post, sent on that Monday, has until Mon 2027-01-18; then somebody goes there.
    """
    mail = Letterbox(says=Standing.SENT)
    reached = intake_of("CP-1")
    async with booked(old_server, tmp_path, mail, reached) as (_, facts):
        await old_server.sleep(timedelta(days=13))
        lost = await learned(facts, "letter-not-delivered", 3)

        async def visit() -> list[str]:
            tasks = [m.key for m in mail.taken if "/task/visit/" in m.key]
            return [key for key in tasks if f"/{MOTHER}-" in key]

        visits = await until(visit)

    letters = [m for m in mail.taken if "/task/" not in m.key]
    theirs = [(m.channel, m.address) for m in letters if f"/{MOTHER}-" in m.key]
    assert theirs == [
        (Channel.EMAIL, MOTHERS_MAIL),
        (Channel.TEXT, MOTHERS_PHONE),
        (Channel.POST, MOTHERS_HOME),
    ]
    for row, over in zip(lost, LOST, strict=True):
        assert over - LONGEST_WAIT <= row.at <= over
    assert len(visits) == 1
