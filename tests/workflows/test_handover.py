"""A case continues as new again and again while its letters cannot be delivered."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from temporalio.client import WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError

from domain.reading import CASE, read
from domain.views import CaseView, case_view
from tests.dates import instant
from tests.replay.keeping import remember
from tests.workflows.family import (
    MOTHERS_MAIL,
    SENT,
    VISITORS_MAIL,
    an_intake,
    booking,
    first_edition,
    note,
)
from tests.workflows.histories import at, awaits_only, pending_timers
from tests.workflows.stage import SHORT_RUNS, Case, Stage, stage, until
from workflows import ASK_CASE

pytestmark = pytest.mark.server

STARTS = instant("Mon 2027-01-25 10:00Z")
NOTES = range(10, 26)
NIGHTFALL = instant("Wed 2027-01-06 20:00Z")
A_WHILE = timedelta(minutes=1)


async def runs_of(staged: Stage, case: Case) -> list[str]:
    """The case's runs, the oldest first, each named by the one before it."""
    runs, following = [], case.first_execution_run_id
    while following:
        runs.append(following)
        handle = staged.client.get_workflow_handle(case.id, run_id=following)
        last = (await handle.fetch_history()).events[-1]
        asked = last.workflow_execution_continued_as_new_event_attributes
        following = asked.new_execution_run_id
    return runs


async def handed_over(staged: Stage, case: Case) -> list[tuple[CaseView, CaseView]]:
    """For each run that ended: the case as it was then, and as the next one began."""
    found = []
    for run in (await runs_of(staged, case))[:-1]:
        handle = staged.client.get_workflow_handle(case.id, run_id=run)
        last = list((await handle.fetch_history()).events)[-1]
        asked = last.workflow_execution_continued_as_new_event_attributes
        codec = staged.client.data_converter.payload_codec
        assert codec is not None
        (given,) = await codec.decode(asked.input.payloads)
        before = await handle.query(ASK_CASE)
        now = at(last) + staged.shift
        after = case_view(read(CASE, given.data), now)
        found.append((CaseView.model_validate(before), after))
    return found


async def test_nothing_is_lost_or_sent_twice_or_done_twice_across_many_runs(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, SENT, SHORT_RUNS) as staged:
        case = await staged.start(first_edition(an_intake()))
        staged.mail.shut = {MOTHERS_MAIL}
        receipt = await staged.submit(case, booking(1, SENT, STARTS))
        for number in NOTES:
            await staged.submit(case, note(number, SENT))
        again = await staged.submit(case, booking(1, SENT, STARTS))
        with pytest.raises(WorkflowUpdateFailedError) as refused:
            await staged.submit(case, booking(1, SENT, STARTS + timedelta(days=1)))
        await until(lambda: only_the_mothers_letter_waits(staged, case))
        (timer,) = pending_timers(await staged.events(case))
        staged.mail.shut.clear()
        await staged.wind(case, SENT + timedelta(minutes=20))
        await staged.idle(case)
        views = await handed_over(staged, case)
        facts = await staged.record(case)
        runs = await runs_of(staged, case)
        for number, run in enumerate(runs[:2], start=1):
            await remember(staged, case, f"a-handover-{number}", run)

    assert len(runs) >= 4
    assert all(before == after for before, after in views)
    assert (receipt["repeated"], again["repeated"]) == (False, True)
    assert isinstance(refused.value.cause, ApplicationError)
    assert refused.value.cause.details[0] == "id-reused"
    assert [row.no for row in facts] == list(range(1, len(facts) + 1))
    kinds = Counter(row.kind for row in facts)
    assert kinds["protective-action-taken"] == len(NOTES)
    assert kinds["conference-booked"] == 1
    assert sorted(m.address for m in staged.mail.taken) == sorted(
        [MOTHERS_MAIL, VISITORS_MAIL]
    )
    # The mother's letter rests at nightfall: nothing else wakes the case before.
    assert NIGHTFALL <= timer.fires_at + staged.shift < NIGHTFALL + A_WHILE


async def only_the_mothers_letter_waits(staged: Stage, case: Case) -> bool:
    return awaits_only(await staged.events(case), activities=1)
