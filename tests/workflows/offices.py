"""Real carriers and real paper for cases that live in a test.

Each case has its own mail server, or its own office of Notify. So many faults are met
on one server, and none of them is met by another's letter.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import worker
from activities.drawing_up import Drafting
from activities.enclosing import Envelope
from activities.paper import Paper
from activities.ports import Clock, Post
from adapters.calendar_files import IcalendarFiles
from adapters.carriers.by_channel import Carriers
from adapters.carriers.handovers import CarrierName, Handovers
from adapters.carriers.print_queue import PrintQueue
from adapters.carriers.smtp_post import SmtpAccount, SmtpPost
from adapters.clock import SystemClock
from adapters.letters import SqlLetters
from adapters.mail_sink import SinkLookup
from adapters.press.fonts import installed_fonts
from adapters.press.printing import PrintingPress
from adapters.press.speech import CldrSpeech
from adapters.record_words import LedgerWords
from adapters.send_ledger import SqlSendLedger
from adapters.store.database import Database
from adapters.texts import SqlTexts
from domain.letters import Channel, Message, Standing
from tests.ledgers import custody_of, facts_of
from tests.workflows.family import MOTHER, an_intake
from tests.workflows.stage import Case, Outfit, Stage

SENDER: Final = "no-reply@vigil.example"
DOMAIN: Final = "vigil.example"
#: Seconds after which a mail server that says nothing has hung.
HUNG: Final = 1.0
#: How long one is given that never hangs: on a busy machine an answer that comes late
#: would be a copy more, or a refusal unheard.
PATIENT: Final = 30.0
MOTHERS_PHONE: Final = "07700 900123"
MOTHERS_HOME: Final = "7 Larkspur Yard, York, YO1 7AB"


class ByCase:
    """activities.ports.Post: the letters of each case go to the carrier of that case.

    `posts`: the carriers, by the reference of the case.
    """

    def __init__(self, posts: Mapping[str, Post]) -> None:
        self._posts = posts

    async def send(self, message: Message) -> Standing:
        return await self._of(message.key).send(message)

    async def has_sent(self, key: str) -> bool | None:
        return await self._of(key).has_sent(key)

    async def standing(self, key: str) -> Standing | None:
        return await self._of(key).standing(key)

    async def recall(self, key: str) -> bool | None:
        return await self._of(key).recall(key)

    def _of(self, key: str) -> Post:
        return self._posts[key.partition("/")[0]]


def mail_server(port: int, folder: Path | None, *, hangs: bool = False) -> SmtpPost:
    """SMTP to a sink; with its `folder` the sink can be asked what it has.

    Only one that `hangs` is given up soon: a busy machine answers late, and truly.
    """
    timeout = HUNG if hangs else PATIENT
    account = SmtpAccount(
        host="127.0.0.1", port=port, sender=SENDER, domain=DOMAIN, timeout=timeout
    )
    return SmtpPost(account, SystemClock(), SinkLookup(folder) if folder else None)


def equipped(
    folder: Path,
    posts: Mapping[CarrierName, Post],
    serving: Mapping[Channel, CarrierName],
) -> Outfit:
    """The worker's own carriers and paper: only who stands behind them is the test's.

    What is posted goes to the print queue in `folder`, whoever else there is.
    """

    def outfit(database: Database) -> worker.Parts:
        clock = SystemClock()
        facts = facts_of(database)
        queue: dict[CarrierName, Post] = {CarrierName.PRINT: PrintQueue(folder)}
        paper_goes = {Channel.POST: CarrierName.PRINT}
        carriers = Carriers(
            {**queue, **posts}, {**paper_goes, **serving}, Handovers(database), clock
        )
        sends, paper = SqlSendLedger(database, clock), paper_on(database, clock)
        return worker.Parts(carriers, sends, facts, clock, paper)

    return outfit


def paper_on(database: Database, clock: Clock) -> Paper:
    """Letters drawn up by the real press and kept in the store, as in earnest."""
    custody = custody_of(database)
    facts, texts = (
        facts_of(database),
        SqlTexts(database, custody, clock),
    )
    return Paper(
        drafting=Drafting(CldrSpeech(), LedgerWords(facts), texts),
        envelope=Envelope(
            PrintingPress(installed_fonts()), IcalendarFiles(SENDER), clock
        ),
        letters=SqlLetters(database, custody, clock),
        texts=texts,
    )


def intake_of(ref: str, **mother: Any) -> bytes:
    """The household, whose mother has a mailbox, a telephone and an address.

    `mother` says otherwise; what is None she has not.
    """
    event = json.loads(an_intake(ref))
    reached = {"phone": MOTHERS_PHONE, "post": MOTHERS_HOME} | mother
    for person in event["data"]["people"]:
        if person["ref"] == MOTHER:
            person.update(reached)
            for lacking in [field for field, value in reached.items() if value is None]:
                del person[lacking]
    return json.dumps(event).encode()


def invitation(ref: str, way: str = "mail") -> str:
    """The key of the mother's invitation in a case, by one way."""
    return f"{ref}/invitation/conf-1/r1/{MOTHER}-1/{way}"


async def kinds(staged: Stage, case: Case) -> Counter[str]:
    """How often each kind of fact stands in the record of a case."""
    return Counter(row.kind for row in await staged.record(case))


def carried(folder: Path) -> dict[str, str | None]:
    """How each letter was carried, by the send ledger; None: it is not finished."""
    with closing(sqlite3.connect(folder / "vigil.db")) as store:
        return dict(store.execute("SELECT key, carried FROM sends"))


def tasks(folder: Path, ref: str) -> dict[str, str]:
    """What people of a case were asked to do, by its code, and in which role."""
    keys = (key.split("/") for key in carried(folder) if f"{ref}/task/" in key)
    return {parts[2]: parts[-1] for parts in keys}
