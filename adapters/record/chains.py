"""Chains as they lie in the store: their rows, their ends, and what seals say of them.

Everything is read a few rows at a time, whatever the size of the store.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, Select, select
from sqlalchemy.exc import MultipleResultsFound

from adapters.record.books import Book
from adapters.record.signet import Signet
from adapters.sealing.keyring import Unopenable
from adapters.store.tables import HEADS, SEALED_HEADS
from domain.evidence.chain import beginning
from domain.evidence.walking import End, Laid, Mark, Standing, Walk

AT_A_TIME: Final = 500
_STREAMED: Final = {"yield_per": AT_A_TIME}
#: What reading a chain can raise whose table was made anew, for values of any kind.
NO_RECORD: Final = (AttributeError, MultipleResultsFound, TypeError, ValueError)


@contextmanager
def as_it_lies(db: Connection) -> Iterator[None]:
    """SQLite takes any bytes for a text: what is none is read too, and is no match."""
    raw = db.connection.dbapi_connection
    if not isinstance(raw, sqlite3.Connection):
        yield
        return
    usual, raw.text_factory = raw.text_factory, _any_text
    try:
        yield
    finally:
        raw.text_factory = usual


def _any_text(held: bytes) -> str:
    """With a backslash, which nothing has that is chained, for each byte of no text."""
    return held.decode("utf-8", "backslashreplace")


def as_text(held: object) -> str:
    """A text as it is; else in brackets, so that it is nobody's name or number."""
    return held if isinstance(held, str) else f"({held!r})"


def walk(
    db: Connection, book: Book, chain: str, unsealed_by: frozenset[int] = frozenset()
) -> Walk:
    """A walk along one chain. `unsealed_by`: seals whose word is worth nothing."""
    marks = (mark for mark in _marks(db, book, chain) if mark.seal not in unsealed_by)
    return Walk(
        beginning(book.name, chain), lambda after: rows(db, book, chain, after), marks
    )


def rows(db: Connection, book: Book, chain: str, after: int) -> Iterator[Laid]:
    """The rows of a chain after a number, in order."""
    for row in streamed(db, _wanted(book, chain, after)):
        *clear, digest = row[: len(book.clear) + 1]
        sealed = b"" if book.sealed is None else bytes(row[-1])
        yield Laid(tuple(clear), sha256(sealed).hexdigest(), digest)


def streamed(db: Connection, wanted: Select[Any]) -> Iterator[tuple[Any, ...]]:
    """Rows, some at a time; the cursor is closed when they are not wanted any more."""
    with db.execute(wanted, execution_options=_STREAMED) as found:
        for row in found:
            yield tuple(row)


def end(db: Connection, signet: Signet, book: Book, chain: str) -> End | None:
    """Where the chain is said to end, and whether Vigil says so."""
    wanted = select(HEADS.c.last_no, HEADS.c.digest, HEADS.c.mac).where(
        HEADS.c.book == book.name, HEADS.c.chain == chain
    )
    held = db.execute(wanted).one_or_none()
    if held is None:
        return None
    last_no, digest, mac = held
    said = (book.name, chain, last_no, digest)
    return End(last_no, digest, standing(signet, mac, said))


def standing(signet: Signet, mac: str, said: tuple[str | int, ...]) -> Standing:
    """Whether Vigil put an end there: book, chain, number and link, and its mark."""
    if not mac:
        return Standing.NOT_ADOPTED
    try:
        return Standing.OURS if signet.made(mac, *said) else Standing.ALTERED
    except Unopenable:
        return Standing.UNKNOWN_KEY
    except (AttributeError, TypeError):  # no text, in a table made anew by others
        return Standing.ALTERED


def _wanted(book: Book, chain: str, after: int) -> Select[Any]:
    columns = [*book.clear, book.table.c.digest]
    if book.sealed is not None:
        columns.append(book.sealed)
    wanted = select(*columns).where(book.chain == chain)
    no = book.clear[0]
    # From the very beginning, also what stands before the first number there is.
    return (wanted.where(no > after) if after else wanted).order_by(no)


def _marks(db: Connection, book: Book, chain: str) -> Iterator[Mark]:
    held = SEALED_HEADS.c
    wanted = (
        select(held.last_no, held.digest, held.seal_no)
        .where(held.book == book.name, held.chain == chain)
        .order_by(held.last_no, held.seal_no)
    )
    return (Mark(*mark) for mark in streamed(db, wanted))
