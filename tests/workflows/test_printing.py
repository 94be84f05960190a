"""A letter on paper while things happen to its reader: what lies there must not go.

The mothers have neither mailbox nor telephone. Their invitations lie in the folder of
the print queue until somebody posts them.
"""

from __future__ import annotations

import json
from asyncio import gather
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from adapters.carriers.handovers import CarrierName
from adapters.carriers.message_ids import reference
from commands.rehearsal.skipping import SERVER
from domain.letters import Channel
from domain.requests import Request
from tests.activities.fakes import FakePost
from tests.dates import instant
from tests.workflows.family import MOTHER, SENT, ask, booking, first_edition
from tests.workflows.offices import equipped, intake_of, invitation, kinds, tasks
from tests.workflows.stage import Case, Stage, stage, until

pytestmark = pytest.mark.server

STARTS = instant("Mon 2027-02-15 10:00Z")
POSTED = SENT + timedelta(minutes=30)
HOLD = ask("hold-letters", 2, who=MOTHER, reason="risk")
#: What happens in each case while the letter lies there.
HAPPENS: Final[dict[str, Request]] = {
    "held": HOLD,
    "posted-by-hand": HOLD,
    "moved": ask("change-person", 2, person=MOTHER, since=SENT, post="1 Heron Quay"),
    "unsafe": ask("change-person", 2, person=MOTHER, since=SENT, safe={"write": False}),
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


@dataclass(frozen=True)
class Printing:
    """Cases whose letters were printed, and the folder in which they lie."""

    staged: Stage
    cases: dict[str, Case]
    folder: Path

    def lies(self, key: str) -> bool:
        return (self.folder / "print" / f"{reference(key)}.pdf").exists()

    async def learned(self, ref: str, kind: str) -> dict[str, Any]:
        """What the first fact of a kind says, once it is on record."""
        row, *_ = await self.staged.fact(self.cases[ref], kind)
        said: dict[str, Any] = json.loads(row.body)
        return said

    async def submit(self, ref: str, request: Request) -> None:
        await self.staged.submit(self.cases[ref], request)


@asynccontextmanager
async def printed(folder: Path) -> AsyncIterator[Printing]:
    mail = {CarrierName.SMTP: FakePost()}
    outfit = equipped(folder / "print", mail, {Channel.EMAIL: CarrierName.SMTP})
    async with stage(folder, SENT, SERVER, outfit=outfit) as staged:
        on_paper = {"email": None, "phone": None}
        cases = {
            ref: await staged.start(first_edition(intake_of(ref, **on_paper)))
            for ref in HAPPENS
        }
        on = Printing(staged, cases, folder)
        invite = booking(1, SENT, STARTS, invite=[MOTHER])
        await gather(*(on.submit(ref, invite) for ref in cases))
        await gather(*(on.learned(ref, "letter-handed-over") for ref in cases))
        yield on


def posting(number: int, key: str) -> Request:
    return ask(
        "record-posted", number, role="business-support", key=key, posted_at=POSTED
    )


async def test_what_lies_to_be_posted_is_taken_back_when_it_must_not_go(
    tmp_path: Path,
) -> None:
    async with printed(tmp_path) as on:
        lay = [on.lies(paper(ref)) for ref in HAPPENS]
        (on.folder / "print" / f"{reference(paper('posted-by-hand'))}.pdf").unlink()
        await gather(*(on.submit(ref, asked) for ref, asked in HAPPENS.items()))
        taken = {ref: await on.learned(ref, "letter-taken-back") for ref in HAPPENS}
        await gather(*(on.staged.idle(case) for case in on.cases.values()))
        lie = [on.lies(paper(ref)) for ref in HAPPENS]
        anew = {ref: on.lies(f"{paper(ref)}~1") for ref in HAPPENS}
        await released_and_posted(on, "held")
        learned = {ref: await kinds(on.staged, case) for ref, case in on.cases.items()}

    assert lay == [True] * len(HAPPENS)
    assert lie == [False] * len(HAPPENS)
    assert {r for r in HAPPENS if not taken[r]["found"]} == {"posted-by-hand"}
    assert tasks(tmp_path, "posted-by-hand")["take-back-printed"] == "business-support"
    assert [ref for ref in HAPPENS if anew[ref]] == ["moved"]
    assert learned["held"]["invitation-sent"] == 1
    assert [r for r in HAPPENS if learned[r]["invitation-sent"]] == ["held"]


def paper(ref: str) -> str:
    return invitation(ref, "post")


async def released_and_posted(on: Printing, ref: str) -> None:
    """Printed again once it may go, and posted: then nothing takes it back."""
    again = f"{paper(ref)}~1"
    await on.submit(ref, ask("release-letters", 3, who=MOTHER))

    async def lies() -> bool:
        return on.lies(again)

    await until(lies)
    await on.staged.fact(on.cases[ref], "letter-handed-over", 2)
    await on.staged.wind(on.cases[ref], POSTED)
    await on.submit(ref, posting(4, again))
    await on.submit(ref, ask("hold-letters", 5, who=MOTHER, reason="risk"))
    await on.staged.idle(on.cases[ref])
    assert on.lies(again)
