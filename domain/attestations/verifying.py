"""Ed25519, as a pure function of bytes: the domain's one use of cryptography."""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def is_signed(public: str, signature: str, text: bytes) -> bool:
    """Whether whoever holds the other half of the key signed this text.

    Both in hexadecimal. Bytes that are no key, or no signature, sign nothing.
    """
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), text)
    except (InvalidSignature, ValueError):
        return False
    return True
