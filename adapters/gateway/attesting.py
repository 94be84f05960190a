"""The gateway's signing: its word for who asks, given for minutes, taken once.

Seeds are written like the keys of a keyring, as lines `keyid:base64`, 32 bytes each:
the first signs, every one is trusted. Further public keys can be trusted too, as that
of a spare that is kept locked away.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from adapters.sealing.keyring import KEY_BYTES, KeysUnusable
from domain.attestations.attestation import Attestation, GatewayKey, PublicKey
from domain.attestations.saying import content_digest, dates_of, signed_text
from domain.making import changed
from domain.requests import Request

DEVELOPMENT: Final = "development"
DEVELOPMENT_SEED: Final = hashlib.sha256(
    b"vigil development gateway: everybody has it, so its word is worth nothing"
).digest()
#: For how long a word is given: a request is on its way for seconds.
LASTS: Final = timedelta(minutes=5)
NONCE_BYTES: Final = 16
UNSIGNED: Final = "0" * 128

R = TypeVar("R", bound=Request)


class Attester:
    """Signs with the first seed. Trusts all of them, and what it is told to trust."""

    def __init__(
        self, seeds: Mapping[str, bytes], trusted: Mapping[str, bytes] | None = None
    ) -> None:
        """Raises KeysUnusable when there is no seed, or an id names two keys."""
        if not seeds:
            raise KeysUnusable("there is no gateway key; write one line keyid:base64")
        self._signing = {
            key_id: Ed25519PrivateKey.from_private_bytes(seed)
            for key_id, seed in seeds.items()
        }
        self.key_id = next(iter(seeds))
        own = {id: key.public_key() for id, key in self._signing.items()}
        raw = {id: key.public_bytes_raw() for id, key in own.items()}
        self.public_keys = _all(raw, trusted or {})

    @classmethod
    def development(cls) -> Attester:
        """The key that anyone can derive: for trying Vigil out, never for a family."""
        return cls({DEVELOPMENT: DEVELOPMENT_SEED})

    def trusted_from(self, since: datetime) -> tuple[GatewayKey, ...]:
        """The keys that a case opened now trusts."""
        return tuple(
            GatewayKey(**key.model_dump(), since=since) for key in self.public_keys
        )

    def attested(self, request: R, case: str, now: datetime) -> R:
        """The request with our word that whoever asks is who it says, asking this."""
        unsigned = Attestation(
            person=request.by.person,
            role=request.by.role,
            case=case,
            request=content_digest(request),
            **dates_of(request),
            issued_at=now,
            expires_at=now + LASTS,
            nonce=os.urandom(NONCE_BYTES).hex(),
            key_id=self.key_id,
            signature=UNSIGNED,
        )
        signature = self._signing[self.key_id].sign(signed_text(unsigned)).hex()
        return changed(request, attestation=changed(unsigned, signature=signature))


def _all(
    own: Mapping[str, bytes], trusted: Mapping[str, bytes]
) -> tuple[PublicKey, ...]:
    for key_id, key in trusted.items():
        if own.get(key_id, key) != key:
            raise KeysUnusable(
                f"{key_id} names one key of the gateway and another that is trusted: "
                "give each key an id of its own"
            )
    keys = {**own, **trusted}
    return tuple(PublicKey(key_id=id, public=key.hex()) for id, key in keys.items())


def is_development(seeds: Mapping[str, bytes]) -> bool:
    """Whether one of these is everybody's."""
    return DEVELOPMENT in seeds or DEVELOPMENT_SEED in seeds.values()


def new_line(key_id: str) -> str:
    """A new seed, as a line to be put into the gateway's file: a secret."""
    return line_of(key_id, os.urandom(KEY_BYTES))


def line_of(key_id: str, key: bytes) -> str:
    return f"{key_id}:{base64.b64encode(key).decode()}"
