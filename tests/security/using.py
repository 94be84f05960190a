"""An office used as people use it: at the command line, and at its other doors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Final

from activities.ports import DigestPart
from adapters.carriers.digests import SqlDigests
from commands.output import Ended
from commands.rehearsal.rehearsed import FactTold, Rehearsed
from commands.service import now
from domain.letters import PDF, Channel, Message
from tests.adapters.carriers.notify_office import at_notify
from tests.security.office import Office
from tests.security.planting import Planted

HANDED_OVER: Final = "letter-handed-over"
PARTS: Final = ("duties", "facts", "effects", "refusals")


async def at_the_command_line(office: Office, ref: str, folder: Path) -> str:
    """What it is not asked to show, and says all the same: beside the answer."""
    said = []
    for command in (
        *(("case", ref), ("history", ref), ("letters", ref), ("audit",)),
        *(("gaming",), ("verify",), ("retention", "list")),
        ("export", ref, "--to", str(folder)),
    ):
        done = await office.vigil(*command)
        assert done.exit_code == Ended.DONE, (command, done.output)
        said.append(done.stderr)
    return "\n".join(said)


async def at_the_other_doors(office: Office, given: Planted) -> str:
    """A referral not begun, one that is refused, a digest that waits, and Notify."""
    first = given.raw.splitlines()[0]
    at, ref = now(), f"{given.story.opening.ref}-2"
    digest = hashlib.sha256(first).hexdigest()
    await office.store.inbox.admit("/elsewhere", "1", digest, ref, at, first)
    refused = office.home / "stack.referral"
    refused.write_bytes(first.replace(b'"rulebook": "', b'"rulebook": "un'))
    done = await office.vigil("intake", str(refused))
    refused.unlink()
    assert done.exit_code == Ended.BAD_INPUT
    await _digest_waits(office, given)
    await _by_notify(office.post.sent)
    return done.output


async def _digest_waits(office: Office, given: Planted) -> None:
    custody = office.settings.custody
    digests = SqlDigests(office.store.database, custody, timedelta(hours=1))
    part = DigestPart(office.drawn.given[0], given.story.starts_at.date())
    await digests.put(part, now())


async def _by_notify(sent: Iterable[Message]) -> None:
    """The first letter of each kind, and one as a text, through the real carrier."""
    first = {message.channel: message for message in sent if message.enclosures}
    text = first[Channel.EMAIL].model_copy(
        update={"channel": Channel.TEXT, "enclosures": (), "calendar": None}
    )
    with at_notify() as notify:
        for message in (*first.values(), text):
            await notify.post.send(message)
            assert await notify.post.has_sent(message.key)


def as_played(told: Rehearsed, sent: Iterable[Message]) -> Rehearsed:
    """As the domain tells it, which prints nothing: what was printed, and recorded."""
    files = (file for message in sent for file in message.enclosures)
    printed = {hashlib.sha256(f.content).hexdigest() for f in files if f.media == PDF}
    return told.model_copy(update={"facts": tuple(_unprinted(told.facts, printed))})


def _unprinted(facts: Iterable[FactTold], printed: set[str]) -> Iterator[FactTold]:
    for fact in facts:
        if fact.fact["kind"] == HANDED_OVER and fact.fact["content"]:
            assert fact.fact["content"] in printed
            yield fact.model_copy(update={"fact": {**fact.fact, "content": ""}})
        else:
            yield fact


def course(told: Rehearsed) -> tuple[list[str], ...]:
    """What happened, which letters went and what was refused: without any words."""
    return (
        [f"{fact.fact['kind']} {fact.recorded_at}" for fact in told.facts],
        [f"{effect.key} {effect.outcome}" for effect in told.effects],
        [refusal.code for refusal in told.refusals],
    )


def differences(one: Rehearsed, other: Rehearsed) -> list[str]:
    """Where two tellings part, in few words: a whole story is too long to compare."""
    parts = [
        f"{part} {number}: {json.dumps(str(a))[:300]} {json.dumps(str(b))[:300]}"
        for part in PARTS
        for number, (a, b) in enumerate(
            zip_longest(getattr(one, part), getattr(other, part))
        )
        if a != b
    ]
    return [*(["case"] if one.case != other.case else []), *parts[:3]]
