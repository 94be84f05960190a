"""The keys that seal what may not be read: the first seals, every one opens.

A keyring is written as lines `keyid:base64key`, 32 bytes each. To rotate, put a new
line first and keep the old ones until nothing sealed with them is needed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
KEY_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")

#: What the key of marks is derived for: the key itself only seals.
MARKING: Final = b"vigil marks"

DEVELOPMENT: Final = "development"
DEVELOPMENT_KEY: Final = hashlib.sha256(
    b"vigil development key: everybody has it, so it protects nobody"
).digest()

Reason = Literal["unknown-key", "damaged"]


class KeysUnusable(ValueError):
    """The keys are written wrongly. Says which line and what to write, never a key."""


class Unopenable(Exception):
    """Sealed bytes that no key of ours opens; `code` says why, in a fixed word."""

    def __init__(self, code: Reason) -> None:
        super().__init__(code)
        self.code: Reason = code


@dataclass(frozen=True, slots=True)
class Sealed:
    """Which key sealed it, and the box: a fresh nonce, then the ciphertext."""

    key_id: str
    box: bytes


class Keyring:
    """AES-256-GCM keys by id, the current one first."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        """Raises KeysUnusable unless there is a key and each has 32 bytes."""
        if not keys:
            raise KeysUnusable("there is no key; write one line keyid:base64key")
        for key_id, key in keys.items():
            _check(key_id, key)
        self.current = next(iter(keys))
        self.is_development = DEVELOPMENT in keys or DEVELOPMENT_KEY in keys.values()
        self._ciphers = {key_id: AESGCM(key) for key_id, key in keys.items()}
        self._marking = hmac.digest(keys[self.current], MARKING, "sha256")

    @classmethod
    def parse(cls, text: str) -> Keyring:
        """Read lines `keyid:base64key`; empty lines and `#` comments are passed over.

        Raises KeysUnusable.
        """
        keys: dict[str, bytes] = {}
        for number, line in enumerate(text.splitlines(), start=1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            key_id, key = _entry(line.strip(), number)
            if key_id in keys:
                raise KeysUnusable(f"line {number}: this key id stands twice")
            keys[key_id] = key
        return cls(keys)

    @classmethod
    def development(cls) -> Keyring:
        """The key that anyone can derive: for trying Vigil out, never for a family."""
        return cls({DEVELOPMENT: DEVELOPMENT_KEY})

    @property
    def ids(self) -> tuple[str, ...]:
        """Every key id held, the current one first."""
        return tuple(self._ciphers)

    def seal(self, plain: bytes, about: bytes) -> Sealed:
        """Seal with the current key, bound to `about`: it opens nowhere else."""
        nonce = os.urandom(NONCE_BYTES)
        box = nonce + self._ciphers[self.current].encrypt(nonce, plain, about)
        return Sealed(self.current, box)

    def mark(self, plain: bytes) -> str:
        """The same mark for the same bytes, under the current key; 32 hex figures.

        Nobody without the key can tell what it stands for, nor try who it might be.
        """
        return hmac.digest(self._marking, plain, "sha256").hex()[:32]

    def unseal(self, sealed: Sealed, about: bytes) -> bytes:
        """Raises Unopenable, and nothing else, whatever the bytes are."""
        cipher = self._ciphers.get(sealed.key_id)
        if cipher is None:
            raise Unopenable("unknown-key")
        nonce, ciphertext = sealed.box[:NONCE_BYTES], sealed.box[NONCE_BYTES:]
        try:
            return cipher.decrypt(nonce, ciphertext, about)
        except (InvalidTag, ValueError):
            raise Unopenable("damaged") from None


def _entry(line: str, number: int) -> tuple[str, bytes]:
    key_id, colon, encoded = line.partition(":")
    if not colon:
        raise KeysUnusable(f"line {number}: write keyid:base64key")
    try:
        return key_id.strip(), base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise KeysUnusable(f"line {number}: the key is not base64") from None


def _check(key_id: str, key: bytes) -> None:
    if not KEY_ID.fullmatch(key_id):
        raise KeysUnusable(
            "a key id is at most 40 letters, digits, dots, hyphens and underscores"
        )
    if len(key) != KEY_BYTES:
        raise KeysUnusable(f"key {key_id}: write {KEY_BYTES} bytes, as base64")
