"""Where nothing can attest: what protects a child at once is sent without a word.

Who asked it is then nobody's word but their own, so whoever asks is told, and the
audit too. Neither holds it up: it is sent first.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, Never

from adapters.gateway.attesting import Attester
from commands.gateway.refusals import WriteDown, entry_of
from commands.output import Failure, complain
from commands.reading import Reader
from domain.attestations.attestation import GatewayKey, PublicKey
from domain.attestations.kinds import AT_ONCE
from domain.requests import Request

KIND: Final = "sent-without-a-word"
WHY: Final = "gateway-keys-unusable"
TOLD: Final = (
    "This goes to the case without a gateway's word for who asks, because nothing here "
    "can give one. It may protect a child at once, so it does not wait for that; all "
    "else that you ask from here will. What to do: "
)
UNWRITTEN: Final = "That it went without a word could not be written down: "


class NoAttester:
    """Stands in for an attester where there is none. Every use ends as `why` says."""

    def __init__(self, why: Failure) -> None:
        self.why = why

    @property
    def public_keys(self) -> tuple[PublicKey, ...]:
        """Ends in bad input."""
        raise self.why

    def trusted_from(self, since: datetime) -> tuple[GatewayKey, ...]:
        """Ends in bad input: a case that is opened now would trust nobody."""
        raise self.why

    def attested(self, request: Request, case: str, now: datetime) -> Never:
        """Ends in bad input."""
        raise self.why


def without_a_word(attester: Attester | NoAttester, request: Request) -> bool:
    """Whether it goes without one: whoever asks is told so, and the case judges it."""
    if not isinstance(attester, NoAttester) or request.kind not in AT_ONCE:
        return False
    complain(f"{TOLD}{attester.why.paragraph}")
    return True


async def written(
    write_down: WriteDown, ref: str, request: Request, who: Reader
) -> None:
    """That it was sent so. Where that cannot be written down, whoever asked hears it.

    It ends nothing: what protects a child has gone, and its answer is still to be told.
    """
    try:
        await write_down(entry_of(ref, request, WHY, who, KIND))
    except Failure as unkept:
        complain(f"{UNWRITTEN}{unkept.paragraph}")
