"""A key of its own for each case, so that one case can be made unreadable for ever.

The keys are random, kept wrapped under the master key, and in memory for a minute at
most: an erasure anywhere takes effect everywhere within that.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import URL

from adapters.clock import SystemClock
from adapters.sealing.case_keys import CaseKeys, Counted, Generation, Rewrapped
from adapters.sealing.keyring import (
    KEY_BYTES,
    OWN_KEY,
    Keyring,
    Sealed,
    Unopenable,
    boxed,
    opened,
)
from adapters.sealing.master import CaseKeyDamaged, MasterKey, MasterKeyMissing

#: How long a case's keys may be remembered, in seconds.
REMEMBERED: Final = 60.0
#: How many cases' keys are remembered at once: what is live on one worker.
CASES_REMEMBERED: Final = 4096

#: A generation's id, which no keyring can hold: it knows no `#`.
_GENERATION: Final = re.compile(r"#([1-9][0-9]{0,5})")


@dataclass(frozen=True, slots=True)
class _Remembered:
    until: float
    current: int
    ciphers: dict[int, AESGCM]
    destroyed_at: str | None


class Custody:
    """The cases' keys. Every method may be called from any thread."""

    def __init__(
        self,
        case_keys: CaseKeys,
        keyring: Keyring,
        master: MasterKey | None = None,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        self.keyring = keyring
        self.master: MasterKey = master or keyring
        self._keys = case_keys
        self._ticks = ticks
        self._remembered: OrderedDict[str, _Remembered] = OrderedDict()
        self._lock = Lock()

    @classmethod
    def open(cls, where: URL | str | Path, keyring: Keyring) -> Custody:
        """A file by its path, or what an address names.

        Raises store.addresses.AddressInvalid, KeysOutOfReach, CaseKeysTooNew.
        """
        return cls(CaseKeys.open(where), keyring)

    def close(self) -> None:
        """Forget every key and let go of the store."""
        with self._lock:
            self._remembered.clear()
        self._keys.close()

    def check(self) -> None:
        """Raises MasterKeyMissing, naming the ids, when some keys cannot be opened."""
        held = {each.master_id for each in self._keys.counted()}
        if missing := sorted(held - set(self.master.ids)):
            raise MasterKeyMissing(*missing)

    def is_at_hand(self, case_ref: str) -> bool:
        """Whether sealing and unsealing for the case will not ask the store."""
        known = self._recalled(case_ref)
        return known is not None and bool(known.current or known.destroyed_at)

    def seal(self, case_ref: str, plain: bytes, about: bytes) -> Sealed:
        """Under the case's newest key, which is made when there is none.

        Raises Unopenable `erased`, and KeysNotReady.
        """
        known = self._known(case_ref)
        while not known.current:
            _refuse_erased(known)
            self._make(case_ref, 1)
            known = self._known(case_ref)
        _refuse_erased(known)
        box = boxed(known.ciphers[known.current], plain, about)
        return Sealed(f"{OWN_KEY}{known.current}", box)

    def unseal(self, case_ref: str, sealed: Sealed, about: bytes) -> bytes:
        """Raises Unopenable, and KeysNotReady."""
        generation = _numbered(sealed.key_id)
        if generation is None:
            raise Unopenable("unknown-key")
        known = self._known(case_ref)
        _refuse_erased(known)
        if generation > known.current:  # made elsewhere since we looked
            known = self._learn(case_ref, self._keys.of(case_ref))
        return opened(known.ciphers.get(generation), sealed.box, about)

    def destroy(self, case_ref: str, at: datetime) -> int:
        """Overwrite every key of the case, for ever; how many there were.

        Raises KeysOutOfReach, and of its kind scrubbing.KeysStillRead: then nothing
        opens any more, and it is done again until nothing is left of the keys either.
        """
        try:
            return self._keys.destroy(case_ref, at.isoformat())
        finally:
            with self._lock:
                self._remembered.pop(case_ref, None)

    def scrub(self) -> None:
        """See that nothing is left of the keys that were destroyed. As `destroy`."""
        self._keys.scrub()

    def is_destroyed(self, case_ref: str) -> bool:
        """Raises KeysOutOfReach."""
        return self.destroyed_at(case_ref) is not None

    def destroyed_at(self, case_ref: str) -> datetime | None:
        """When the case's keys were destroyed. Raises KeysOutOfReach."""
        for each in self._keys.of(case_ref):
            if each.destroyed_at is not None:
                return datetime.fromisoformat(each.destroyed_at)
        return None

    def renew(self, case_ref: str) -> int:
        """Seal with a new key from now on; its number. What older ones sealed opens.

        Other processes seal with the older for a minute at most. Raises Unopenable
        `erased`, KeysOutOfReach, MasterKeyMissing.
        """
        while True:
            known = self._learn(case_ref, self._keys.of(case_ref))
            _refuse_erased(known)
            if self._make(case_ref, known.current + 1):
                return known.current + 1

    def rewrap(self, progress: Callable[[int], None] = lambda _: None) -> Rewrapped:
        """Put every case's key under the current master key; how many were not.

        One that is damaged is left, and its case named; so is, unnamed, what is under a
        master key that is not given (`check` says which). `progress` is told after each
        hundred. May be stopped and gone on with, and run in several places at once.
        Raises KeysNotReady.
        """
        older = [each for each in self.master.ids if each != self.master.current]
        done, left = 0, list[str]()
        while any(found := self._keys.rewrap(older, len(left), self._anew)):
            done += found.moved
            left += found.left
            progress(found.moved)
        return Rewrapped(done, tuple(dict.fromkeys(left)))

    def counted(self) -> list[Counted]:
        """What each master key has wrapped. Raises KeysOutOfReach."""
        return self._keys.counted()

    def erased(self) -> frozenset[str]:
        """Every case whose keys are destroyed. Raises KeysOutOfReach."""
        return self._keys.erased()

    def count_destroyed(self) -> int:
        """How many cases are erased. Raises KeysOutOfReach."""
        return self._keys.destroyed()

    def _recalled(self, case_ref: str) -> _Remembered | None:
        known = self._remembered.get(case_ref)
        return None if known is None or known.until <= self._ticks() else known

    def _known(self, case_ref: str) -> _Remembered:
        known = self._recalled(case_ref)
        return known or self._learn(case_ref, self._keys.of(case_ref))

    def _learn(self, case_ref: str, held: tuple[Generation, ...]) -> _Remembered:
        until = self._ticks() + REMEMBERED
        gone = next((each.destroyed_at for each in held if each.destroyed_at), None)
        ciphers = {
            each.no: AESGCM(self._unwrapped(case_ref, each.no, each.wrapped))
            for each in held
            if each.wrapped is not None
        }
        known = _Remembered(until, max(ciphers, default=0), ciphers, gone)
        with self._lock:
            self._remembered[case_ref] = known
            self._remembered.move_to_end(case_ref)
            while len(self._remembered) > CASES_REMEMBERED:
                self._remembered.popitem(last=False)
        return known

    def _make(self, case_ref: str, no: int) -> bool:
        about = _of_the_case(case_ref, no)
        wrapped = self.master.wrap(os.urandom(KEY_BYTES), about)
        made_at = SystemClock().now().isoformat()
        made = self._keys.add(case_ref, no, wrapped, made_at)
        self._learn(case_ref, self._keys.of(case_ref))
        return made

    def _unwrapped(self, case_ref: str, no: int, wrapped: Sealed) -> bytes:
        try:
            return self.master.unwrap(wrapped, _of_the_case(case_ref, no))
        except Unopenable as why:
            if why.code == "unknown-key":
                raise MasterKeyMissing(wrapped.key_id) from None
            raise CaseKeyDamaged from None

    def _anew(self, case_ref: str, no: int, held: Sealed) -> Sealed:
        data_key = self._unwrapped(case_ref, no, held)
        return self.master.wrap(data_key, _of_the_case(case_ref, no))


@lru_cache(maxsize=256)
def _numbered(key_id: str) -> int | None:
    named = _GENERATION.fullmatch(key_id)
    return None if named is None else int(named[1])


def _refuse_erased(known: _Remembered) -> None:
    if known.destroyed_at is not None:
        raise Unopenable("erased")


def _of_the_case(case_ref: str, no: int) -> bytes:
    return json.dumps(["vigil/case-key/1", case_ref, no]).encode()
