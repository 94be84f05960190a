"""Who may see what: each rule by those who see something by it, and not otherwise.

Who sees what is written here by hand. A rule taken out of the tables, or put where it
does not belong, is noticed by one of these rows at least: that is tried for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

import domain.clearance.rules as rules
from domain.case import Case
from domain.clearance.subject import What
from domain.evolve.changes import changed
from domain.record.safety import Document, Sharing, SharingDecision
from tests.domain.who_sees import (
    ADVOCATE,
    DOCTOR,
    FATHER,
    INTERPRETER,
    KEEPER,
    MEETING,
    MOTHER,
    NOW,
    NURSE,
    OFFICER,
    ONE,
    STEP,
    TEACHER,
    TEAM,
    THREE,
    TWO,
    VISITOR,
    WORKER,
    household,
    person,
    who_sees,
)

N, A, V = What.CHILDS_NAME, What.ADULTS_NAME, What.VENUE
G, W, M = What.AGENCY, What.CHILDS_WORDS, What.MEETINGS_WORDS
STAFF = {WORKER, TEAM}
NO_MEETING = ""
#: All who take part with each other in the conference or in what it planned.
TAKE_PART = {
    *(MOTHER, FATHER, STEP, ONE, TWO, DOCTOR, KEEPER),
    *(VISITOR, INTERPRETER, TEACHER, ADVOCATE),
}


class Row(NamedTuple):
    """Who sees something by one of these rules, and would not without all of them."""

    says: str
    what: What
    of: str
    by: tuple[str, ...]
    sees: set[str]
    about: str = MEETING

    @property
    def subject(self) -> tuple[What, str, str]:
        return self.what, self.of, self.about


def row(
    says: str, what: What, of: str, by: str, sees: set[str], about: str = MEETING
) -> Row:
    return Row(says, what, of, tuple(by.split(" or ")), sees, about)


ROWS = (
    row("a child may see its own name", N, ONE, "own or family", {ONE}),
    row("a worker of the case may see each child's name", N, ONE, "staff", STAFF),
    row("a child's parents and its plan's professionals may see its name",
        N, ONE, "family", {MOTHER, FATHER, NURSE}),
    row("who came to a child's part may see its name",
        N, ONE, "part", {VISITOR, INTERPRETER, ADVOCATE}),
)
