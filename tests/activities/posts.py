"""Carriers to ask alike: the fake, and those that there are, on the loopback.

SMTP comes with the look-up that it lacks by itself, and without it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from activities.ports import Post, Refusal, Unavailable
from adapters.carriers.print_queue import PrintQueue
from adapters.carriers.smtp_post import SmtpAccount, SmtpPost
from adapters.mail_sink import Fault, MailSink, Moment, SinkLookup
from tests.activities.fakes import FakeClock, FakePost
from tests.adapters.carriers.notify_office import at_notify


@dataclass(frozen=True)
class Office:
    """A carrier, and the folder into which a real one delivers."""

    post: Post
    folder: Path


@dataclass(frozen=True)
class Kind:
    """One way to carry letters. `asked`: whether it knows which it has."""

    name: str
    asked: bool

    @asynccontextmanager
    async def open(
        self,
        folder: Path,
        moment: Moment | None = None,
        said: str | Fault | None = None,
    ) -> AsyncIterator[Office]:
        """The carrier, which at `moment` says or does what is `said`."""

        def script(now: Moment, times: int) -> str | Fault | None:
            return said if now is moment else None

        if self.name == "fake":
            yield Office(_fake(said, asked=self.asked), folder)
            return
        if self.name == "print-queue":
            yield Office(PrintQueue(folder), folder)
            return
        if self.name == "notify":
            with at_notify() as office:
                yield Office(office.post, folder)
            return
        async with MailSink(folder, script=script) as sink:
            account = SmtpAccount(
                host="127.0.0.1",
                port=sink.port,
                sender="no-reply@vigil.example",
                domain="vigil.example",
                timeout=5,
            )
            lookup = SinkLookup(folder) if self.asked else None
            yield Office(SmtpPost(account, FakeClock(), lookup), folder)


def _fake(said: str | Fault | None, *, asked: bool) -> FakePost:
    if said == NO:
        return FakePost(trouble=Refusal("mailbox-refused"), can_be_asked=asked)
    trouble = Unavailable("carrier-said-451") if said == LATER else None
    lost = said is Fault.DROP_AFTER_KEEPING
    return FakePost(trouble=trouble, lost=lost, can_be_asked=asked)


NO, LATER = "550 no such mailbox marguerite@home.example", "451 not now, marguerite"
KINDS = [
    Kind("fake", asked=True),
    Kind("fake", asked=False),
    Kind("smtp", asked=True),
    Kind("smtp", asked=False),
]
#: These are not spoken to by SMTP: their troubles are in their own tests.
ALL_KINDS = [*KINDS, Kind("print-queue", asked=True), Kind("notify", asked=True)]
