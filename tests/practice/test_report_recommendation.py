"""Whether the social work report says what the conference should decide (C21)."""

from __future__ import annotations

from rulebook.schema import Before
from tests.domain.builders import practice
from tests.domain.requesting import asked
from tests.practice.gates import Row, lets_by, needs_its_entry, proves
from tests.practice.reports import (
    WRITTEN,
    booked,
    completed,
    lack_of,
    report_of,
)

RECOMMENDS = "no-view-on-registration"
ASKED_FOR = "says-what-is-recommended"


ROW = Row(
    "",
    RECOMMENDS,
    ("wales",),
    booked,
    WRITTEN,
    breaks=completed(recommends=True),
    keeps=completed(recommends=False),
)
ROWS = (ROW,)


def test_in_wales_a_report_with_a_view_on_registration_is_refused() -> None:
    proves(ROW)
    needs_its_entry(ROW)


def test_in_wales_it_is_complete_without_one_said_or_unsaid() -> None:
    assert report_of(lets_by(ROW)).recommends is False
    unsaid = lets_by(ROW._replace(keeps=completed()))
    assert report_of(unsaid).recommends is None


def test_in_wales_another_agency_may_have_a_view() -> None:
    case = lets_by(ROW._replace(keeps=completed("school", recommends=True)))
    assert report_of(case, "school").recommends is True


def test_in_sussex_what_is_recommended_is_asked_for_and_stops_nobody() -> None:
    case = asked(booked(practice("pan-sussex")), WRITTEN, completed())
    lack = lack_of(case, ASKED_FOR, Before.REPORT, "social-work")
    assert lack is not None
    assert lack.refuses is False
    assert lack_of(case, ASKED_FOR, Before.REPORT, "school") is None

    said = asked(booked(practice("pan-sussex")), WRITTEN, completed(recommends=True))
    assert lack_of(said, ASKED_FOR, Before.REPORT, "social-work") is None
