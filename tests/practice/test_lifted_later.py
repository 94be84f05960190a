"""Who was kept away then: that it is lifted later makes nothing late (decision C28)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.case import Case
from domain.duties.reckoning import reckon
from domain.making import changed
from domain.record.safety import Exclusion
from domain.requests import Request
from domain.roles import Role
from tests.domain.builders import OPENED
from tests.domain.requesting import asked
from tests.practice import keeping_away as away
from tests.practice.household import FATHER, MOTHER, asking, people
from tests.practice.reports import SHOWN, booked, completed, held, shown, signed

Bar = tuple[Callable[[], Request], Callable[[], Request]]
EXCLUDED: Bar = (away.excluding, away.lifting)
OF_CONCERN: Bar = (away.of_concern, away.no_longer)


def awaited(book: str = "york") -> Case:
    return booked(away.free(book), "social-work")


@pytest.mark.parametrize("bar", [EXCLUDED, OF_CONCERN])
def test_a_report_that_was_shown_in_time_stays_so(bar: Bar) -> None:
    """To the mother alone, as the father was kept away; the conference is over."""
    barred, lifted = bar
    case = asked(awaited(), away.KEPT, barred())
    case = held(asked(case, SHOWN, completed(), shown(MOTHER)))
    case = asked(case, away.AGAIN, lifted())

    assert case.settled["share-report/conf-1/social-work"].met_at == SHOWN
    assert reckon(case, away.AGAIN, thorough=True, correcting=True) == ()


def test_nobody_is_owed_a_report_from_a_time_when_they_were_excluded() -> None:
    """In Guernsey each parent has a row: this one never had any, and gets none."""
    kept = Exclusion(person=FATHER, at=OPENED, by_role=Role.CHAIR, why="bail")
    them = tuple(changed(p, excluded=p.ref == FATHER) for p in people())
    terms = away.free("guernsey")
    case = booked(terms, "social-work", people=them, exclusions=(kept,))
    case = held(asked(case, SHOWN, completed(), signed(), shown(MOTHER)))
    case = asked(case, away.AGAIN, away.lifting())

    assert case.settled[f"share-report/conf-1/{MOTHER}"].met_at == SHOWN
    assert f"share-report/conf-1/{FATHER}" not in case.settled
    assert reckon(case, away.AGAIN, thorough=True) == ()


@pytest.mark.parametrize("bar", [EXCLUDED, OF_CONCERN])
def test_while_it_is_to_come_whoever_is_let_in_again_is_shown_it(bar: Bar) -> None:
    barred, lifted = bar
    case = asked(awaited(), away.KEPT, barred())
    in_time = {"lifted_at": SHOWN, **asking(lifted().by, "in-time")}
    again = lifted().model_copy(update=in_time)
    case = asked(case, SHOWN, completed(), again, shown(MOTHER))

    assert "share-report/conf-1/social-work" in case.duties
    case = asked(case, SHOWN, shown(FATHER))
    assert "share-report/conf-1/social-work" in case.settled
