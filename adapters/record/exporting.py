"""All that is on record of one case, as a review, a court or an inspector is given it.

In clear, and bound: each fact's words to its commitment, the commitment to the chain,
the chain to the seals, the seals and the whole to keys. Nothing here hands out a key
that opens more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select

from adapters.record.books import FACTS_BOOK
from adapters.record.chains import as_it_lies
from adapters.record.fact_rows import FactRows
from adapters.record.terms_kept import named_in
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import Unopenable
from adapters.store.tables import FACTS, HEADS, SEALED_HEADS, SEALS, TERMS
from domain.evidence.seals import SealedHead, first_seal, leaf
from domain.evidence.tree import way_up

_FACTS: Final = select(*FACTS_BOOK.clear, FACTS.c.body, FACTS.c.digest).order_by(
    FACTS.c.no
)
_SEALED: Final = (
    SEALED_HEADS.c.book,
    SEALED_HEADS.c.chain,
    SEALED_HEADS.c.last_no,
    SEALED_HEADS.c.digest,
)
_OURS: Final = (SEALS.c.no, SEALS.c.at, SEALS.c.heads, SEALS.c.root, SEALS.c.key_id)


class Exported(NamedTuple):
    """The chain of one case as it lies in the store, its seals and its terms.

    `facts`: their clear columns, their words and salts; null, and why, for those that
    do not open. `seals`: those that cover it, each with the way from the case's end up
    to what is signed. `terms`: by fingerprint. `head`: where the chain ends.
    """

    facts: tuple[dict[str, Any], ...]
    seals: tuple[dict[str, Any], ...]
    terms: dict[str, str]
    head: dict[str, Any] | None
    erased: bool


class Exporting:
    """Reads a case out of one store, at one moment."""

    def __init__(self, custody: Custody) -> None:
        self._rows = FactRows(custody)

    def read(self, db: Connection, case: str) -> Exported:
        """For `Database.read`.

        Raises Unopenable `unknown-key`, for which somebody can find the key.
        """
        with as_it_lies(db):
            held = db.execute(_FACTS.where(FACTS.c.case_ref == case)).all()
            told = [self._told(case, row) for row in held]
            return Exported(
                tuple(told),
                tuple(_seals(db, case)),
                _terms(db, told),
                _head(db, case),
                erased=any(fact.get("unopenable") == "erased" for fact in told),
            )

    def _told(self, case: str, row: Any) -> dict[str, Any]:
        return {
            "no": row.no,
            "kind": row.kind,
            "at": row.at,
            "recorded_at": row.recorded_at,
            "commitment": row.commitment,
            "sealed_sha256": sha256(row.body).hexdigest(),
            "digest": row.digest,
            **self._opened(case, row[:-1]),
        }

    def _opened(self, case: str, row: Sequence[Any]) -> dict[str, str | None]:
        """Salt and words; of what does not open none, and why: all else is evidence."""
        try:
            salt, words = self._rows.words(case, row)
        except Unopenable as why:
            if why.code == "unknown-key":
                raise
            return {"salt": None, "words": None, "unopenable": why.code}
        return {"salt": salt.hex(), "words": words.decode()}


def _seals(db: Connection, case: str) -> Iterator[dict[str, Any]]:
    ours = (SEALED_HEADS.c.book == FACTS_BOOK.name, SEALED_HEADS.c.chain == case)
    wanted = (
        select(SEALED_HEADS.c.seal_no).where(*ours).order_by(SEALED_HEADS.c.seal_no)
    )
    for no in db.scalars(wanted).all():
        seal = db.execute(select(SEALS).where(SEALS.c.no == no)).one()
        heads = _heads_of(db, no)
        at = next(i for i, h in enumerate(heads) if h[:2] == (FACTS_BOOK.name, case))
        yield {
            "seal": {column.name: getattr(seal, column.name) for column in _OURS},
            "before": _link_before(db, no),
            "digest": seal.digest,
            "signature": seal.signature,
            "head": heads[at]._asdict(),
            "way": way_up([leaf(no, head) for head in heads], at),
        }


def _heads_of(db: Connection, no: int) -> list[SealedHead]:
    wanted = select(*_SEALED).where(SEALED_HEADS.c.seal_no == no)
    return sorted(SealedHead(*row) for row in db.execute(wanted))


def _link_before(db: Connection, no: int) -> str:
    wanted = select(SEALS.c.digest).where(SEALS.c.no == no - 1)
    return db.scalar(wanted) or first_seal()


def _head(db: Connection, case: str) -> dict[str, Any] | None:
    """Where the chain ends; without the mark that only Vigil can check."""
    wanted = select(HEADS.c.last_no, HEADS.c.digest).where(
        HEADS.c.book == FACTS_BOOK.name, HEADS.c.chain == case
    )
    row = db.execute(wanted).one_or_none()
    return None if row is None else row._asdict()


def _terms(db: Connection, facts: Iterable[dict[str, Any]]) -> dict[str, str]:
    """What the first fact names; terms that were adopted later stand in their fact."""
    words = next((fact["words"] for fact in facts), None)
    named = named_in(words) if words else None
    if not named:
        return {}
    wanted = select(TERMS.c.digest, TERMS.c.body).where(TERMS.c.digest == named)
    return {row.digest: row.body for row in db.execute(wanted)}
