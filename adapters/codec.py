"""Every payload is compressed, then sealed, before Temporal sees it.

Decoding never raises. An exception there would be raised before the case had the
message in hand: a signal nobody can open would wedge the case for ever, and its clock
with it. What cannot be opened is handed on as it came, with a mark that says why, and
the reader refuses it.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Final

from google.protobuf.message import DecodeError
from temporalio.api.common.v1 import Payload
from temporalio.converter import PayloadCodec

from adapters.keys import Keyring, Sealed, Unopenable

ENCODING: Final = b"binary/encrypted"
KEY_ID: Final = "encryption-key-id"
MARK: Final = "vigil-undecodable"

_ABOUT: Final = b"vigil/payload/1"
_CODES: Final = {b"unknown-key": "unknown-key", b"damaged": "damaged"}


def undecodable(payload: Payload) -> str | None:
    """Why it could not be opened: `unknown-key` or `damaged`. None when it was.

    The mark travels in clear and anyone may have written it, so only our own words
    are believed; any other mark counts as damage.
    """
    if MARK not in payload.metadata:
        return None
    return _CODES.get(payload.metadata[MARK], "damaged")


class SealingCodec(PayloadCodec):
    """zlib, then AES-256-GCM under the keyring's current key; opens with any of them.

    A payload that is not sealed at all is handed on as it is: it came from Temporal's
    own command line or console, and whoever reads it validates it.
    """

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Seal each; one that we could not open goes back exactly as it came."""
        return [self._seal(payload) for payload in payloads]

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Open each that is sealed; mark each that cannot be. Never raises."""
        return [self._open(payload) for payload in payloads]

    def _seal(self, payload: Payload) -> Payload:
        if _is_sealed(payload) and undecodable(payload):
            return _unmarked(payload)
        plain = zlib.compress(payload.SerializeToString())
        sealed = self._keyring.seal(plain, _ABOUT)
        return Payload(
            metadata={"encoding": ENCODING, KEY_ID: sealed.key_id.encode()},
            data=sealed.box,
        )

    def _open(self, payload: Payload) -> Payload:
        if not _is_sealed(payload):
            return payload
        key_id = payload.metadata[KEY_ID].decode("ascii", "replace")
        try:
            plain = self._keyring.unseal(Sealed(key_id, payload.data), _ABOUT)
            return Payload.FromString(zlib.decompress(plain))
        except Unopenable as why:
            return _marked(payload, why.code)
        except (zlib.error, DecodeError):
            return _marked(payload, "damaged")


def _is_sealed(payload: Payload) -> bool:
    return payload.metadata.get("encoding") == ENCODING


def _marked(payload: Payload, code: str) -> Payload:
    marked = Payload()
    marked.CopyFrom(payload)
    marked.metadata[MARK] = code.encode()
    return marked


def _unmarked(payload: Payload) -> Payload:
    original = Payload()
    original.CopyFrom(payload)
    del original.metadata[MARK]
    return original
