"""Letters by GOV.UK Notify: what it turns down, what it says of them, who lies.

Each case has an office of its own. Nothing but what Notify answers when it is asked
decides what became of a letter; a callback is no more than a hint.
"""

from __future__ import annotations

from asyncio import gather, to_thread
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
import requests
from pydantic import SecretStr
from werkzeug import Response

from adapters.carriers.callback_server import serving
from adapters.carriers.handovers import CarrierName, Handovers
from adapters.carriers.message_ids import reference
from adapters.carriers.notify_callbacks import PATH, NotifyCallbacks
from adapters.clock import SystemClock
from adapters.store.database import Database
from commands.rehearsal.skipping import SERVER
from domain.letters import Channel
from tests.adapters.carriers.notify_office import NotifyOffice, at_notify, refused
from tests.dates import instant
from tests.workflows.family import MOTHER, SENT, booking, first_edition
from tests.workflows.offices import ByCase, equipped, intake_of, invitation, kinds
from tests.workflows.stage import Case, Stage, stage, until

pytestmark = [pytest.mark.server, pytest.mark.slow]

STARTS = instant("Mon 2027-02-15 10:00Z")
SOON, LATER, LAST = (SENT + timedelta(minutes=n) for n in (5, 60, 120))
TOKEN, FORGED = "t" * 32, "f" * 32
#: How it turns letters away, and what it says of those that it took.
TURNED_AWAY: Final = {
    "busy-429": Response(status=429),
    "broken-500": Response(status=500),
    "clock-403": Response(status=403),
}
REFUSED: Final = "refused-400"
FAILED: Final = ("permanent-failure", "temporary-failure", "technical-failure")
TOO_EARLY, A_LIE, LATE = EARLY_AND_LATE = ("told-early", "told-a-lie", "told-late")
EARLY: Final = (TOO_EARLY, A_LIE)
CASES: Final = (*TURNED_AWAY, REFUSED, *FAILED, *EARLY_AND_LATE)
BY_EMAIL, BY_TEXT = "/v2/notifications/email", "/v2/notifications/sms"


@dataclass(frozen=True)
class Scene:
    """Cases under way, the office of each, and the port where callbacks are taken."""

    staged: Stage
    cases: dict[str, Case]
    offices: dict[str, NotifyOffice]
    callbacks: int

    async def wind(self, to: datetime) -> None:
        await gather(*(self.staged.wind(case, to) for case in self.cases.values()))

    async def learned(self, ref: str, kind: str, count: int = 1) -> None:
        """Wait until the record holds so many facts of a kind."""
        await self.staged.fact(self.cases[ref], kind, count)

    async def all_tried(self) -> None:
        """Every office was asked to take a letter, whatever it said."""

        async def tried() -> bool:
            return all(office.tokens for office in self.offices.values())

        await until(tried)

    async def tell(self, ref: str, status: str, token: str = TOKEN) -> int:
        """A callback about the mother's e-mail, and how it was answered."""
        told = {
            "id": "740e5834-3a29-46b4-9a6f-16142fde533a",
            "reference": reference(invitation(ref)),
            "status": status,
        }
        answer = await to_thread(
            requests.post,
            f"http://127.0.0.1:{self.callbacks}{PATH}",
            json=told,
            headers={"Authorization": f"Bearer {token}"},
            timeout=10,
        )
        return answer.status_code


@asynccontextmanager
async def scene(folder: Path) -> AsyncIterator[Scene]:
    """Every case with its conference booked; e-mail and texts go by its office."""
    async with AsyncExitStack() as opened:
        offices = {ref: opened.enter_context(at_notify()) for ref in CASES}
        for ref, trouble in TURNED_AWAY.items():
            offices[ref].trouble = trouble
        offices[REFUSED].trouble = refused("email_address")
        notify = ByCase({ref: office.post for ref, office in offices.items()})
        by_notify = dict.fromkeys((Channel.EMAIL, Channel.TEXT), CarrierName.NOTIFY)
        outfit = equipped(folder / "print", {CarrierName.NOTIFY: notify}, by_notify)
        staged = await opened.enter_async_context(
            stage(folder, SENT, SERVER, outfit=outfit)
        )
        port = await opened.enter_async_context(callbacks(folder / "vigil.db"))
        cases = {
            ref: await staged.start(first_edition(intake_of(ref))) for ref in CASES
        }
        invite = booking(1, SENT, STARTS, invite=[MOTHER])
        await gather(*(staged.submit(case, invite) for case in cases.values()))
        yield Scene(staged, cases, offices, port)


@asynccontextmanager
async def callbacks(store: Path) -> AsyncIterator[int]:
    """The port of the receiver, which is a program of its own on the same store."""
    database = Database.open(store)
    receiver = NotifyCallbacks(
        Handovers(database), [SecretStr(TOKEN)], SystemClock()
    ).app()
    async with serving(receiver) as server:
        yield server.port
    database.close()


async def test_what_notify_says_when_it_is_asked_decides_and_nothing_else(
    tmp_path: Path,
) -> None:
    async with scene(tmp_path) as on:
        await on.all_tried()
        await on.wind(SOON)
        lied = [await on.tell(ref, "delivered") for ref in EARLY]
        forged = await on.tell(LATE, "permanent-failure", FORGED)
        taken = {ref: len(on.offices[ref].sent) for ref in TURNED_AWAY}
        for ref in TURNED_AWAY:
            on.offices[ref].trouble = None
        for ref in (*TURNED_AWAY, LATE):
            on.offices[ref].status = "delivered"
        for ref in FAILED:
            on.offices[ref].status = ref
        on.offices[A_LIE].status = "permanent-failure"
        await on.wind(LATER)
        for ref in (*TURNED_AWAY, LATE):
            await on.learned(ref, "letter-delivered")
        for ref in (*FAILED, A_LIE):
            await on.learned(ref, "letter-not-delivered", 2)
        early = await kinds(on.staged, on.cases[TOO_EARLY])
        await contradicted(on)
        found = {ref: await kinds(on.staged, case) for ref, case in on.cases.items()}

    assert (lied, forged) == ([202, 202], 401)
    assert taken == dict.fromkeys(TURNED_AWAY, 0)
    assert early["letter-delivered"] == 0
    for ref in (*TURNED_AWAY, TOO_EARLY, LATE):
        assert (ref, arrived(found[ref])) == (ref, (1, 1, 0))
        assert [ref, *on.offices[ref].paths] == [ref, BY_EMAIL]
    for ref in (*FAILED, A_LIE):
        assert (ref, arrived(found[ref])) == (ref, (3, 0, 2))
        # The last asks business support to print and post what went by no other way.
        assert [ref, *on.offices[ref].paths] == [ref, BY_EMAIL, BY_TEXT, BY_EMAIL]
        assert lies_on_paper(tmp_path, ref)
    assert arrived(found[REFUSED]) == (1, 0, 2)
    assert on.offices[REFUSED].sent == []
    assert lies_on_paper(tmp_path, REFUSED)


async def contradicted(on: Scene) -> None:
    """Callbacks late, twice and out of order; then the office says what is true."""
    for status in ("permanent-failure", "sending", "permanent-failure"):
        assert await on.tell(LATE, status) == 202
    on.offices[TOO_EARLY].status = "delivered"
    await on.wind(LAST)
    await on.learned(TOO_EARLY, "letter-delivered")


def arrived(learned: Counter[str]) -> tuple[int, int, int]:
    """How often a letter was handed over, arrived, and did not arrive."""
    told = ("letter-handed-over", "letter-delivered", "letter-not-delivered")
    handed_over, delivered, lost = (learned[kind] for kind in told)
    return handed_over, delivered, lost


def lies_on_paper(folder: Path, ref: str) -> bool:
    name = f"{reference(invitation(ref, 'post'))}.pdf"
    return (folder / "print" / name).read_bytes().startswith(b"%PDF")
