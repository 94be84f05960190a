"""A payload copied from one case into another is read nowhere, and stops nothing.

The forger holds Temporal's own client and a worker of their own, and no key.
"""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, cast

import pytest
from temporalio import activity, workflow
from temporalio.api.common.v1 import Payload
from temporalio.api.failure.v1 import Failure
from temporalio.client import Client, WorkflowHandle
from temporalio.common import RawValue
from temporalio.converter import (
    DataConverter,
    DefaultFailureConverter,
    PayloadConverter,
    WorkflowSerializationContext,
)

from adapters.embedded_server import EmbeddedServer
from adapters.sealing.custody import Custody
from tests.adapters.sealing.listener import (
    CANARY,
    ELSEWHERE,
    QUEUE,
    Listener,
    client_of,
    mark,
    working,
)
from tests.adapters.sealing.test_contexts import live, payloads, place_of
from tests.workflows.stage import until

pytestmark = pytest.mark.server

CASE: Final = "case/CP-2"
FORGED: Final = "forged"
#: What was copied out of the other case's history, by event and field.
STOLEN: Final[dict[tuple[str, str], Payload]] = {}


def stolen(event: str, field: str) -> RawValue:
    return RawValue(STOLEN[event, field])


@activity.defn(name="deliver")
async def pastes_a_result(_: RawValue) -> RawValue:
    return stolen("activity_task_completed", "result")


@activity.defn(name="refuse")
async def pastes_a_failure(_: RawValue) -> None:
    raise ValueError("to be written over")


class PastingFailures(DefaultFailureConverter):
    """Every failure says what a failure of the other case said."""

    def to_failure(
        self,
        exception: BaseException,
        payload_converter: PayloadConverter,
        failure: Failure,
    ) -> None:
        super().to_failure(exception, payload_converter, failure)
        failure.message = "Encoded failure"
        words = STOLEN["activity_task_failed", "encoded_attributes"]
        failure.encoded_attributes.CopyFrom(words)


@workflow.defn
class Forger:
    """Takes the case's place on a worker of the forger's."""

    def __init__(self) -> None:
        self.asked = False

    @workflow.run
    async def run(self, what: str) -> RawValue:
        if what == "continue":
            pasted = stolen("workflow_execution_continued_as_new", "input")
            workflow.continue_as_new(
                args=[pasted], workflow="Listener", task_queue=QUEUE
            )
        if what == "order":
            ordered: RawValue = await workflow.execute_activity(
                "deliver",
                stolen("activity_task_scheduled", "input"),
                task_queue=QUEUE,
                result_type=RawValue,
                start_to_close_timeout=timedelta(seconds=10),
            )
            return ordered
        await workflow.wait_condition(lambda: self.asked)
        return stolen("workflow_execution_completed", "result")

    @workflow.update
    async def ask(self, _: RawValue) -> RawValue:
        self.asked = True
        return stolen("workflow_execution_update_completed", "success")


async def steal(client: Client) -> None:
    """Let a case live, and copy one payload of each place out of its histories."""
    for run in await live(client):
        history = client.get_workflow_handle("case/CP-1", run_id=run).fetch_history()
        for event in (await history).events:
            for field, payload in payloads(event):
                STOLEN[place_of(event), field] = payload


async def into_a_case_of_ours(forger: Client, ours: Client) -> dict[str, str]:
    """The case runs on our worker, and the forger starts it and speaks to it."""
    await forger.start_workflow(
        "Listener",
        stolen("workflow_execution_started", "input"),
        id=CASE,
        task_queue=QUEUE,
        memo={"first": STOLEN["workflow_execution_started", "memo"]},
        static_summary=cast(str, STOLEN["workflow_execution_started", "summary"]),
    )
    case, seen = ours.get_workflow_handle(CASE), forger.get_workflow_handle(CASE)
    await seen.signal("ours", stolen("workflow_execution_signaled", "input"))
    asked = stolen("workflow_execution_update_accepted", "args")
    await seen.execute_update("ask", asked, result_type=RawValue)
    answer = await seen.query("so_far", asked, result_type=RawValue)
    (told,) = await ours.data_converter.with_context(
        WorkflowSerializationContext("default", CASE)
    ).decode([answer.payload], [list[str]])
    result = await case.execute_update(
        Listener.act, args=["deliver", ELSEWHERE, CANARY]
    )
    failure = await case.execute_update(
        Listener.act, args=["refuse", ELSEWHERE, CANARY]
    )
    heard = await case.query("so_far", CANARY, result_type=list[str])
    described = await case.describe()
    with pytest.raises(KeyError) as memo:
        await described.memo()
    with pytest.raises(KeyError) as summary:
        await described.static_summary()
    await case.signal("last", CANARY)
    await case.result()
    return {
        # Whether it began before it was told is a race that says nothing here.
        "heard": ", ".join(sorted(heard)),
        "result": result,
        "failure": failure,
        "memo": str(memo.value),
        "summary": str(summary.value),
        "query": told[-1],
    }


async def as_the_case(forger: Client, ours: Client) -> dict[str, str]:
    """The case runs on the forger's worker, and we and our worker read what it does."""

    async def start(what: str) -> WorkflowHandle[Any, RawValue]:
        await forger.start_workflow("Forger", what, id=CASE, task_queue=FORGED)
        return ours.get_workflow_handle(CASE, result_type=RawValue)

    relayed = await (await start("order")).result()
    (ordered,) = await ours.data_converter.decode([relayed.payload], [str])
    ending = await start("end")
    answer = await ending.execute_update("ask", CANARY, result_type=RawValue)
    ended = await ending.result()
    await start("continue")
    continued = ours.get_workflow_handle(CASE)
    await until(lambda: is_ours(continued))
    heard = await continued.query("so_far", CANARY, result_type=list[str])
    await continued.signal("last", CANARY)
    return {
        "order": ordered,
        "relayed": mark(relayed),
        "answer": mark(answer),
        "end": mark(ended),
        "continued": heard[0],
    }


async def is_ours(case: WorkflowHandle[Any, Any]) -> bool:
    return (await case.describe()).workflow_type == "Listener"


async def test_nothing_of_one_case_is_read_in_another_wherever_it_is_pasted(
    tmp_path: Path, custody: Custody
) -> None:
    log, database = tmp_path / "temporal.log", tmp_path / "temporal.db"
    async with (
        EmbeddedServer(log=log, database=database) as server,
        AsyncExitStack() as stack,
    ):
        ours = await client_of(server.address, custody)
        forger = await Client.connect(
            server.address,
            data_converter=DataConverter(failure_converter_class=PastingFailures),
        )
        for worker in (
            working(ours),
            working(forger, FORGED, workflows=[Forger]),
            working(forger, ELSEWHERE, activities=[pastes_a_result, pastes_a_failure]),
        ):
            await stack.enter_async_context(worker)
        await steal(ours)
        spoken_to = await into_a_case_of_ours(forger, ours)
        taken_over = await as_the_case(forger, ours)

    assert spoken_to == {
        "heard": "ask elsewhere, elsewhere, ours, query readable, start elsewhere",
        "result": "result elsewhere",
        "failure": "failed: ValueError: Encoded failure",
        "memo": "'Unknown payload encoding binary/encrypted'",
        "summary": "'Unknown payload encoding binary/encrypted'",
        "query": "query elsewhere",
    }
    assert taken_over == {
        "order": f"deliver elsewhere {CANARY}",
        "relayed": "elsewhere",
        "answer": "elsewhere",
        "end": "elsewhere",
        "continued": "start elsewhere",
    }
