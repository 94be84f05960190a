"""A case on a real server, from intake to outcome, with its clock wound on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.api.history.v1 import HistoryEvent

from domain.decide import short_hash
from domain.requests import Request
from tests.dates import instant
from tests.replay.keeping import remember
from tests.workflows.family import (
    DUTY,
    MISSED,
    MOTHER,
    SECRETS,
    SENT,
    VISITOR,
    an_intake,
    ask,
    booking,
    first_edition,
)
from tests.workflows.histories import of, pending_timers
from tests.workflows.stage import Case, Stage, stage
from workflows import APPROVE_DELAY, ASK_DUTIES, REFUSE_DELAY

pytestmark = pytest.mark.server

NEXT_MORNING = instant("Thu 2027-01-07 08:00Z")
FIRST_MORNING = instant("Tue 2027-01-19 08:00Z")
MISSED_MORNING = instant("Wed 2027-01-27 08:00Z")
STARTS = instant("Fri 2027-01-29 10:00Z")
RECORDED = instant("Fri 2027-01-29 12:00Z")
SMALL = 1_000
WORKERS_LIST = "CP-1/digest/social-worker"


def delay(number: int) -> Request:
    return ask(
        "request-delay",
        number,
        delay="delay-1",
        children=["child-1"],
        reasons="No chair is free in that week.",
        proposed_on="2027-01-29",
    )


def approval(number: int, role: str = "authorised-manager") -> Request:
    return ask(
        "approve-delay",
        number,
        role=role,
        delay="delay-1",
        document="Letter of the service, page 2.",
        reasons="The chair must know the family.",
        safeguards=[{"child": "child-1", "action": "A visit each day."}],
        checker="p-worker",
        first_check_on="2027-01-21",
        agreed_on="2027-01-29",
    )


def refusal(number: int) -> Request:
    return ask(
        "refuse-delay",
        number,
        role="authorised-manager",
        delay="delay-1",
        reasons="Another chair is free.",
    )


def held(number: int) -> Request:
    outcome = {"child": "child-1", "decided": "no-plan", "ends_with": "no-risk-found"}
    return ask(
        "record-conference-held",
        number,
        conference="conf-1",
        held_at=STARTS,
        present=[MOTHER, VISITOR, "p-worker"],
        outcomes=[outcome],
    )


async def live(staged: Stage, case: Case) -> list[dict[str, Any]]:
    """Reminded, delayed by agreement, booked, missed, then held; the receipts."""
    await staged.idle(case)
    await staged.wind(case, FIRST_MORNING)
    receipts = [await staged.submit(case, delay(1))]
    await case.signal(APPROVE_DELAY, approval(2))
    await staged.fact(case, "delay-approved")
    receipts.append(await staged.submit(case, booking(3, FIRST_MORNING, STARTS)))
    await staged.idle(case)
    await staged.wind(case, MISSED_MORNING)
    await staged.wind(case, RECORDED)
    receipts.append(await staged.submit(case, held(4)))
    await staged.fact(case, "conference-held")
    return receipts


async def test_a_case_lives_from_intake_to_outcome_with_every_instant_kept(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, SENT) as staged:
        case = await staged.start(first_edition(an_intake()))
        receipts = await live(staged, case)
        events = await staged.idle(case)
        duties = {duty["key"]: duty for duty in await case.query(ASK_DUTIES)}
        facts = await staged.record(case)
        summaries = await read_summaries(staged, events)
        await remember(staged, case, "a-life")

    missed = [row for row in facts if row.kind == "deadline-missed"]
    assert MISSED in [row.at for row in missed]
    assert all(row.recorded_at == row.at for row in missed)
    assert (duties[DUTY]["standing"], duties[DUTY]["due_on"]) == (
        "met late",
        "2027-01-26",
    )
    assert [row.no for row in facts] == list(range(1, len(facts) + 1))
    assert len(pending_timers(events)) == 1
    assert max(len(json.dumps(receipt)) for receipt in receipts) < SMALL
    letters_are_right(Counter(message.key for message in staged.mail.taken))
    attributes_are_right(attributes(events))
    assert "looks again at Tue 19 Jan 2027 00:00 UTC" in summaries
    assert {"digest to social-worker", "invitation to p-mother"} <= summaries
    nothing_clear_names_anybody(tmp_path)


def letters_are_right(sent: Counter[str]) -> None:
    assert set(sent.values()) == {1}
    escalated = [key for key in sent if key.startswith(f"CP-1/escalation/{DUTY}/")]
    assert [key.split("/")[-1] for key in escalated] == ["first-line-manager"]
    # The agreement came when that morning's list had gone, and was told all the same.
    morning = [key for key in sent if key.startswith(f"{WORKERS_LIST}/2027-01-19")]
    assert len(morning) == 2
    assert sum("/invitation/" in key for key in sent) == 2


def attributes(events: Sequence[HistoryEvent]) -> list[dict[str, Any]]:
    """What the case showed, change by change."""
    kind = EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES
    found = [
        e.upsert_workflow_search_attributes_event_attributes.search_attributes
        for e in of(events, kind)
    ]
    return [
        {
            name: json.loads(payload.data) if payload.data else None
            for name, payload in each.indexed_fields.items()
        }
        for each in found
    ]


def attributes_are_right(shown: list[dict[str, Any]]) -> None:
    """Each change says something new, and the first says everything."""
    assert shown[0] == {
        "VigilRulebook": "pan-sussex",
        "VigilStage": "enquiry",
        "VigilNextDue": "2027-01-26T00:00:00+00:00",
        "VigilMissed": 0,
    }
    so_far: dict[str, Any] = {}
    for change in shown:
        assert all(so_far.get(name, ...) != value for name, value in change.items())
        so_far |= change
    assert (so_far["VigilStage"], so_far["VigilRulebook"]) == ("no plan", "pan-sussex")


async def read_summaries(staged: Stage, events: Sequence[HistoryEvent]) -> set[str]:
    """What the web page of the server says beside timers and activities."""
    codec = staged.client.data_converter.payload_codec
    assert codec is not None
    sealed = [e.user_metadata.summary for e in events if e.HasField("user_metadata")]
    return {json.loads(each.data) for each in await codec.decode(sealed)}


def nothing_clear_names_anybody(folder: Path) -> None:
    files = (file for file in folder.iterdir() if file.is_file())
    held = b"".join(file.read_bytes() for file in files)
    assert b"case/CP-1" in held
    assert [secret for secret in SECRETS if secret.encode() in held] == []


async def test_a_manager_may_refuse_by_signal_and_every_other_answer_leaves_its_trace(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, SENT) as staged:
        case = await staged.start(first_edition(an_intake()))
        await staged.submit(case, delay(1))
        await case.signal(APPROVE_DELAY, approval(2, role="social-worker"))
        await case.signal(REFUSE_DELAY, approval(3))
        await case.signal(REFUSE_DELAY, refusal(4))
        await case.signal(REFUSE_DELAY, refusal(4))
        await case.signal(APPROVE_DELAY, approval(5))
        refused = await staged.fact(case, "request-refused", 3)
        answers = await staged.fact(case, "delay-refused")
        (timer,) = pending_timers(await staged.idle(case))
        await remember(staged, case, "a-refused-delay")

    why = [json.loads(row.body)["why"] for row in refused]
    assert why == ["not-the-authority", "other-request", "delay-answered"]
    whose = [json.loads(row.body)["id"] for row in refused]
    assert whose == [short_hash("council#2"), None, short_hash("council#5")]
    assert len(answers) == 1
    assert timer.fires_at + staged.shift >= NEXT_MORNING
