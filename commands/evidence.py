"""What a check-up finds of the evidence: seals, who vouches, how long it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from temporalio.client import Client
from temporalio.service import RPCError

from adapters.namespaces import engine_keeps
from adapters.record.sealer import is_late
from adapters.record.seals import Unsealed, unsealed
from adapters.retention_policies import load_retention
from adapters.settings import Settings
from commands.findings import Finding, Grade
from commands.gateway.adopting import open_cases
from commands.output import Failure
from commands.service import now, published_troubles, store_of


async def seals(settings: Settings) -> list[Finding]:
    """Whether what is recorded is sealed soon after."""
    try:
        async with store_of(settings) as store:
            return list(_of_seals(await store.database.read(unsealed)))
    except Failure as failure:
        return [Finding(about="seals", grade=Grade.AWAY, says=failure.message)]


def _of_seals(found: Unsealed) -> Iterator[Finding]:
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
    """Whether a gateway vouches for who asks, in every case that is open."""
    try:
        async with store_of(settings) as store:
            cases = await open_cases(store.facts, json=True)
    except Failure as failure:
        return [Finding(about="gateway", grade=Grade.AWAY, says=failure.message)]
    trusting_nobody = tuple(each.case for each in cases if not each.keys)
    if not trusting_nobody:
        says = "every open case asks for its word"
        return [Finding(about="gateway", grade=Grade.GOOD, says=says)]
    return [
        Finding(
            about="gateway",
            grade=Grade.MIND,
            says=f"{len(trusting_nobody)} open cases trust none, and take anybody's "
            "word for who asks: run 'vigil gateway-keys adopt'",
        )
    ]


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
