"""Whom each case trusts, by its record, and what a change of keys would do to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from domain.attestations.attestation import PublicKey
from domain.facts.keeping import CaseOpened, GatewayKeysAdopted
from domain.recording import Row
from domain.refolding import FACT

OPENED, ADOPTED, SEALED = "case-opened", "gateway-keys-adopted", "case-sealed"
#: The kinds of fact that tell whom a case trusts, and whether it is over.
TELLING: Final = (OPENED, ADOPTED, SEALED)


class Trusting(NamedTuple):
    """An open case, and the keys that it trusts; none in an older case.

    Whole keys: an id is only a name, and two installations may give the same.
    """

    case: str
    keys: frozenset[PublicKey]


def trusted_by(rows: Iterable[Row]) -> frozenset[PublicKey] | None:
    """The keys in use by these rows, in order; None when the case is over.

    `rows`: those of a case that are TELLING. Raises `ValidationError` for a row that
    no version of the program wrote.
    """
    trusted: frozenset[PublicKey] = frozenset()
    for row in rows:
        match FACT.validate_json(row.body):
            case CaseOpened(gateway_keys=keys) | GatewayKeysAdopted(keys=keys):
                trusted = frozenset(
                    PublicKey(key_id=key.key_id, public=key.public)
                    for key in keys
                    if key.is_in_use
                )
            case _:
                return None
    return trusted


def lacking(cases: Iterable[Trusting], keys: Sequence[PublicKey]) -> list[Trusting]:
    """The cases that do not trust these keys and no others."""
    wanted = frozenset(keys)
    return [case for case in cases if case.keys != wanted]


def strangers(cases: Iterable[Trusting], keys: Sequence[PublicKey]) -> tuple[str, ...]:
    """The cases that trust gateways, and none of these: somebody must find out whose.

    No word of ours changes them.
    """
    ours = frozenset(keys)
    return tuple(each.case for each in cases if each.keys and not each.keys & ours)
