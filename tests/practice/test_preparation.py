"""The family and the child are prepared for a conference, or it is said why not."""

from __future__ import annotations

from functools import partial

import pytest

from domain.record.participation import Advocate
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.household import (
    EVENING,
    FATHER,
    MOTHER,
    ONE,
    TWO,
    people,
)
from tests.practice.participating import (
    CHILD_LINES,
    PARENT_LINES,
    RELATIVE_LINES,
    holding,
    prepares,
    under,
)

YORK, OVER = ("york",), ("york", "csa-pathway")
LINES = partial(prepares, covered=RELATIVE_LINES)
HOLD = partial(Row, now=EVENING, breaks=holding(), keeps=holding())
FATHER_READY = LINES(FATHER)


def child_row(line: str, rule: str) -> Row:
    """The talk with a child left out one line of its list."""
    rest = tuple(other for other in CHILD_LINES if other != line)
    baby = prepares(TWO, capable=False)
    return HOLD(
        rule=rule,
        gate="child-prepared",
        books=OVER,
        case=under(prepares(ONE, covered=rest), baby),
        lawful=under(prepares(ONE, covered=CHILD_LINES), baby),
        about=(f"{ONE}: {line}",),
    )


def parents_row(line: str, rule: str) -> Row:
    """The talk with the mother left out one line of the parents' list."""
    rest = tuple(other for other in PARENT_LINES if other != line)
    father = prepares(FATHER, not_because="cannot-be-found")
    return HOLD(
        rule=rule,
        gate="parents-prepared",
        books=OVER,
        case=under(prepares(covered=rest), father),
        lawful=under(prepares(covered=PARENT_LINES), father),
        about=(f"{MOTHER}: {line}",),
    )


ROWS = (
    HOLD(
        rule="YK-23",
        gate="relatives-prepared",
        books=YORK,
        case=under(LINES()),
        lawful=under(LINES(), prepares(FATHER, not_because="did-not-answer")),
        about=(FATHER,),
    ),
    HOLD(
        rule="YK-23",
        gate="relatives-prepared",
        books=YORK,
        case=under(prepares(covered=RELATIVE_LINES[:1]), FATHER_READY),
        lawful=under(
            prepares(covered=RELATIVE_LINES[:1]),
            prepares(covered=RELATIVE_LINES[1:]),
            FATHER_READY,
        ),
        about=(f"{MOTHER}: {RELATIVE_LINES[1]}",),
    ),
    HOLD(
        rule="YK-24",
        gate="relatives-understand",
        books=YORK,
        case=under(
            prepares(informed=True, understands=False),
            prepares(FATHER, informed=True, understands=True),
        ),
        lawful=under(
            prepares(informed=True, understands=True),
            prepares(FATHER, informed=True, understands=True),
        ),
        about=(MOTHER,),
    ),
    HOLD(
        rule="YK-33",
        gate="advocate-offered",
        books=YORK,
        case=under(prepares(), prepares(FATHER, advocate=Advocate.WANTED)),
        lawful=under(
            prepares(advocate=Advocate.DECLINED),
            prepares(FATHER, advocate=Advocate.WANTED),
        ),
        about=(MOTHER,),
    ),
    HOLD(
        rule="CS-36",
        gate="child-prepared",
        books=OVER,
        case=under(prepares(ONE, covered=CHILD_LINES)),
        lawful=under(prepares(ONE, covered=CHILD_LINES), prepares(TWO, capable=False)),
        about=(TWO,),
    ),
    child_row("child-knows-what-happens", "CS-36"),
    HOLD(
        rule="CS-36",
        gate="parents-prepared",
        books=OVER,
        case=under(prepares(covered=PARENT_LINES)),
        lawful=under(
            prepares(covered=PARENT_LINES), prepares(FATHER, covered=PARENT_LINES)
        ),
        about=(FATHER,),
    ),
    parents_row("parents-know-the-purpose", "CS-36"),
    HOLD(
        rule="CS-39",
        gate="child-answers-about-advocate",
        books=OVER,
        case=under(prepares(ONE), prepares(TWO, advocate=Advocate.TOO_YOUNG)),
        lawful=under(
            prepares(ONE, advocate=Advocate.HAS_ONE),
            prepares(TWO, advocate=Advocate.TOO_YOUNG),
        ),
        about=(ONE,),
    ),
)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_refuses_what_is_missing(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_lets_the_nearest_lawful_case_by(row: Row) -> None:
    lets_by(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_without_its_entry_nothing_is_refused(row: Row) -> None:
    needs_its_entry(row)


def listed(rule: str, line: str) -> object:
    return pytest.param(line, id=f"{rule} {line}", marks=pytest.mark.rule(rule))


@pytest.mark.parametrize(
    "line",
    [
        listed("CS-37", "child-knows-what-happens"),
        listed("CS-38", "child-support-to-take-part"),
        listed("CS-39", "child-may-bring-somebody"),
        listed("CS-40", "child-asked-who-else"),
        listed("CS-41", "child-knows-the-purpose"),
        listed("CS-42", "help-the-child-wants"),
        listed("CS-43", "child-did-right-to-tell"),
    ],
)
def test_the_talk_with_a_child_leaves_no_line_out(line: str) -> None:
    proves(child_row(line, "CS-36"))
    lets_by(child_row(line, "CS-36"))


@pytest.mark.parametrize(
    "line",
    [
        listed("CS-37", "parents-know-what-happens"),
        listed("CS-38", "parents-support-to-take-part"),
        listed("CS-40", "parents-asked-who-else"),
        listed("CS-41", "parents-know-the-purpose"),
    ],
)
def test_the_talk_with_the_parents_leaves_no_line_out(line: str) -> None:
    proves(parents_row(line, "CS-36"))
    lets_by(parents_row(line, "CS-36"))


@pytest.mark.rule("CS-36")
def test_of_a_parent_who_is_of_concern_nothing_is_asked() -> None:
    row = next(r for r in ROWS if r.gate == "parents-prepared")
    of_concern = tuple(
        p.model_copy(update={"of_concern_about": (ONE,)}) if p.ref == FATHER else p
        for p in people()
    )

    lets_by(
        row._replace(lawful=under(prepares(covered=PARENT_LINES), people=of_concern))
    )
