"""A chain walked from its first row to its end: the first fault, and where it is.

Needs no key. What it is given is what lies in the store, whoever put it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import NamedTuple, TypeAlias

from domain.evidence.chain import link_by_hash
from domain.evidence.faults import Fault, What


class Laid(NamedTuple):
    """A row as it lies there: its clear columns with the number first, the hash of
    what is sealed in it, and the link that stands beside them."""

    clear: tuple[str | int, ...]
    sealed: str
    digest: str

    @property
    def no(self) -> int:
        return int(self.clear[0])


class Standing(Enum):
    """Whether what says where the chain ends was put there by Vigil."""

    OURS = None
    ALTERED = What.END_ALTERED
    NOT_ADOPTED = What.NOT_ADOPTED
    UNKNOWN_KEY = What.UNKNOWN_KEY


class End(NamedTuple):
    """Where the chain is said to end."""

    last_no: int
    digest: str
    standing: Standing = Standing.OURS


class Mark(NamedTuple):
    """A seal's word for it: at this row the chain had this link."""

    last_no: int
    digest: str
    seal: int


#: The rows after a number, in their order; after 0, all of them. Asked again where it
#: breaks.
Rows: TypeAlias = Callable[[int], Iterable[Laid]]


class Walk:
    """One chain. `no`: how far it is whole."""

    def __init__(self, start: str, rows: Rows, marks: Iterable[Mark] = ()) -> None:
        """`start`: chain.beginning. `marks`: by `last_no`."""
        self.no, self.digest = 0, start
        self._rows = rows
        self._marks = iter(marks)
        self._mark = next(self._marks, None)
        self._sealed_to = 0

    def first_fault(self, end: End | None) -> Fault | None:
        """None for a chain that is whole and ends as `end` says."""
        for row in self._rows(0):
            fault = self._step(row, end)
            if fault is not None:
                return fault
        return self._against_the_seals() or self._against(end)

    def _step(self, row: Laid, end: End | None) -> Fault | None:
        expected = self.no + 1
        if row.no < expected or _is_whole(self, end):
            return Fault(What.INSERTED, row.no)
        if row.no > expected:
            return Fault(What.MISSING, expected, row.no - 1)
        if link_by_hash(self.digest, row.clear, row.sealed) != row.digest:
            return Fault(self._why(row, end), expected)
        self.no, self.digest = expected, row.digest
        return self._against_a_seal()

    def _against_a_seal(self) -> Fault | None:
        while self._mark is not None and self._mark.last_no <= self.no:
            mark = self._mark
            if (mark.last_no, mark.digest) != (self.no, self.digest):
                return Fault(What.REWRITTEN, self._sealed_to + 1, self.no, mark.seal)
            self._sealed_to = self.no
            self._mark = next(self._marks, None)
        return None

    def _against_the_seals(self) -> Fault | None:
        """What was sealed and is not there any more."""
        if self._mark is None:
            return None
        what = What.CUT_SHORT if self.no else What.GONE
        return Fault(what, self.no + 1, self._mark.last_no, self._mark.seal)

    def _against(self, end: End | None) -> Fault | None:
        if end is None:
            return Fault(What.END_MISSING, self.no) if self.no else None
        if end.standing is Standing.ALTERED:
            return Fault(What.END_ALTERED, end.last_no)
        if self.no < end.last_no:
            what = What.CUT_SHORT if self.no else What.GONE
            return Fault(what, self.no + 1, end.last_no)
        if self.no > end.last_no:
            return Fault(What.INSERTED, end.last_no + 1, self.no)
        if self.digest != end.digest:
            return Fault(What.REWRITTEN, self._sealed_to + 1, self.no)
        unsure = end.standing.value
        return Fault(unsure, end.last_no) if unsure else None

    def _why(self, broken: Laid, end: End | None) -> What:
        """Why a row does not follow the one before it: seen in what comes after it."""
        place, last, following = broken.no, broken, None
        found = False
        for row in self._rows(place):
            following = following or row
            moved = not _follows(last, row)
            found = found or (moved and _fits(row, self.digest, place, broken.digest))
            last = row
        if found:
            as_many = end is not None and last.no == end.last_no
            return What.REORDERED if as_many else What.INSERTED
        if _moved_up(broken, following, end):
            return What.MISSING
        return What.ALTERED


def _is_whole(walk: Walk, end: End | None) -> bool:
    """Whether the chain has come to where Vigil says that it ends."""
    return end == End(walk.no, walk.digest, Standing.OURS)


def _follows(before: Laid, row: Laid) -> bool:
    return link_by_hash(before.digest, row.clear, row.sealed) == row.digest


def _fits(row: Laid, before: str, place: int, beside: str) -> bool:
    """Whether a row from elsewhere is the one that belongs at this place."""
    there = link_by_hash(before, (place, *row.clear[1:]), row.sealed)
    return there in (row.digest, beside)


def _moved_up(broken: Laid, following: Laid | None, end: End | None) -> bool:
    """Whether the rows from here on stood one place further down."""
    after = broken.no + 2
    if following is None:
        return end is not None and (broken.no + 1, broken.digest) == end[:2]
    moved = following._replace(clear=(after, *following.clear[1:]))
    return _follows(broken, moved)
