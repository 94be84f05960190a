"""A database column that only the holders of a key can read."""

from __future__ import annotations

import json
from dataclasses import dataclass

from adapters.keys import Keyring, Sealed, Unopenable


@dataclass(frozen=True)
class SealedColumn:
    """Text sealed under the keyring and bound to its row.

    `about` is the row's other columns, clear and identifying: sealed text moved to
    another row, or beside edited columns, no longer opens.
    """

    keyring: Keyring
    name: str

    def seal(self, text: bytes, *about: str | int) -> bytes:
        """The key's id, a colon, the box."""
        sealed = self.keyring.seal(text, self._about(about))
        return sealed.key_id.encode() + b":" + sealed.box

    def unseal(self, held: bytes, *about: str | int) -> bytes:
        """Raises keys.Unopenable."""
        key_id, colon, box = held.partition(b":")
        if not colon:
            raise Unopenable("damaged")
        sealed = Sealed(key_id.decode("ascii", "replace"), box)
        return self.keyring.unseal(sealed, self._about(about))

    def _about(self, about: tuple[str | int, ...]) -> bytes:
        return json.dumps([self.name, *about]).encode()
