"""What keys the record: a MAC for the end of each chain, a signature for each seal.

Both keys are derived from the keyring, under the same key ids. So what was marked and
signed before a rotation can be checked for as long as the old line stays in the ring;
what was signed, also when only its public half does. A mark needs the key itself: so
whoever stole a line that is no more than a public half here can mark nothing with it.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from json import JSONEncoder
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from adapters.sealing.keyring import Keyring, Unopenable

MARKING: Final = b"vigil/record/heads/1"
SIGNING: Final = b"vigil/record/seals/1"
#: What is signed begins so: the key signs nothing else, and its words mean no other.
A_SEAL: Final = b"vigil/seal/1\x00"

#: As json.dumps writes it without spaces, but made once: an append makes two marks.
_WRITTEN: Final = JSONEncoder(separators=(",", ":")).encode


class Signature(NamedTuple):
    """Ed25519, in base64, and the id of the key that made it."""

    key_id: str
    text: str


class Signet:
    """Marks and signs with the current key; checks with every key of the ring.

    Signatures also with the public halves that stand in it.
    """

    def __init__(self, keyring: Keyring) -> None:
        self.current = keyring.current
        self._marking = keyring.derived(MARKING)
        self._signing = {
            key_id: Ed25519PrivateKey.from_private_bytes(seed)
            for key_id, seed in keyring.derived(SIGNING).items()
        }
        self._public = {
            key_id: key.public_key() for key_id, key in self._signing.items()
        } | {
            key_id: Ed25519PublicKey.from_public_bytes(key)
            for key_id, key in keyring.public.items()
        }

    @property
    def public_keys(self) -> dict[str, str]:
        """Each key's public half, in base64: with it anybody can check a seal."""
        return {
            key_id: base64.b64encode(key.public_bytes_raw()).decode()
            for key_id, key in self._public.items()
        }

    def mac(self, *said: str | int) -> str:
        """The key's id, a colon, 64 hex figures."""
        return f"{self.current}:{_keyed(self._marking[self.current], said)}"

    def made(self, mac: str, *said: str | int) -> bool:
        """Whether we made this MAC of these words.

        Raises Unopenable (`unknown-key`) for one that names a key we do not hold.
        """
        key_id, _, figures = mac.partition(":")
        key = self._marking.get(key_id)
        if key is None:
            raise Unopenable("unknown-key")
        return hmac.compare_digest(figures.encode(), _keyed(key, said).encode())

    def sign(self, digest: str) -> Signature:
        """Of a seal's digest."""
        signed = self._signing[self.current].sign(A_SEAL + digest.encode())
        return Signature(self.current, base64.b64encode(signed).decode())

    def signed(self, signature: Signature, digest: str) -> bool:
        """Whether this is our signature. Raises Unopenable (`unknown-key`)."""
        key = self._public.get(signature.key_id)
        if key is None:
            raise Unopenable("unknown-key")
        return is_signed(key, signature.text, digest)


def is_signed(key: Ed25519PublicKey, signature: str, digest: str) -> bool:
    """Whether whoever holds the other half of the key signed this seal's digest."""
    try:
        key.verify(base64.b64decode(signature, validate=True), seal_text(digest))
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def seal_text(digest: str) -> bytes:
    """The very bytes that are signed for a seal."""
    return A_SEAL + digest.encode()


def _keyed(key: bytes, said: tuple[str | int, ...]) -> str:
    return hmac.digest(key, _WRITTEN(said).encode(), "sha256").hex()
