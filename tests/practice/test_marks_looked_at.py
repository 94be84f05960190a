"""An exclusion that came with the referral alone can be looked at, and is then kept."""

from __future__ import annotations

import pytest

from domain.case import Case
from domain.duties.reckoning import reckon
from domain.readings.kept_away import looked_at_since
from domain.requests.safety import ReviewExclusion
from tests.domain.requesting import asked
from tests.practice.household import (
    AS_CHAIR,
    BEFORE,
    BOOKED,
    FATHER,
    asking,
    household,
    people,
)


def marked() -> Case:
    """The father is excluded by a mark; no chair has recorded why."""
    known = (
        p.model_copy(update={"excluded": True}) if p.ref == FATHER else p
        for p in people()
    )
    return household("york", people=tuple(known))


@pytest.mark.rule("YK-19")
def test_a_look_at_a_mark_puts_it_on_record_and_counts_as_a_look() -> None:
    look = ReviewExclusion(
        **asking(AS_CHAIR), person=FATHER, reviewed_at=BEFORE, reason="bail-stands"
    )
    assert looked_at_since(marked(), FATHER, BOOKED) == [None]

    case = asked(marked(), BEFORE, look)

    assert [each.person for each in case.exclusions] == [FATHER]
    assert looked_at_since(case, FATHER, BOOKED) == [BEFORE]
    assert reckon(case, BEFORE, thorough=True) == ()
