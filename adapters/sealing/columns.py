"""Database columns that only the holders of a key can read."""

from __future__ import annotations

import json
from dataclasses import dataclass

from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Sealed, Unopenable


@dataclass(frozen=True)
class CaseColumn:
    """What belongs to a case: sealed under its own key and bound to its row.

    `about` is the row's other columns, clear and identifying: sealed text moved to
    another row, or beside edited columns, no longer opens.

    Once the case's keys are destroyed nothing of it opens, here or in a copy. A row
    from before cases had keys opens under the keyring.
    """

    custody: Custody
    name: str

    def seal(self, case_ref: str, text: bytes, *about: str | int) -> bytes:
        """The key's id, a colon, the box. Raises what Custody.seal does."""
        sealed = self.custody.seal(case_ref, text, _about(self.name, about))
        return _written(sealed)

    def unseal(self, case_ref: str, held: bytes, *about: str | int) -> bytes:
        """Raises what Custody.unseal does."""
        sealed, bound = _read(held), _about(self.name, about)
        if sealed.is_a_cases:
            return self.custody.unseal(case_ref, sealed, bound)
        return self.custody.keyring.unseal(sealed, bound)


def _written(sealed: Sealed) -> bytes:
    return sealed.key_id.encode() + b":" + sealed.box


def _read(held: bytes) -> Sealed:
    key_id, colon, box = held.partition(b":")
    if not colon:
        raise Unopenable("damaged")
    return Sealed(key_id.decode("ascii", "replace"), box)


def _about(name: str, about: tuple[str | int, ...]) -> bytes:
    return json.dumps([name, *about]).encode()
