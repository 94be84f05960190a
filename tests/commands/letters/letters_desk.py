"""An installation whose record tells of letters in every standing."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from activities.ports import Kept
from adapters.letters import SqlLetters
from adapters.send_ledger import SqlSendLedger
from adapters.store.database import Database
from domain.documents.opened import Opened, Text
from domain.facts import Fact
from domain.facts.deliveries import (
    LetterDelivered,
    LetterHandedOver,
    LetterNotDelivered,
    LetterPosted,
    LetterTakenBack,
)
from domain.facts.keeping import CaseOpened
from domain.facts.letters import InvitationSent, LetterFailed, LetterSettled
from domain.letters import Channel, Letter, Standing
from domain.record.deliveries import Delivery
from domain.record.people import Person, PersonKind
from domain.recording import Batch, Row
from domain.terms import Named
from tests.activities.fakes import FakeClock
from tests.dates import instant
from tests.documents.forms import envelope
from tests.ledgers import custody_of, facts_of

MONDAY = instant("Mon 2027-01-04 08:00Z")
TUESDAY = instant("Tue 2027-01-05 09:00Z")
WEDNESDAY = instant("Wed 2027-01-06 09:00Z")
CASE, OTHER = "T-2027-0001", "T-2027-0002"
CANARY = "Wilhelmina Canary"
WORDS = "The plan says who does what."


def opened_case() -> CaseOpened:
    people = (
        ("mother", "mother"),
        ("gran", "grandmother"),
        ("nurse", "health-visitor"),
    )
    return CaseOpened(
        at=MONDAY,
        what="enquiry",
        team_inbox="team@council.example.org",
        children=(),
        people=tuple(_person(ref, relation) for ref, relation in people),
        roles=(),
        rulebook=Named(id="york", version="2026-11-22", digest=""),
        calendar=Named(id="england-and-wales", version="1", digest=""),
    )


def _person(ref: str, relation: str) -> Person:
    kind = PersonKind.PROFESSIONAL if ref == "nurse" else PersonKind.FAMILY
    return Person(ref=ref, name=CANARY, kind=kind, relation=relation)


def key(to: str, way: str = "mail", letter: str = "invitation") -> str:
    return f"{CASE}/{letter}/conference-1/{to}-1/{way}"


def gone(
    to: str,
    standing: Standing,
    channel: Channel = Channel.EMAIL,
    letter: str = "invitation",
    at: datetime = MONDAY,
    content: str = "",
) -> LetterHandedOver:
    """A letter about conference-1 that a carrier took."""
    way = {Channel.EMAIL: "mail"}.get(channel, channel.value)
    delivery = Delivery(
        key=key(to, way, letter),
        letter=letter,
        to=to,
        about="conference-1",
        channel=channel,
        standing=standing,
        since=at,
    )
    return LetterHandedOver(at=at, delivery=delivery, content=content)


def every_standing() -> tuple[Fact, ...]:
    """One letter in each standing that a record can tell of."""
    copy = "plan-copy"
    return (
        opened_case(),
        gone("mother", Standing.SENT),
        gone("gran", Standing.SENT),
        gone("nurse", Standing.DELIVERED),
        LetterNotDelivered(
            at=TUESDAY, key=key("mother"), standing=Standing.PERMANENT_FAILURE
        ),
        gone("mother", Standing.QUEUED, Channel.POST, at=TUESDAY),
        LetterNotDelivered(at=TUESDAY, key=key("gran"), standing=Standing.UNCONFIRMED),
        gone("mother", Standing.QUEUED, Channel.POST, copy, TUESDAY),
        LetterPosted(at=WEDNESDAY, key=key("mother", "post", copy), by="clerk"),
        gone("gran", Standing.QUEUED, Channel.POST, copy, TUESDAY),
        LetterTakenBack(at=WEDNESDAY, key=key("gran", "post", copy), found=False),
        LetterFailed(
            at=TUESDAY, key=key("nurse", "mail", copy), to="nurse", why="no-address"
        ),
        LetterFailed(
            at=TUESDAY, key=key("gran", "mail", "cancellation"), to="gran", why="x"
        ),
        LetterSettled(
            at=WEDNESDAY, key=key("gran", "mail", "cancellation"), how="by-hand"
        ),
        gone("nurse", Standing.SENT, letter="cancellation", at=TUESDAY),
        LetterDelivered(
            at=WEDNESDAY, key=key("nurse", letter="cancellation"), by="clerk"
        ),
    )


def older() -> tuple[Fact, ...]:
    """A case from before letters were followed."""
    sent = InvitationSent(at=MONDAY, conference="conference-1", person="gran")
    return (opened_case(), sent)


def rows(facts: Sequence[Fact]) -> tuple[Row, ...]:
    return tuple(
        Row(
            no=number,
            kind=fact.kind,
            at=fact.at,
            recorded_at=fact.at,
            body=fact.model_dump_json(),
        )
        for number, fact in enumerate(facts, start=1)
    )


def document(text: str = WORDS) -> Opened:
    return Opened(
        kind="outline-plan",
        case=CASE,
        reader="mother",
        greets=f"Dear {CANARY},",
        title="Your copy of the plan",
        language="en",
        blocks=(Text(block="paragraph", text=text),),
    )


@cache
def fingerprint(letter: Letter) -> str:
    """Of the PDF that a carrier was given, as its record has it."""
    first, *_ = envelope().message(letter, (document(),)).enclosures
    return sha256(first.content).hexdigest()


def record(
    home: Path,
    cases: dict[str, Sequence[Fact]],
    kept: Sequence[Letter] = (),
    begun: Sequence[str] = (),
) -> None:
    """Write a store as a worker would have left it."""
    asyncio.run(_record(home, cases, kept, begun))


async def _record(
    home: Path,
    cases: dict[str, Sequence[Fact]],
    kept: Sequence[Letter],
    begun: Sequence[str],
) -> None:
    database = Database.open(home / "vigil.db")
    facts = facts_of(database)
    for case, told in cases.items():
        await facts.append(Batch(case=case, rows=rows(told), line="{}"))
    letters = SqlLetters(database, custody_of(database), FakeClock(MONDAY))
    for letter in kept:
        await letters.keep(letter, Kept(documents=(document(),)))
    sends = SqlSendLedger(database, FakeClock(TUESDAY))
    for each in begun:
        await sends.begin(each)
    database.close()


def kept_letter(of: str, channel: Channel = Channel.EMAIL) -> Letter:
    return Letter(
        key=of,
        case=CASE,
        kind="plan-copy",
        to="mother",
        name=CANARY,
        address="1 Canary Row, York",
        channel=channel,
        document="outline-plan",
        readers=("mother",),
    )
