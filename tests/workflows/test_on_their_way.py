"""Somebody moves, is excluded or dies while a letter to them is tried or followed."""

from __future__ import annotations

from asyncio import gather
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from adapters.carriers.handovers import CarrierName
from adapters.carriers.message_ids import reference
from commands.rehearsal.skipping import SERVER
from domain.letters import Channel, Standing
from domain.requests import Request
from tests.dates import instant
from tests.workflows.family import (
    MOTHER,
    MOTHERS_MAIL,
    SENT,
    ask,
    booking,
    first_edition,
    note,
)
from tests.workflows.histories import awaits_only
from tests.workflows.offices import (
    ByCase,
    equipped,
    intake_of,
    invitation,
    kinds,
    tasks,
)
from tests.workflows.stage import SHORT_RUNS, Case, Letterbox, Stage, stage, until

pytestmark = pytest.mark.server

STARTS = instant("Mon 2027-02-15 10:00Z")
AN_HOUR_LATER = SENT + timedelta(hours=1)
NEW_MAIL, NEW_PHONE = "m.quillfeather@elsewhere.example", "07700 900456"
HAPPENS: Final[dict[str, Request]] = {
    "moved": ask(
        "change-person", 2, person=MOTHER, since=SENT, email=NEW_MAIL, phone=NEW_PHONE
    ),
    "excluded": ask(
        "exclude-from-conference",
        2,
        role="chair",
        person=MOTHER,
        excluded_at=SENT,
        reason="bail-conditions",
        words="The court forbids it.",
    ),
    "died": ask("record-death", 2, who=MOTHER, died_at=SENT),
}
TRIED, FOLLOWED = "tried", "followed"
CASES: Final = tuple(f"{how}-{what}" for how in (TRIED, FOLLOWED) for what in HAPPENS)


def letterboxes() -> dict[str, Letterbox]:
    """Shut to the mother where she is tried; where not, more will be heard."""
    return {
        ref: Letterbox(shut={MOTHERS_MAIL})
        if ref.startswith(TRIED)
        else Letterbox(says=Standing.SENT)
        for ref in CASES
    }


async def one_waits(staged: Stage, case: Case) -> None:
    """The letter, or the question what became of it, is tried again and again."""

    async def waits() -> bool:
        return awaits_only(await staged.events(case), 1)

    await until(waits)


async def test_a_letter_under_way_reaches_nobody_whom_it_may_not_reach(
    tmp_path: Path,
) -> None:
    mail = letterboxes()
    by_case = ByCase(mail)
    outfit = equipped(
        tmp_path / "print",
        {CarrierName.SMTP: by_case, CarrierName.NOTIFY: by_case},
        {Channel.EMAIL: CarrierName.SMTP, Channel.TEXT: CarrierName.NOTIFY},
    )
    async with stage(tmp_path, SENT, SERVER, outfit=outfit) as staged:
        cases = {
            ref: await staged.start(first_edition(intake_of(ref))) for ref in CASES
        }
        invite = booking(1, SENT, STARTS, invite=[MOTHER])
        await gather(*(staged.submit(case, invite) for case in cases.values()))
        await gather(*(one_waits(staged, case) for case in cases.values()))
        for ref, case in cases.items():
            await staged.submit(case, HAPPENS[ref.partition("-")[2]])
            mail[ref].shut.clear()
            if ref.startswith(FOLLOWED):
                mail[ref].says = Standing.PERMANENT_FAILURE
        await gather(*(staged.wind(case, AN_HOUR_LATER) for case in cases.values()))
        await gather(*(staged.idle(case) for case in cases.values()))
        learned = {ref: await kinds(staged, case) for ref, case in cases.items()}
        asked = {ref: set(tasks(tmp_path, ref)) for ref in CASES}

    assert {ref: to_mother(mail[ref]) for ref in CASES} == {
        "tried-moved": [NEW_MAIL],
        "tried-excluded": [],
        "tried-died": [],
        # The text went to where she is by now; what became of it is the same.
        "followed-moved": [MOTHERS_MAIL, NEW_PHONE],
        "followed-excluded": [MOTHERS_MAIL],
        "followed-died": [MOTHERS_MAIL],
    }
    # Hers alone who moved: neither the e-mail nor the text had reached her.
    lies = [file.stem for file in (tmp_path / "print").glob("*.pdf")]
    assert lies == [reference(invitation("followed-moved", "post"))]
    assert asked["tried-excluded"] == {"decide-what-to-tell"}
    assert asked["followed-excluded"] == {"decide-what-to-tell", "decide-what-to-send"}
    assert asked["tried-died"] == asked["followed-died"] == set()
    assert [ref for ref in CASES if learned[ref]["letter-failed"]] == []


def to_mother(box: Letterbox) -> list[str]:
    """Where letters to her went; not what people were asked to do about them."""
    letters = (m for m in box.taken if "/task/" not in m.key)
    return [m.address for m in letters if f"/{MOTHER}-" in m.key]


async def test_a_letter_is_followed_from_one_run_to_the_next_and_goes_once(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, SENT, SERVER | SHORT_RUNS) as staged:
        staged.mail.says = Standing.SENT
        case = await staged.start(first_edition(intake_of("CP-1")))
        await staged.submit(case, booking(1, SENT, STARTS, invite=[MOTHER]))
        for number in range(2, 12):
            await staged.submit(case, note(number, SENT))
        await until(lambda: has_gone_on(case))
        staged.mail.says = Standing.DELIVERED
        await staged.wind(case, AN_HOUR_LATER)
        await staged.fact(case, "letter-delivered")
        learned = await kinds(staged, case)

    assert to_mother(staged.mail) == [MOTHERS_MAIL]
    assert (learned["letter-handed-over"], learned["letter-delivered"]) == (1, 1)
    assert learned["letter-not-delivered"] == 0


async def has_gone_on(case: Case) -> bool:
    """The case lives in another run than the one that it was started with."""
    latest = await case.describe()
    return latest.run_id != case.first_execution_run_id
