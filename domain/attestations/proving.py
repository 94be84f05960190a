"""Whether a request is attested: this person, this role, this case, this, now.

What needs a word is refused without a true one. Each way to fail has its own code, so
that the record tells a late answer from a forged one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from domain.attestations.attestation import Attestation, GatewayKey
from domain.attestations.kinds import ADOPT_KEYS, needs_word
from domain.attestations.saying import DATES, content_digest, dates_of, signed_text
from domain.attestations.verifying import is_signed
from domain.case import Case
from domain.errors import NotAttested
from domain.requests import Request

#: The longest time for which an attestation is taken.
LONGEST: Final = timedelta(minutes=10)
#: How far a gateway's clock may be ahead of the case's, or behind a key's adoption.
AHEAD: Final = timedelta(minutes=2)
#: So many are remembered at once: a day's work, typed in within ten minutes.
MOST_REMEMBERED: Final = 500
#: What may be wrong with a true word that came at another time than it was given for.
OF_TIME: Final = frozenset({"too-long", "not-yet", "expired", "crowded"})

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


class Vouched(NamedTuple):
    """A gateway's true word. `late`: it came when it held no more, or not yet."""

    word: Attestation
    late: bool


class _Check(NamedTuple):
    code: str
    holds: bool
    where: str = ""


def prove(case: Case, request: Request, now: datetime) -> Attestation | None:
    """The attestation that shows who asks; None where none does, and none need.

    A case that trusts no gateway asks for none. What needs none is taken with a false
    word as without any; a true one stands on record. Raises `NotAttested`.
    """
    given = request.attestation
    if not case.gateway_keys:
        return None
    if given is None:
        fault: _Check | None = _Check("missing", False)
    else:
        fault = _fault(case, request, given, now)
    if fault is None:
        return given
    if needs_word(case, request):
        raise refusal(fault.code, fault.where)
    return None


def vouched(case: Case, request: Request, now: datetime) -> Vouched | None:
    """The true word that came with what is asked, whatever becomes of it; else None."""
    given = request.attestation
    if given is None or not case.gateway_keys:
        return None
    fault = _fault(case, request, given, now)
    if fault is None:
        return Vouched(given, late=False)
    return Vouched(given, late=True) if fault.code in OF_TIME else None


def refusal(why: str, where: str = "") -> NotAttested:
    """A refusal by its reason, as the codes name it after 'attestation-'."""
    place = f"attestation.{where}" if where else "attestation"
    return NotAttested(f"attestation-{why}", WHY[why], where=place)


def _fault(
    case: Case, request: Request, given: Attestation, now: datetime
) -> _Check | None:
    """The first thing wrong with it; None where nothing is."""
    checks = _checks(case, request, given, now)
    return next((check for check in checks if not check.holds), None)


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
