"""What a check-up finds of the evidence: seals, who vouches, how long it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from temporalio.client import Client
from temporalio.service import RPCError

from adapters.gateway.attesting import Attester
from adapters.namespaces import engine_keeps
from adapters.record.sealer import is_late
from adapters.record.seals import Unsealed, unsealed
from adapters.retention_policies import load_retention
from adapters.sealing.keyring import KeysUnusable
from adapters.settings import Environment, Settings
from commands.each_case import Unread
from commands.findings import Finding, Grade
from commands.gateway.adopting import trusting
from commands.output import Failure
from commands.service import now, published_troubles, store_of
from commands.words import many
from domain.attestations.trusting import Trusting, strangers

GATEWAY: Final = "gateway"
THEIRS: Final = (
    "these take the word of a gateway that is not this installation's: find out whose "
    "key it is ('vigil history'). If you retired it, run 'vigil gateway-keys adopt'"
)
STRANGE: Final = (
    "these know none of the keys of this installation, so nothing can be asked of them "
    "and no keys adopted: find out whose key they trust ('vigil history'). If you "
    "retired it, put its line, or a spare's that they trust, back as the first; then "
    "run 'vigil gateway-keys adopt'"
)
UNHEARD: Final = (
    "these do not know the key that signs here, so nothing can be asked of them: put "
    "one that they trust first, and run 'vigil gateway-keys adopt'"
)
NO_KEY: Final = (
    "this installation has no gateway key, so whose word the open cases take cannot be "
    "told here: look where people ask"
)
UNMARKED: Final = (
    "{} from before ends were marked, still without a mark, and nothing is added there "
    "until a worker gave one: start one with every line of the keyring that older rows "
    "are under; 'vigil verify' names them"
)


async def seals(settings: Settings) -> list[Finding]:
    """Whether what is recorded is sealed soon after."""
    try:
        async with store_of(settings) as store:
            return list(_of_seals(await store.database.read(unsealed)))
    except Failure as failure:
        return [Finding(about="seals", grade=Grade.AWAY, says=failure.message)]


def _of_seals(found: Unsealed) -> Iterator[Finding]:
    if found.unmarked:
        says = UNMARKED.format(many(found.unmarked, "case"))
        yield Finding(about="older cases", grade=Grade.WRONG, says=says)
    if is_late(found, now()):
        yield Finding(
            about="seals",
            grade=Grade.WRONG,
            says=f"{found.chains} chains wait for a seal since "
            f"{found.since:%a %d %b %Y %H:%M} UTC: is a worker running? Its log says "
            "why it cannot seal",
        )
        return
    last = found.last
    says = f"the last is number {last.no}" if last else "there is nothing to seal yet"
    yield Finding(about="seals", grade=Grade.GOOD, says=says)


async def gateways(settings: Settings) -> list[Finding]:
    """Whose word for who asks every case that is open takes: this installation's?"""
    try:
        async with store_of(settings) as store:
            cases, unread = await trusting(store.facts, json=True)
    except Failure as failure:
        return [Finding(about=GATEWAY, grade=Grade.AWAY, says=failure.message)]
    try:
        own = _own(settings)
    except KeysUnusable as error:
        return [Finding(about=GATEWAY, grade=Grade.WRONG, says=str(error))]
    ills = [*_of_nobody_s(cases), *_of_others(cases, own), *_of_unread(unread)]
    says = "every open case asks for its word"
    return ills or [Finding(about=GATEWAY, grade=Grade.GOOD, says=says)]


def _own(settings: Settings) -> Attester | None:
    """What attests here. Raises KeysUnusable; None on a machine that only judges."""
    if settings.environment is Environment.PRODUCTION and not settings.gateway_seeds():
        return None
    return settings.attester()


def _of_nobody_s(cases: Sequence[Trusting]) -> Iterator[Finding]:
    trusting_nobody = tuple(each.case for each in cases if not each.keys)
    if trusting_nobody:
        yield Finding(
            about=GATEWAY,
            grade=Grade.MIND,
            says=f"{len(trusting_nobody)} open cases trust none, and take anybody's "
            "word for who asks: run 'vigil gateway-keys adopt'",
        )


def _of_others(cases: Sequence[Trusting], own: Attester | None) -> Iterator[Finding]:
    """Cases whose gateways are not ours, or that do not take what we sign with."""
    if own is None:
        yield Finding(about=GATEWAY, grade=Grade.MIND, says=NO_KEY)
        return
    ours = frozenset(own.public_keys)
    signs = {key for key in ours if key.key_id == own.key_id}
    known = [each for each in cases if each.keys & ours]
    strange = strangers(cases, own.public_keys)
    theirs = tuple(each.case for each in known if each.keys - ours)
    unheard = tuple(each.case for each in known if not each.keys & signs)
    for found, says in ((strange, STRANGE), (theirs, THEIRS), (unheard, UNHEARD)):
        if found:
            yield Finding(about=GATEWAY, grade=Grade.WRONG, says=says, cases=found)


def _of_unread(unread: Unread) -> Iterator[Finding]:
    if unread:
        says = "whose word these take cannot be told: 'vigil verify REF' says why"
        cases = tuple(unread)
        yield Finding(about=GATEWAY, grade=Grade.AWAY, says=says, cases=cases)


async def engine_retention(client: Client, settings: Settings) -> Finding:
    """Whether the engine keeps what has ended for as long as the table says."""
    about = "kept by the engine"
    try:
        with published_troubles("VIGIL_RETENTION"):
            policy = load_retention(settings.retention, settings.rulebook_folders)
        keeps = await engine_keeps(client)
    except Failure as failure:
        return Finding(about=about, grade=Grade.WRONG, says=failure.paragraph)
    except RPCError as error:
        says = f"it does not say for how long ({error.status.name.lower()})"
        return Finding(about=about, grade=Grade.AWAY, says=says)
    if keeps == timedelta(days=policy.engine_history):
        says = f"what has ended, for {policy.engine_history} days"
        return Finding(about=about, grade=Grade.GOOD, says=says)
    return Finding(
        about=about,
        grade=Grade.WRONG,
        says=f"what has ended is kept for {keeps.days} days, and the table says "
        f"{policy.engine_history}: a worker sets it when it starts, where it may; else "
        "whoever runs Temporal does",
    )
