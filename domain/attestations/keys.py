"""Which gateways a case trusts from now on: keys come in, keys are retired for ever."""

from __future__ import annotations

from datetime import datetime

from domain.attestations.attestation import GatewayKey, PublicKey, in_use
from domain.case import Case
from domain.errors import Refused
from domain.facts import Facts
from domain.facts.keeping import GatewayKeysAdopted
from domain.making import changed
from domain.requests.keeping import AdoptGatewayKeys


def decide_gateway_keys(case: Case, request: AdoptGatewayKeys, now: datetime) -> Facts:
    """The keys asked for, and no others, are trusted from `now`. Raises `Refused`.

    Where a case trusted none, this can only add protection; the fact says so.
    """
    wanted = {key.key_id: key for key in request.keys}
    _can_be_kept(case, request.keys, wanted)
    trusted = set(in_use(case.gateway_keys))
    if wanted.keys() == trusted:
        raise Refused(
            "same-gateway-keys",
            "The case trusts these gateways already, and no other.",
            where="keys",
        )
    kept = (_kept(key, key.key_id in wanted, now) for key in case.gateway_keys)
    new = (
        GatewayKey(**key.model_dump(), since=now)
        for key in request.keys
        if key.key_id not in trusted
    )
    return (
        GatewayKeysAdopted(
            at=now,
            keys=(*kept, *new),
            first=not case.gateway_keys,
            reason=request.reason,
        ),
    )


def _kept(key: GatewayKey, wanted: bool, now: datetime) -> GatewayKey:
    return key if wanted or not key.is_in_use else changed(key, until=now)


def _can_be_kept(
    case: Case, keys: tuple[PublicKey, ...], wanted: dict[str, PublicKey]
) -> None:
    if not keys:
        raise Refused(
            "last-gateway-key",
            "A case that trusts a gateway always trusts one: name the key that takes "
            "the place of the last.",
            where="keys",
        )
    if len(wanted) < len(keys) or len({key.public for key in keys}) < len(keys):
        raise Refused(
            "gateway-key-twice", "A key, or its id, is named twice.", where="keys"
        )
    for known in case.gateway_keys:
        for key in keys:
            _is_the_same(known, key)


def _is_the_same(known: GatewayKey, key: PublicKey) -> None:
    same_id, same_key = known.key_id == key.key_id, known.public == key.public
    if same_id != same_key:
        raise Refused(
            "gateway-key-id-taken",
            "An id names one key for ever, and a key has one id: give a new key an id "
            "that was never used.",
            where="keys",
        )
    if same_id and not known.is_in_use:
        raise Refused(
            "gateway-key-retired",
            "This key was retired, and a retired key is never trusted again: make a "
            "new one ('vigil gateway-keys new').",
            where="keys",
        )
