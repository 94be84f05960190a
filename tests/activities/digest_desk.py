"""Cases that each bring their part of a digest, on a clock of their own making."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from temporalio.exceptions import ApplicationError

from activities.carrying import Carrier
from activities.drawing_up import Drafting
from activities.enclosing import Envelope
from activities.failures import NOT_YET, UNDELIVERABLE
from activities.gathering import Gathering
from activities.ports import (
    DigestEnded,
    DigestPart,
    Lead,
    Refusal,
    Unavailable,
    Wait,
)
from adapters.carriers.digests import SqlDigests
from adapters.letters import SqlLetters
from adapters.sealing.keyring import KEY_BYTES, Keyring
from adapters.send_ledger import SqlSendLedger
from adapters.store.database import Database
from domain.documents.model import Document, Paragraph
from domain.documents.opened import Opened
from domain.documents.values import AtMoment, OnDay, Personal, Sort, phrase
from domain.letters import Appointment, Letter, Line, Message, Receipt
from domain.letters import Standing as Became
from tests.dates import instant
from tests.ledgers import custody_of

GATHERS = timedelta(minutes=5)
MONDAY = instant("Mon 2027-01-04 08:00Z")
KEYRING = Keyring({"k1": b"1" * KEY_BYTES})


def part(
    case: str, to: str = "worker", also: str | None = None, **changes: object
) -> Letter:
    """One family's part for one person: its canary is the case's reference.

    `also`: somebody who reads what that person is sent.
    """
    readers = (to, also) if also else (to,)
    letter = Letter(
        key=f"{case}/digest/{to}/2027-01-04",
        case=case,
        kind="digest",
        to=to,
        name=f"Name of {to}",
        address="shared@council.example.org",
        lines=(Line(code="missed", values={"what": _personal(case, readers)}),),
        document="reminder",
        readers=readers,
    )
    return letter.model_copy(update=changes)


def _personal(case: str, seen_by: tuple[str, ...]) -> Personal:
    text = f"canary of {case}."
    return Personal(text=text, sort=Sort.WORDS, of="child-1", seen_by=seen_by)


def composed(parts: Sequence[Letter]) -> Document:
    values = (v for each in parts for line in each.lines for v in line.values.values())
    return Document(
        kind="reminder",
        case=parts[0].case,
        reader=parts[0].to,
        title="What is due",
        blocks=tuple(Paragraph(text=phrase(value)) for value in values),
    )


class Died(BaseException):
    """The worker was gone before it could say anything."""


@dataclass
class SetClock:
    at: datetime = MONDAY

    def now(self) -> datetime:
        return self.at


@dataclass
class Postbox:
    """activities.ports.Post. `troubles`: what happens to each next letter sent."""

    troubles: list[str] = field(default_factory=list)
    can_be_asked: bool = True
    taken: list[Message] = field(default_factory=list)

    async def send(self, message: Message) -> Became:
        trouble = self.troubles.pop(0) if self.troubles else "none"
        if trouble == "refused":
            raise Refusal("mailbox-refused")
        if trouble == "away":
            raise Unavailable("carrier-said-451")
        if trouble == "died-before":
            raise Died
        self.taken.append(message)
        if trouble == "lost":
            raise Unavailable("carrier-hung-up")
        if trouble == "died-after":
            raise Died
        return Became.DELIVERED

    async def has_sent(self, key: str) -> bool | None:
        return any(m.key == key for m in self.taken) if self.can_be_asked else None

    async def standing(self, key: str) -> Became | None:
        return Became.DELIVERED if await self.has_sent(key) else None

    async def recall(self, key: str) -> bool:
        return False


class PlainPress:
    """activities.ports.Press, for mails that have no files."""

    def pdf(self, document: Opened, address: str | None = None) -> bytes:
        return document.model_dump_json().encode()

    def page(self, document: Opened) -> str:
        return document.model_dump_json()

    def docx(self, document: Opened) -> bytes:
        return document.model_dump_json().encode()


class NothingElse:
    """The ports that a digest has no use for, and the plainest of speech."""

    def day(self, value: OnDay, language: str) -> str:
        return value.on.isoformat()

    def moment(self, value: AtMoment, language: str) -> str:
        return value.at.isoformat()

    def file(self, appointment: Appointment, place: str, at: datetime) -> bytes:
        return b""

    async def words(self, case: str) -> Mapping[str, str]:
        return {}

    async def put(self, case: str, fingerprint: str, text: str) -> None:
        raise Unavailable("no-texts-here")

    async def get(self, case: str, fingerprint: str) -> str:
        raise Unavailable("no-texts-here")


@dataclass
class Watched:
    """activities.ports.Digests, and who was in each digest when it was first led."""

    digests: SqlDigests
    led: dict[str, tuple[datetime, frozenset[str]]] = field(default_factory=dict)

    async def put(self, part: DigestPart, now: datetime) -> Wait | Lead | DigestEnded:
        turn = await self.digests.put(part, now)
        if isinstance(turn, Lead):
            keys = frozenset(letter.key for letter in turn.parts)
            _, before = self.led.setdefault(turn.digest, (now, keys))
            assert keys == before
        return turn

    async def end(self, digest: str, ended: DigestEnded) -> DigestEnded:
        return await self.digests.end(digest, ended)


class Desk:
    """A store, a carrier and a clock; and cases whose activities come and come back."""

    def __init__(self, folder: Path, post: Postbox | None = None) -> None:
        self.post, self.clock = post or Postbox(), SetClock()
        self.database = Database.open(folder / "vigil.db")
        custody = custody_of(self.database, KEYRING)
        self.letters = SqlLetters(self.database, custody, self.clock)
        self.digests = Watched(SqlDigests(self.database, custody, GATHERS))
        none = NothingElse()
        carrier = Carrier(
            post=self.post,
            sends=SqlSendLedger(self.database, self.clock),
            clock=self.clock,
            drafting=Drafting(none, none, none),
            envelope=Envelope(PlainPress(), none, self.clock),
            letters=self.letters,
        )
        self.gathering = Gathering(carrier, self.digests, composed)
        self.receipts: dict[str, Receipt] = {}
        self.failed: dict[str, str] = {}

    async def play(
        self,
        arrivals: Sequence[tuple[float, Letter]],
        withdrawn: Mapping[str, float] | None = None,
        late: float = 1.0,
    ) -> None:
        """Each comes at its second and comes back as it is told, until it has ended.

        `withdrawn`: from which second a case no longer wants its letter sent; `late`:
        how many seconds late everybody comes back.
        """
        gone = withdrawn or {}
        queue = [(at, n, letter) for n, (at, letter) in enumerate(arrivals)]
        heapq.heapify(queue)
        for _ in range(40 * len(arrivals)):
            if not queue:
                return
            at, number, letter = heapq.heappop(queue)
            if at >= gone.get(letter.key, at + 1):
                continue
            self.clock.at = MONDAY + timedelta(seconds=at)
            again = await self._attempt(letter)
            if again is not None:
                heapq.heappush(queue, (at + again + late, number, letter))
        raise AssertionError("some part never ended")

    async def _attempt(self, letter: Letter) -> float | None:
        """Seconds until it is tried again; None when it has ended."""
        try:
            self.receipts[letter.key] = await self.gathering.deliver(letter)
        except ApplicationError as failure:
            if failure.type == UNDELIVERABLE:
                self.failed[letter.key] = failure.message
                return None
            return _seconds(failure)
        except Died:
            return 60.0
        return None

    def sent(self) -> dict[str, Message]:
        """What a recipient sees: one of each identity; and the same each time."""
        seen: dict[str, Message] = {}
        for message in self.post.taken:
            assert seen.setdefault(message.key, message) == message
        return seen


def _seconds(failure: ApplicationError) -> float:
    """Only what is too early says when to come back; else the retries' own pace."""
    delay = failure.next_retry_delay
    assert (failure.type == NOT_YET) is (delay is not None)
    return delay.total_seconds() if delay is not None else 30.0
