"""The key that the keys of cases are wrapped under, and what can be amiss with them."""

from __future__ import annotations

from typing import Final, Protocol

from adapters.sealing.keyring import Sealed, Unopenable


class MasterKey(Protocol):
    """What wraps the keys of cases. The keyring does; so can a key service.

    An adapter to one must hold to this: `wrap` uses the `current` key and answers
    with its id; `unwrap` opens under any of `ids`; `about` is bound, so that a wrapped
    key put in another case's row does not open (with a service: its encryption
    context). `unwrap` raises Unopenable and nothing else for what it cannot open, and
    KeysOutOfReach when the service does not answer, which is tried again. An id has
    at most 40 letters, digits, dots, hyphens and underscores.
    """

    @property
    def current(self) -> str: ...

    @property
    def ids(self) -> tuple[str, ...]: ...

    def wrap(self, data_key: bytes, about: bytes) -> Sealed: ...

    def unwrap(self, wrapped: Sealed, about: bytes) -> bytes: ...


class KeysNotReady(Exception):
    """A fault of this installation, and never of what was to be opened.

    So it is raised, and what waits is tried again: handed on as a damaged message, it
    would change what a case has heard. Says what to do, and never a key.
    """


class KeysOutOfReach(KeysNotReady):
    """The store of the cases' keys does not answer. Nothing of it is said here."""

    def __init__(self) -> None:
        super().__init__(
            "the store of the cases' keys cannot be reached or written: check "
            "VIGIL_CASE_KEYS_URL, and that its database or folder is there and yours"
        )


class CaseKeysTooNew(KeysNotReady):
    """The store was laid out by a later Vigil, which this one must not write to."""

    def __init__(self, version: int, known: int) -> None:
        super().__init__(
            f"the store of the cases' keys has layout {version}, and this program "
            f"knows {known}: use the newer Vigil"
        )


class MasterKeyMissing(KeysNotReady):
    """Keys of cases are wrapped under a master key that is not given here."""

    code: Final = "unknown-key"

    def __init__(self, *key_ids: str) -> None:
        named = ", ".join(key_ids)
        super().__init__(
            f"the keys of some cases are under the master key {named}, which is not "
            "given here: put its line back into the file that VIGIL_KEYS_FILE names, "
            "below the first line"
        )
        self.key_ids = key_ids


class CaseKeyDamaged(KeysNotReady):
    """A case's wrapped key does not open where it lies: the store was altered."""

    code: Final = "key-damaged"

    def __init__(self) -> None:
        super().__init__(
            "a case's key does not open where it lies, so the store of the cases' "
            "keys was altered or damaged: restore it from its newest backup"
        )


#: What keeps one case from being opened, and by itself says nothing of the others; each
#: has a `code`. Where not one case opens for want of a key, it is the installation's.
NOT_OPENED: Final = (Unopenable, CaseKeyDamaged, MasterKeyMissing)
