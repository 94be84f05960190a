"""Every payload is compressed, then sealed for its case, before Temporal sees it.

Decoding never raises for what a payload holds. An exception there would be raised
before the case had the message in hand: a signal nobody can open would wedge the case
for ever, and its clock with it. What cannot be opened is handed on as it came, with a
mark that says why, and the reader refuses it.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from google.protobuf.message import DecodeError
from temporalio.api.common.v1 import Payload
from temporalio.converter import (
    PayloadCodec,
    SerializationContext,
    WithSerializationContext,
)

from adapters.sealing.binding import SEAL, UNBOUND, Binding
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Sealed, Unopenable

ENCODING: Final = b"binary/encrypted"
KEY_ID: Final = "encryption-key-id"
MARK: Final = "vigil-undecodable"

#: What is bound to no case, and what was sealed before payloads were bound to one.
_ABOUT_NOBODY: Final = b"vigil/payload/2/unbound"
_ABOUT_OLDER: Final = b"vigil/payload/1"
_CODES: Final = {
    code.encode(): code for code in ("unknown-key", "damaged", "erased", "elsewhere")
}


def undecodable(payload: Payload) -> str | None:
    """Why it could not be opened: a code of keyring.Unopenable. None when it was.

    The mark travels in clear and anyone may have written it, so only our own words
    are believed; any other mark counts as damage.
    """
    if MARK not in payload.metadata:
        return None
    return _CODES.get(payload.metadata[MARK], "damaged")


def case_carried(payload: Payload) -> str | None:
    """Which case a sealed payload says that it is of; only opening it proves it."""
    named = Binding.carried(payload)
    return named.case_ref if named else None


class SealingCodec(PayloadCodec, WithSerializationContext):
    """zlib, then AES-256-GCM under the case's own key, bound to where it belongs.

    What Temporal encodes for no workflow is sealed under the keyring, and opens only
    where no workflow is spoken of either. Where none is known on decoding, a payload
    is opened for the one that it names. A payload that is not sealed at all is handed
    on as it is: it came from Temporal's own command line or console, and whoever reads
    it validates it. `bound_only`: what was sealed before payloads were bound counts as
    sealed elsewhere.
    """

    def __init__(
        self, custody: Custody, *, bound_only: bool, home: Binding | None = None
    ) -> None:
        self._custody = custody
        self._bound_only = bound_only
        self._home = home

    def with_context(self, context: SerializationContext) -> SealingCodec:
        """The codec of one workflow."""
        home = Binding.of(context)
        return SealingCodec(self._custody, bound_only=self._bound_only, home=home)

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Seal each; one that we could not open goes back exactly as it came.

        Raises keyring.Unopenable `erased` for a case whose keys were destroyed, and
        master.KeysNotReady.
        """
        if self._home is None or self._custody.is_at_hand(self._home.case_ref):
            return self._sealed(payloads)
        return await asyncio.to_thread(self._sealed, payloads)

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        """Open each that is sealed; mark each that cannot be.

        Raises only master.KeysNotReady, so that what waits is tried again.
        """
        if self._home and self._custody.is_at_hand(self._home.case_ref):
            return self._opened(payloads)
        return await asyncio.to_thread(self._opened, payloads)

    def _sealed(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [self._seal(payload) for payload in payloads]

    def _opened(self, payloads: Sequence[Payload]) -> list[Payload]:
        return [self._open(payload) for payload in payloads]

    def _seal(self, payload: Payload) -> Payload:
        if _is_sealed(payload) and undecodable(payload):
            return _unmarked(payload)
        plain = zlib.compress(payload.SerializeToString())
        if self._home is None:
            sealed = self._custody.keyring.seal(plain, _ABOUT_NOBODY)
        else:
            about = self._home.about()
            sealed = self._custody.seal(self._home.case_ref, plain, about)
        payload = Payload()
        payload.CopyFrom(_envelope(self._home, sealed.key_id))
        payload.data = sealed.box
        return payload

    def _open(self, payload: Payload) -> Payload:
        if not _is_sealed(payload):
            return payload
        try:
            return Payload.FromString(zlib.decompress(self._unsealed(payload)))
        except Unopenable as why:
            return _marked(payload, why.code)
        except (zlib.error, DecodeError):
            return _marked(payload, "damaged")

    def _unsealed(self, payload: Payload) -> bytes:
        key_id = payload.metadata.get(KEY_ID, b"").decode("ascii", "replace")
        sealed = Sealed(key_id, payload.data)
        at_home = self._home is not None and self._home.is_on(payload)
        named = self._home if at_home else Binding.carried(payload)
        if named is None:
            return self._custody.keyring.unseal(sealed, self._about_no_case(payload))
        if self._home not in (None, named):
            raise Unopenable("elsewhere")
        return self._custody.unseal(named.case_ref, sealed, named.about())

    def _about_no_case(self, payload: Payload) -> bytes:
        if SEAL not in payload.metadata and not self._bound_only:
            return _ABOUT_OLDER
        if SEAL not in payload.metadata or self._home is not None:
            raise Unopenable("elsewhere")
        return _ABOUT_NOBODY


@lru_cache(maxsize=4096)
def _envelope(home: Binding | None, key_id: str) -> Payload:
    """What every payload of one home, under one key, carries in clear: to be copied."""
    carried = {SEAL: UNBOUND} if home is None else home.metadata()
    return Payload(metadata={"encoding": ENCODING, KEY_ID: key_id.encode(), **carried})


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
