"""What a gateway attests, and the public keys by which a case knows its gateways."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from domain.ids import CaseRef, Day, Instant, Ref
from domain.roles import Role
from rulebook.schema import Frozen

#: Bytes in hexadecimal, small letters: one way to write each.
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
PublicHalf = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Nonce = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Signature = Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]
KeyId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")]


class PublicKey(Frozen):
    """The public half of a gateway's Ed25519 key. An id names one key for ever."""

    key_id: KeyId
    public: PublicHalf


class GatewayKey(PublicKey):
    """A key that a case trusts: for what was attested since, and before `until`."""

    since: Instant
    until: Instant | None = None

    @property
    def is_in_use(self) -> bool:
        """A key that was retired is never trusted again."""
        return self.until is None


def in_use(keys: Iterable[GatewayKey]) -> tuple[str, ...]:
    """The ids of the keys that are trusted for what is attested from now on."""
    return tuple(key.key_id for key in keys if key.is_in_use)


class Attestation(Frozen):
    """A gateway's word that this person, in this role, asks this of this case, now.

    `request`: the SHA-256 of what is asked (saying.content_digest). The dates are those
    that the request agrees to, where it has them. `nonce`: 16 bytes that are drawn once
    and taken once. `signature`: Ed25519 over saying.signed_text.
    """

    person: Ref
    role: Role
    case: CaseRef
    request: Digest
    agreed_on: Day | None = None
    first_check_on: Day | None = None
    new_starts_at: Instant | None = None
    issued_at: Instant
    expires_at: Instant
    nonce: Nonce
    key_id: KeyId
    signature: Signature
