"""What can be wrong with a chain, in a code, and at which of its rows."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class What(StrEnum):
    """What happened to the rows, as far as the chain can tell."""

    ALTERED = "altered"
    #: It is gone from among the others.
    MISSING = "missing"
    #: It was not there when what follows it was recorded.
    INSERTED = "inserted"
    #: It stands where another one belongs, which is there, but elsewhere.
    REORDERED = "reordered"
    #: The rows from here to the chain's end are gone.
    CUT_SHORT = "cut-short"
    #: Not one row of the chain is left.
    GONE = "gone"
    #: Rows were replaced and the links after them made to fit: the first of them is
    #: between `no` and `until`.
    REWRITTEN = "rewritten"
    #: Nothing says any more where the chain ends.
    END_MISSING = "end-missing"
    #: What says where the chain ends was not written by Vigil.
    END_ALTERED = "end-altered"
    #: It is from before ends were marked, and nobody has adopted it since.
    NOT_ADOPTED = "not-adopted"
    #: It cannot be told: the key that it names is not at hand.
    UNKNOWN_KEY = "unknown-key"
    #: A seal's signature is not that of the key that it names.
    FORGED = "forged"
    #: What is sealed in the row does not open, or is not what was committed to.
    UNOPENABLE = "unopenable"
    #: What it names as that by which the case is judged is not kept, or is altered.
    NO_TERMS = "no-terms"


class Fault(NamedTuple):
    """The first thing that is wrong with a chain.

    `no`: the row, from 1. `until`: the last of the rows that it may be, or that are
    gone. `seal`: the number of the seal that says so, where one does.
    """

    what: What
    no: int
    until: int | None = None
    seal: int | None = None
