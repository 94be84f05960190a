"""Have every open case trust this gateway's keys, and no others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from adapters.record.fact_ledger import SqlFactLedger
from commands.asking import UNNAMED, with_own_id
from commands.each_case import Over, expect_opened, over
from commands.gateway.sending import Gateway
from commands.output import Ended, Failure
from commands.progress import tracked
from domain.attestations.trusting import TELLING, Trusting, lacking, trusted_by
from domain.requests.base import By
from domain.requests.keeping import AdoptGatewayKeys
from rulebook.schema import Frozen

THEIRS: Final = (
    "it trusts gateways that this installation does not know: only their own word "
    "changes that. Find out who had those keys adopted ('vigil history')"
)


class Adopted(Frozen):
    """What became of it. `first`: cases that had trusted no gateway.

    `refused`: cases that did not take the keys, and why; they trust other gateways.
    `unread`: cases that were asked nothing, because they could not be read, and why.
    """

    adopted: tuple[str, ...] = ()
    unchanged: int = 0
    first: int = 0
    refused: dict[str, str] = {}
    unread: dict[str, str] = {}


async def trusting(facts: SqlFactLedger, *, json: bool) -> Over[Trusting]:
    """Every case on record that can still be asked something, and whom it trusts.

    Raises as each_case.over.
    """

    async def look(case: str) -> Trusting | None:
        held = await facts.facts(case, TELLING)
        expect_opened(held)
        keys = trusted_by(held)
        return None if keys is None else Trusting(case, keys)

    cases = await facts.readable()
    found, unread = await over(cases, look, "Reading whom cases trust", json=json)
    return Over([each for each in found if each is not None], unread)


async def adopt_in(
    gateway: Gateway, cases: Sequence[Trusting], by: By, reason: str, *, json: bool
) -> Adopted:
    """Ask it of each in turn. Ends in unreachable; what was adopted stays so."""
    keys = gateway.attester.public_keys
    wanting = lacking(cases, keys)
    adopted: list[str] = []
    refused: dict[str, str] = {}
    for case in tracked(wanting, "Having the keys adopted", json=json):
        asked = AdoptGatewayKeys(id=UNNAMED, by=by, keys=keys, reason=reason)
        try:
            await gateway.ask(case.case, with_own_id(case.case, asked))
            adopted.append(case.case)
        except Failure as failure:
            if failure.ended is Ended.UNREACHABLE:
                raise
            refused[case.case] = failure.message
    first = {case.case for case in wanting if not case.keys}
    return Adopted(
        adopted=tuple(adopted),
        unchanged=len(cases) - len(wanting),
        first=len(first.intersection(adopted)),
        refused=refused,
    )
