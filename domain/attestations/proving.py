"""Whether a request is attested: this person, this role, this case, this, now.

Everything is refused that is not. Each way to fail has its own code, so that the
record tells a late answer from a forged one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from domain.attestations.attestation import Attestation, GatewayKey
from domain.attestations.kinds import ADOPT_KEYS, ATTESTED
from domain.attestations.saying import DATES, content_digest, dates_of, signed_text
from domain.attestations.verifying import is_signed
from domain.case import Case
from domain.errors import NotAttested
from domain.requests import Request

#: The longest time for which an attestation is taken.
LONGEST: Final = timedelta(minutes=10)
#: How far a gateway's clock may be ahead of the case's, or behind a key's adoption.
AHEAD: Final = timedelta(minutes=2)
#: So many are remembered at once; nobody asks so much of a case in ten minutes.
MOST_REMEMBERED: Final = 200

AGAIN: Final = "Ask again, through the gateway that you sign in at"
WHY: Final = {
    "missing": "This is taken only with the word of a gateway that knows who asks. "
    f"{AGAIN}: 'vigil submit' and 'vigil approve-delay' go through it.",
    "unknown-key": "This case does not trust the gateway that attested this. Ask "
    "through one that it trusts, or have its keys adopted first (adopt-gateway-keys).",
    "forged": f"The attestation was altered, or no gateway made it. {AGAIN}.",
    "retired-key": "The key that attested this had been retired. Ask through a gateway "
    "whose key this case still trusts.",
    "other-case": f"This was attested for another case. {AGAIN}.",
    "other-person": f"This was attested for somebody else. {AGAIN}, as yourself.",
    "other-role": f"This was attested for another role. {AGAIN}, in the one you hold.",
    "other-dates": f"Other dates were attested than are asked for here. {AGAIN}.",
    "other-request": f"Something else was attested than is asked here. {AGAIN}.",
    "too-long": "The attestation would hold for longer than any is taken: the gateway "
    "must give it a few minutes only.",
    "not-yet": "The attestation begins in the future: set the gateway's clock right, "
    "and ask again.",
    "expired": f"The attestation is no longer valid. {AGAIN}.",
    "used": f"This attestation has been used, and each is used once. {AGAIN}.",
    "crowded": "Too much was attested for this case within minutes. Wait ten minutes, "
    "and tell the system operator.",
}


class _Check(NamedTuple):
    code: str
    holds: bool
    where: str = ""


def prove(case: Case, request: Request, now: datetime) -> Attestation | None:
    """The attestation that shows who asks; None where none is asked for.

    A case that trusts no gateway asks for none. Raises `NotAttested`.
    """
    if not case.gateway_keys or request.kind not in ATTESTED:
        return None
    given = request.attestation
    if given is None:
        raise refusal("missing")
    for check in _checks(case, request, given, now):
        if not check.holds:
            raise refusal(check.code, check.where)
    return given


def is_proven(case: Case, request: Request | None, now: datetime) -> bool:
    """Whether a true attestation came with what is asked, whatever becomes of it."""
    try:
        return request is not None and prove(case, request, now) is not None
    except NotAttested:
        return False


def refusal(why: str, where: str = "") -> NotAttested:
    """A refusal by its reason, as the codes name it after 'attestation-'."""
    place = f"attestation.{where}" if where else "attestation"
    return NotAttested(f"attestation-{why}", WHY[why], where=place)


def _checks(
    case: Case, request: Request, given: Attestation, now: datetime
) -> Iterator[_Check]:
    """In order: until the signature holds, nothing that is said can be believed."""
    key = next((k for k in case.gateway_keys if k.key_id == given.key_id), None)
    if key is None:
        yield _Check("unknown-key", False, "key_id")
        return
    yield _Check("forged", is_signed(key.public, given.signature, signed_text(given)))
    yield from _by_a_trusted_key(key, request, given)
    yield from _of_this(case, request, given)
    yield from _in_time(case, given, now)


def _by_a_trusted_key(
    key: GatewayKey, request: Request, given: Attestation
) -> Iterator[_Check]:
    """A retired key is judged by when it attested; new keys, by those in use alone."""
    yield _Check("unknown-key", key.since <= given.issued_at + AHEAD, "key_id")
    in_its_time = key.until is not None and given.issued_at < key.until
    answers = in_its_time and request.kind != ADOPT_KEYS
    yield _Check("retired-key", key.is_in_use or answers, "key_id")


def _of_this(case: Case, request: Request, given: Attestation) -> Iterator[_Check]:
    yield _Check("other-case", given.case == case.ref, "case")
    yield _Check("other-person", given.person == request.by.person, "person")
    yield _Check("other-role", given.role == request.by.role, "role")
    asked = dates_of(request)
    for name in DATES:
        yield _Check("other-dates", getattr(given, name) == asked[name], name)
    yield _Check("other-request", given.request == content_digest(request), "request")


def _in_time(case: Case, given: Attestation, now: datetime) -> Iterator[_Check]:
    lasts = given.expires_at - given.issued_at
    yield _Check("too-long", lasts <= LONGEST, "expires_at")
    yield _Check("not-yet", given.issued_at <= now + AHEAD, "issued_at")
    yield _Check("expired", now < given.expires_at, "expires_at")
    yield _Check("used", given.nonce not in case.nonces, "nonce")
    live = sum(until > now for until in case.nonces.values())
    yield _Check("crowded", live < MOST_REMEMBERED)
