"""The keys that seal what may not be read: the first seals, every one opens.

A keyring is written as lines `keyid:base64key`, 32 bytes each. To rotate, put a new
line first and keep the old ones until nothing sealed with them is needed. It is also
the master key that the keys of the cases are wrapped under (custody.MasterKey).

A line `keyid:public:base64key` stands for an old one of which only the public half is
kept. It opens, wraps and marks nothing: what it signed can be checked (record.signet).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
#: How the id begins under which a key of a case's own seals, and no line's does.
OWN_KEY: Final = "#"
#: What stands between the id and the key of a line that is only a public half.
PUBLIC: Final = "public"
KEY_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")

#: What further keys are derived for: the key itself only seals.
MARKING: Final = b"vigil marks"
WRAPPING: Final = b"vigil data keys"
DERIVING: Final = b"vigil derived keys"

DEVELOPMENT: Final = "development"
DEVELOPMENT_KEY: Final = hashlib.sha256(
    b"vigil development key: everybody has it, so it protects nobody"
).digest()

Reason = Literal["unknown-key", "damaged", "erased", "elsewhere"]


class KeysUnusable(ValueError):
    """The keys are written wrongly. Says which line and what to write, never a key."""


class Unopenable(Exception):
    """Sealed bytes that no key of ours opens; `code` says why, in a fixed word.

    `unknown-key`: we hold no such key. `damaged`: the key is ours, and it does not fit
    these bytes where they are. `erased`: the case's keys were destroyed.
    `elsewhere`: sealed for another case, or for none.
    """

    def __init__(self, code: Reason) -> None:
        super().__init__(code)
        self.code: Reason = code


@dataclass(frozen=True, slots=True)
class Sealed:
    """Which key sealed it, and the box: a fresh nonce, then the ciphertext."""

    key_id: str
    box: bytes

    @property
    def is_a_cases(self) -> bool:
        """Whether it says that a case's own key sealed it, and not the keyring."""
        return self.key_id.startswith(OWN_KEY)


class _Entry(NamedTuple):
    number: int
    key_id: str
    is_public: bool
    key: bytes


class Keyring:
    """AES-256-GCM keys by id, the current one first; and public halves of old ones."""

    def __init__(
        self, keys: Mapping[str, bytes], public: Mapping[str, bytes] | None = None
    ) -> None:
        """`public`: Ed25519, 32 bytes, by ids that no key has. Raises KeysUnusable."""
        if not keys:
            raise KeysUnusable("there is no key; write one line keyid:base64key")
        self.public = dict(public or {})
        for key_id, key in (*keys.items(), *self.public.items()):
            _check(key_id, key)
        if both := sorted(keys.keys() & self.public.keys()):
            raise KeysUnusable(f"key {both[0]}: it stands there whole, and as a half")
        self.current = next(iter(keys))
        named = DEVELOPMENT in (*keys, *self.public)
        self.is_development = named or DEVELOPMENT_KEY in keys.values()
        self._ciphers = {key_id: AESGCM(key) for key_id, key in keys.items()}
        self._wrapping = {
            key_id: AESGCM(hmac.digest(key, WRAPPING, "sha256"))
            for key_id, key in keys.items()
        }
        self._deriving = {
            key_id: hmac.digest(key, DERIVING, "sha256") for key_id, key in keys.items()
        }
        self._marking = hmac.digest(keys[self.current], MARKING, "sha256")

    @classmethod
    def parse(cls, text: str) -> Keyring:
        """A keyring from its lines, of which the first seals. Raises KeysUnusable."""
        keys, public = dict[str, bytes](), dict[str, bytes]()
        for each in _entries(text):
            if each.is_public and not keys:
                raise KeysUnusable(
                    f"line {each.number}: the first line seals, so write a whole key"
                )
            _add(public if each.is_public else keys, each)
        return cls(keys, public)

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
        return Sealed(self.current, boxed(self._ciphers[self.current], plain, about))

    def unseal(self, sealed: Sealed, about: bytes) -> bytes:
        """Raises Unopenable, and nothing else, whatever the bytes are."""
        return opened(self._ciphers.get(sealed.key_id), sealed.box, about)

    def wrap(self, data_key: bytes, about: bytes) -> Sealed:
        """The key of a case, sealed under a key that seals nothing else."""
        return Sealed(
            self.current, boxed(self._wrapping[self.current], data_key, about)
        )

    def unwrap(self, wrapped: Sealed, about: bytes) -> bytes:
        """Raises Unopenable, and nothing else."""
        return opened(self._wrapping.get(wrapped.key_id), wrapped.box, about)

    def derived(self, purpose: bytes) -> dict[str, bytes]:
        """A key of its own for each key held, by HKDF: 32 bytes that seal nothing."""
        return {
            key_id: HKDFExpand(SHA256(), KEY_BYTES, purpose).derive(root)
            for key_id, root in self._deriving.items()
        }

    def mark(self, plain: bytes) -> str:
        """The same mark for the same bytes, under the current key; 32 hex figures.

        Nobody without the key can tell what it stands for, nor try who it might be.
        """
        return hmac.digest(self._marking, plain, "sha256").hex()[:32]


def boxed(cipher: AESGCM, plain: bytes, about: bytes) -> bytes:
    """A fresh nonce, then the ciphertext, which opens only with the same `about`."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, plain, about)


def opened(cipher: AESGCM | None, box: bytes, about: bytes) -> bytes:
    """What lies in the box. Raises Unopenable; no cipher is a key that we lack."""
    if cipher is None:
        raise Unopenable("unknown-key")
    try:
        return cipher.decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], about)
    except (InvalidTag, ValueError):
        raise Unopenable("damaged") from None


def keys_in(text: str) -> dict[str, bytes]:
    """Read lines `keyid:base64key`; empty lines and `#` comments are passed over.

    Raises KeysUnusable, also for a public half.
    """
    keys: dict[str, bytes] = {}
    for each in _entries(text):
        if each.is_public:
            raise KeysUnusable(f"line {each.number}: write a whole key here")
        _add(keys, each)
    return keys


def new_line(key_id: str) -> str:
    """A new random key, as a line of a keyring: a secret. Raises KeysUnusable."""
    key = os.urandom(KEY_BYTES)
    _check(key_id, key)
    return f"{key_id}:{base64.b64encode(key).decode()}"


def public_line(key_id: str, key: str) -> str:
    """The line of a public half, which is given in base64: no secret."""
    return f"{key_id}:{PUBLIC}:{key}"


def _entries(text: str) -> Iterator[_Entry]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield _entry(line.strip(), number)


def _entry(line: str, number: int) -> _Entry:
    key_id, colon, encoded = line.partition(":")
    if not colon:
        raise KeysUnusable(f"line {number}: write keyid:base64key")
    half, second, public = encoded.partition(":")
    is_public = bool(second) and half.strip() == PUBLIC
    if is_public:
        encoded = public
    try:
        key = base64.b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise KeysUnusable(f"line {number}: the key is not base64") from None
    return _Entry(number, key_id.strip(), is_public, key)


def _add(keys: dict[str, bytes], entry: _Entry) -> None:
    if entry.key_id in keys:
        raise KeysUnusable(f"line {entry.number}: this key id stands twice")
    try:
        _check(entry.key_id, entry.key)
    except KeysUnusable as wrong:
        raise KeysUnusable(f"line {entry.number}: {wrong}") from None
    keys[entry.key_id] = entry.key


def _check(key_id: str, key: bytes) -> None:
    if not KEY_ID.fullmatch(key_id):
        raise KeysUnusable(
            "a key id is at most 40 letters, digits, dots, hyphens and underscores"
        )
    if len(key) != KEY_BYTES:
        # Not by its id: in a line that is the wrong way round, that is the key.
        raise KeysUnusable(f"write {KEY_BYTES} bytes, as base64")
