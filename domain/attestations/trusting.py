"""Whom each case trusts, by its record, and what a change of keys would do to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from domain.attestations.attestation import PublicKey, in_use
from domain.facts.keeping import CaseOpened, GatewayKeysAdopted
from domain.recording import Row
from domain.refolding import FACT

OPENED, ADOPTED, SEALED = "case-opened", "gateway-keys-adopted", "case-sealed"
#: The kinds of fact that tell whom a case trusts, and whether it is over.
TELLING: Final = (OPENED, ADOPTED, SEALED)


class Trusting(NamedTuple):
    """An open case, and the ids of the keys that it trusts; none in an older case."""

    case: str
    keys: frozenset[str]


def trusted_by(rows: Iterable[Row]) -> frozenset[str] | None:
    """The ids of the keys in use by these rows, in order; None when the case is over.

    `rows`: those of a case that are TELLING. Raises `ValidationError` for a row that
    no version of the program wrote.
    """
    trusted: frozenset[str] = frozenset()
    for row in rows:
        match FACT.validate_json(row.body):
            case CaseOpened(gateway_keys=keys) | GatewayKeysAdopted(keys=keys):
                trusted = frozenset(in_use(keys))
            case _:
                return None
    return trusted


def lacking(cases: Iterable[Trusting], keys: Sequence[PublicKey]) -> list[Trusting]:
    """The cases that do not trust these keys and no others."""
    wanted = frozenset(key.key_id for key in keys)
    return [case for case in cases if case.keys != wanted]


def strangers(cases: Iterable[Trusting], keys: Sequence[PublicKey]) -> tuple[str, ...]:
    """The cases that trust gateways, and none of these: somebody must find out whose.

    No word of ours changes them.
    """
    ours = {key.key_id for key in keys}
    return tuple(each.case for each in cases if each.keys and not each.keys & ours)
