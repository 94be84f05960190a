"""A worker in a process of its own, to be killed: `python -m tests.chaos.driver JSON`.

It is the real worker with the real post and press, at another time. Three things are
its own. A carrier's answer is kept back while a file stands, so that a kill finds every
letter in doubt. Some cases' carrier cannot be asked what it has. And the waits between
attempts, of minutes in life, are of seconds.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from pathlib import Path
from typing import Final

from temporalio.client import Client
from temporalio.common import RetryPolicy
from temporalio.worker import UnsandboxedWorkflowRunner

import worker
from adapters.carriers.smtp_post import SmtpAccount, SmtpPost
from adapters.clock import SystemClock
from adapters.mail_sink import SinkLookup
from adapters.sealing.converter import data_converter
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Keyring
from adapters.send_ledger import SqlSendLedger
from adapters.store.database import Database
from adapters.time_zones import use_packaged_rules
from domain.letters import Message, Standing
from rulebook.schema import Frozen
from tests.ledgers import facts_of
from tests.workflows.offices import DOMAIN, SENDER, paper_on
from tests.workflows.runners import at_another_time
from workflows import delivery

#: Cases whose carrier cannot be asked whether it has a letter.
UNASKABLE: Final = "N-"


class Orders(Frozen):
    """Where the driver finds everything. `shift`: seconds its cases live later."""

    temporal: str
    home: Path
    smtp_port: int
    shift: float

    @property
    def store(self) -> Path:
        return self.home / "vigil.db"

    @property
    def mail(self) -> Path:
        return self.home / "mail"

    @property
    def held_back(self) -> Path:
        """While this file stands, no answer of the carrier is heard."""
        return self.home / "held-back"


class SlowPost:
    """The real post, whose carrier takes its time to answer."""

    def __init__(self, post: SmtpPost, held_back: Path) -> None:
        self._post = post
        self._held_back = held_back

    async def send(self, message: Message) -> Standing:
        standing = await self._post.send(message)
        while self._held_back.exists():
            await asyncio.sleep(0.02)
        return standing

    async def has_sent(self, key: str) -> bool | None:
        return None if key.startswith(UNASKABLE) else await self._post.has_sent(key)

    async def standing(self, key: str) -> Standing | None:
        return await self._post.standing(key)

    async def recall(self, key: str) -> bool:
        return await self._post.recall(key)


def custody_in(home: Path) -> Custody:
    """The cases' keys, which the test and its worker share."""
    return Custody.open(home / "case-keys.db", Keyring.development())


def parts(orders: Orders) -> worker.Parts:
    """The worker's adapters on the store of the orders."""
    clock, database = SystemClock(), Database.open(orders.store)
    account = SmtpAccount(
        host="127.0.0.1", port=orders.smtp_port, sender=SENDER, domain=DOMAIN
    )
    post = SmtpPost(account, clock, SinkLookup(orders.mail))
    ledger = facts_of(database)
    return worker.Parts(
        post=SlowPost(post, orders.held_back),
        sends=SqlSendLedger(database, clock),
        facts=ledger,
        clock=clock,
        paper=paper_on(database, clock),
    )


async def main(orders: Orders) -> None:
    """Work until killed."""
    delivery.ONE_ATTEMPT = timedelta(seconds=5)
    delivery.RETRY = RetryPolicy(
        initial_interval=timedelta(seconds=1), maximum_interval=timedelta(seconds=1)
    )
    client = await Client.connect(
        orders.temporal, data_converter=data_converter(custody_in(orders.home))
    )
    shift = timedelta(seconds=orders.shift)
    runner = at_another_time(UnsandboxedWorkflowRunner(), shift)
    async with worker.working(client, parts(orders), runner):
        await asyncio.Event().wait()


if __name__ == "__main__":
    use_packaged_rules()
    asyncio.run(main(Orders.model_validate_json(sys.argv[1])))
