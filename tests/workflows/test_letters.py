"""Letters that were stopped, or sent elsewhere, while the carrier was being tried."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from temporalio.api.enums.v1 import EventType

from tests.dates import instant
from tests.replay.keeping import remember
from tests.workflows.family import (
    MOTHER,
    MOTHERS_MAIL,
    SENT,
    VISITOR,
    VISITORS_MAIL,
    an_intake,
    ask,
    booking,
    first_edition,
)
from tests.workflows.histories import awaits_only, of
from tests.workflows.stage import Case, Stage, stage, until

pytestmark = pytest.mark.server

STARTS = instant("Mon 2027-01-25 10:00Z")
NEW_MAIL = "ana.sol@elsewhere.example"
CANCELLED = EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED


async def waits_for(staged: Stage, case: Case, letters: int) -> None:
    await until(lambda: _awaits(staged, case, letters))


async def _awaits(staged: Stage, case: Case, letters: int) -> bool:
    return awaits_only(await staged.events(case), letters)


def tries_to(staged: Stage, person: str) -> int:
    return sum(n for key, n in staged.mail.tries.items() if f"/{person}-" in key)


async def test_held_letters_stop_at_once_and_go_once_when_they_are_released(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, SENT) as staged:
        staged.mail.shut = {MOTHERS_MAIL}
        case = await staged.start(first_edition(an_intake()))
        await staged.submit(case, booking(1, SENT, STARTS))
        await waits_for(staged, case, 1)
        await staged.submit(case, ask("hold-letters", 2, who=MOTHER, reason="risk"))
        stopped = await staged.idle(case)
        tried = tries_to(staged, MOTHER)
        staged.mail.shut.clear()
        await staged.wind(case, SENT + timedelta(hours=1))
        silent = tries_to(staged, MOTHER) == tried
        await staged.submit(case, ask("release-letters", 3, who=MOTHER))
        await staged.idle(case)
        await remember(staged, case, "a-hold")

    assert len(list(of(stopped, CANCELLED))) == 1
    assert tried >= 1
    assert silent
    assert len(staged.mail.to(MOTHERS_MAIL)) == 1
    assert len(staged.mail.to(VISITORS_MAIL)) == 1


async def test_a_new_address_withdraws_the_letter_and_only_it_receives_one(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, SENT) as staged:
        staged.mail.shut = {VISITORS_MAIL}
        case = await staged.start(first_edition(an_intake()))
        await staged.submit(case, booking(1, SENT, STARTS))
        await waits_for(staged, case, 1)
        change = ask("change-person", 2, person=VISITOR, since=SENT, email=NEW_MAIL)
        await staged.submit(case, change)
        events = await staged.idle(case)
        staged.mail.shut.clear()
        await staged.wind(case, SENT + timedelta(hours=1))
        await staged.idle(case)
        await remember(staged, case, "a-new-address")

    assert len(list(of(events, CANCELLED))) == 1
    assert staged.mail.to(VISITORS_MAIL) == []
    assert len(staged.mail.to(NEW_MAIL)) == 1
    assert len(staged.mail.to(MOTHERS_MAIL)) == 1


async def test_an_attempt_that_fails_after_its_letter_was_stopped_is_no_failed_letter(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, SENT) as staged:
        staged.mail.shut, staged.mail.slow = {MOTHERS_MAIL}, {MOTHERS_MAIL}
        case = await staged.start(first_edition(an_intake()))
        await staged.submit(case, booking(1, SENT, STARTS))

        async def under_way() -> bool:
            return tries_to(staged, MOTHER) == 1

        await until(under_way)
        await staged.submit(case, ask("hold-letters", 2, who=MOTHER, reason="risk"))
        await waits_for(staged, case, 1)
        staged.mail.open.set()
        await staged.idle(case)
        staged.mail.shut.clear()
        await staged.submit(case, ask("release-letters", 3, who=MOTHER))
        await staged.idle(case)
        facts = [row.kind for row in await staged.record(case)]

    assert "letter-failed" not in facts
    assert len(staged.mail.to(MOTHERS_MAIL)) == 1
