"""Mail servers that fail in every way they can: no letter is lost, and none goes twice.

Each case of a family has a mail server of its own, which fails once, at the first
letter that it is given: the mother's invitation.
"""

from __future__ import annotations

from asyncio import gather
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any, Final

import pytest

from adapters.carriers.handovers import CarrierName
from adapters.carriers.message_ids import file_stem, message_id, reference
from adapters.mail_sink import Fault, MailSink, Moment, Script
from commands.rehearsal.skipping import SERVER
from domain.letters import Channel
from tests.dates import instant
from tests.workflows.family import MOTHER, SENT, booking, first_edition
from tests.workflows.offices import (
    DOMAIN,
    ByCase,
    carried,
    equipped,
    intake_of,
    invitation,
    kinds,
    mail_server,
)
from tests.workflows.stage import Case, Stage, stage

pytestmark = [pytest.mark.server, pytest.mark.slow]

STARTS = instant("Mon 2027-02-15 10:00Z")
AN_HOUR_LATER = SENT + timedelta(hours=1)
LATER, NO = "451 not now", "550 no"
#: What passes: each at each moment of the dialogue.
PASSING: Final = (LATER, Fault.HANG, Fault.DROP)
#: Cases whose mail server cannot be asked what it has; only e-mail reaches the mother.
UNASKABLE, ALONE = "N-1", "A-1"

Said = tuple[Moment, str | Fault]


def faults() -> dict[str, Said]:
    """Which fault each case's mail server has."""
    passing = [(moment, said) for moment in Moment for said in PASSING]
    refusing = [(moment, NO) for moment in Moment]
    lost = (Moment.CONTENT, Fault.DROP_AFTER_KEEPING)
    return {
        **{f"P-{number}": said for number, said in enumerate(passing, start=1)},
        **{f"R-{number}": said for number, said in enumerate(refusing, start=1)},
        "L-1": lost,
        UNASKABLE: lost,
        ALONE: (Moment.RECIPIENT, NO),
    }


def once(fault: Said) -> Script:
    """The script of a mail server that does so the first time only."""
    at, said = fault

    def script(moment: Moment, times: int) -> str | Fault | None:
        return said if (moment, times) == (at, 1) else None

    return script


@asynccontextmanager
async def failing(
    folder: Path, cases: Mapping[str, Said]
) -> AsyncIterator[tuple[Stage, dict[str, Case]]]:
    """Every case with its conference booked, under its own mail server."""
    async with AsyncExitStack() as servers:
        posts = {}
        for ref, fault in cases.items():
            sink = MailSink(folder / ref, script=once(fault))
            await servers.enter_async_context(sink)
            asked = None if ref == UNASKABLE else folder / ref
            hangs = fault[1] is Fault.HANG
            posts[ref] = mail_server(sink.port, asked, hangs=hangs)
        outfit = equipped(
            folder / "print",
            {CarrierName.SMTP: ByCase(posts)},
            {Channel.EMAIL: CarrierName.SMTP},
        )
        staged = await servers.enter_async_context(
            stage(folder, SENT, SERVER, outfit=outfit)
        )
        alone = {"phone": None, "post": None}
        running = {
            ref: await staged.start(
                first_edition(intake_of(ref, **(alone if ref == ALONE else {})))
            )
            for ref in cases
        }
        invite = booking(1, SENT, STARTS, invite=[MOTHER])
        await gather(*(staged.submit(case, invite) for case in running.values()))
        yield staged, running


def copies(folder: Path, key: str) -> int:
    """How often a letter lies in the mailbox of its case."""
    ref, stem = key.partition("/")[0], file_stem(message_id(key, DOMAIN))
    found = [message_from_bytes(f.read_bytes()) for f in (folder / ref).glob("*.eml")]
    return sum(file_stem(str(each["Message-ID"])) == stem for each in found)


async def test_a_mail_server_that_fails_at_any_moment_loses_nothing_and_sends_once(
    tmp_path: Path,
) -> None:
    cases = faults()
    async with failing(tmp_path, cases) as (staged, running):
        await gather(*(staged.wind(c, AN_HOUR_LATER) for c in running.values()))
        await gather(*(staged.idle(case) for case in running.values()))
        learned = {ref: await kinds(staged, case) for ref, case in running.items()}
        how = carried(tmp_path)

    for ref in (ref for ref in cases if ref.startswith(("P-", "L-", "N-"))):
        went_by_mail(tmp_path, ref, learned[ref])
    for ref in (ref for ref in cases if ref.startswith("R-")):
        went_on_paper(tmp_path, ref, learned[ref])
    assert how[invitation("L-1")] == "found"
    assert how[invitation(UNASKABLE)] == "sent-again-in-doubt"
    nobody_else_can_write(ALONE, learned[ALONE], how)


def went_by_mail(folder: Path, ref: str, learned: Counter[str]) -> None:
    """Once; twice under one identity where nobody can ask whether it is there."""
    wanted = 2 if ref == UNASKABLE else 1
    assert (ref, copies(folder, invitation(ref))) == (ref, wanted)
    assert (learned["letter-handed-over"], learned["invitation-sent"]) == (1, 1)
    assert learned["letter-not-delivered"] == learned["letter-failed"] == 0


def went_on_paper(folder: Path, ref: str, learned: Counter[str]) -> None:
    """No mailbox took it, and nobody carries texts: it lies to be printed, once."""
    on_paper = folder / "print" / f"{reference(invitation(ref, 'post'))}.pdf"
    assert (ref, copies(folder, invitation(ref))) == (ref, 0)
    assert on_paper.read_bytes().startswith(b"%PDF")
    assert (learned["letter-not-delivered"], learned["letter-handed-over"]) == (2, 1)
    assert learned["invitation-sent"] == learned["letter-failed"] == 0


def nobody_else_can_write(ref: str, learned: Counter[str], how: dict[str, Any]) -> None:
    """The only way was refused: somebody goes there, and somebody knows that it was."""
    tasks = {key.split("/")[2] for key in how if key.startswith(f"{ref}/task/")}
    assert tasks == {"visit", "letter-failed"}
    assert learned["letter-failed"] == 1
