"""What happened to the case itself: opened, asked, corrected, closed."""

from __future__ import annotations

from typing import Literal

from domain.attestations.attestation import Attestation, GatewayKey
from domain.facts.base import Happened
from domain.ids import Ref, Text
from domain.record.children import Child
from domain.record.orders import Proceedings
from domain.record.people import Person, RoleHeld
from domain.requests.base import By
from domain.terms import Named, Terms
from rulebook.schema import Code, Flag, added


class CaseOpened(Happened):
    """The case began. What it was told then, and the terms it is judged by.

    `terms`: their digest, under which the ledger keeps them whole; empty in a case
    that was begun before the record said so.
    """

    kind: Literal["case-opened"] = "case-opened"
    what: Code
    team_inbox: str
    children: tuple[Child, ...]
    people: tuple[Person, ...]
    roles: tuple[RoleHeld, ...]
    proceedings: Proceedings | None = None
    rulebook: Named
    calendar: Named
    terms: str = added("")
    gateway_keys: tuple[GatewayKey, ...] = added(())


class RequestAccepted(Happened):
    """Who asked for what. `id` and `content` are hashes.

    `attestation`: what shows that it was they, where the case asks for that.
    """

    kind: Literal["request-accepted"] = "request-accepted"
    asked: Code
    by: By
    id: str
    content: str
    attestation: Attestation | None = added(None)


class RequestRefused(Happened):
    """Something asked was not done, and why: codes only (see decide.refusals).

    `id` is the hash of the request's own, as in `RequestAccepted`; null for what could
    not be read. `last`: no more of what nobody attested is kept after this one.
    `attestation`: only a true one, which this used up. `late`: it came when it held no
    more, or not yet.
    """

    kind: Literal["request-refused"] = "request-refused"
    asked: Code
    why: Code
    where: str = ""
    id: str | None = None
    last: Flag = added(False)
    attestation: Attestation | None = added(None)
    late: Flag = added(False)


class TermsAdopted(Happened):
    """The case is judged by other terms from now on."""

    kind: Literal["terms-adopted"] = "terms-adopted"
    was: Named
    now: Named
    calendar_was: Named
    calendar_now: Named
    authority: Text
    terms: Terms


class GatewayKeysAdopted(Happened):
    """Whom the case trusts to say who asks, from now on: all its keys, old and new.

    `first`: it had trusted none, so that nobody attested this; look who asked.
    """

    kind: Literal["gateway-keys-adopted"] = "gateway-keys-adopted"
    keys: tuple[GatewayKey, ...]
    first: Flag
    reason: Code


class Corrected(Happened):
    """A correction was made, by whom it was seconded, and what kind it was."""

    kind: Literal["corrected"] = "corrected"
    what: Code
    reason: Text
    evidence: Text | None = None
    seconded_by: Ref | None = None


class ProtectiveActionTaken(Happened):
    """Action to protect a child: recordable in every state, waiting for nothing."""

    kind: Literal["protective-action-taken"] = "protective-action-taken"
    children: tuple[Ref, ...]
    what: Text
    by: Ref


class CaseLookedAt(Happened):
    """Nothing else was due: the case was looked at so that none is forgotten."""

    kind: Literal["case-looked-at"] = "case-looked-at"


class CaseClosed(Happened):
    kind: Literal["case-closed"] = "case-closed"
    reason: Code


class CaseReopened(Happened):
    kind: Literal["case-reopened"] = "case-reopened"
    reason: Code


class CaseSealed(Happened):
    """The time in which a closed case may be reopened has passed."""

    kind: Literal["case-sealed"] = "case-sealed"


KeepingFact = (
    CaseOpened
    | RequestAccepted
    | RequestRefused
    | TermsAdopted
    | GatewayKeysAdopted
    | Corrected
    | ProtectiveActionTaken
    | CaseLookedAt
    | CaseClosed
    | CaseReopened
    | CaseSealed
)
