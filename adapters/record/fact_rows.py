"""A fact as it lies in the store: its clear columns, and the words under seal."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeAlias

from adapters.sealing.columns import CaseColumn
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Unopenable
from domain.evidence.commitment import SALT_BYTES, commitment, parted, salted
from domain.recording import Row

#: Number, kind, when it happened, when recorded, commitment: as books.FACTS_BOOK.
Clear: TypeAlias = tuple[int, str, str, str, str]


class FactRows:
    """Seals facts and opens them. A row of the store: `*Clear`, then the body."""

    def __init__(self, custody: Custody) -> None:
        self._bodies = CaseColumn(custody, "facts.body")

    def sealed(self, case: str, row: Row) -> tuple[Clear, bytes]:
        """Raises what CaseColumn.seal does."""
        salt, words = os.urandom(SALT_BYTES), row.body.encode()
        at, recorded_at = row.at.isoformat(), row.recorded_at.isoformat()
        clear = (row.no, row.kind, at, recorded_at, commitment(salt, words))
        return clear, self._bodies.seal(case, salted(salt, words), case, *_about(clear))

    def opened(self, case: str, held: Sequence[Any]) -> Row:
        """Raises what CaseColumn.unseal does; Unopenable for words not committed to."""
        no, kind, at, recorded_at, *_ = held
        _, words = self.words(case, held)
        return Row(
            no=no,
            kind=kind,
            at=datetime.fromisoformat(at),
            recorded_at=datetime.fromisoformat(recorded_at),
            body=words.decode(),
        )

    def words(self, case: str, held: Sequence[Any]) -> tuple[bytes, bytes]:
        """The salt, none for a row of releases before, and the words. Raises as above.

        Whoever is shown both can check the commitment, and so the chain, without a key.
        """
        no, kind, at, recorded_at, committed, body = held
        about = _about((no, kind, at, recorded_at, committed))
        plain = self._bodies.unseal(case, body, case, *about)
        salt, words = parted(plain, committed)
        if committed and commitment(salt, words) != committed:
            raise Unopenable("damaged")
        return salt, words

    def same(self, case: str, held: Sequence[Any], row: Row) -> bool:
        """Whether this is the fact that the store holds. Raises Unopenable."""
        try:
            return self.opened(case, held) == row.as_kept
        except Unopenable as why:
            if why.code in {"damaged", "elsewhere"}:
                return False
            raise


def _about(clear: Clear) -> tuple[str | int, ...]:
    """What a body is bound to beside its case; rows of releases before say nothing."""
    return clear if clear[4] else clear[:4]
