"""Why a conference was late, where it is told: no date moves, no miss is undone."""

from __future__ import annotations

from domain.duty import Standing, standing
from domain.facts.delays import ReasonForLatenessRecorded
from tests.dates import instant
from tests.domain.builders import waited
from tests.domain.delaying import (
    CONFERENCE,
    HELD,
    MONDAY,
    decided,
    discussed,
    reason,
)
from tests.domain.requesting import asked, facts_of, refused


def test_a_conference_out_of_timescale_in_york_needs_a_reason() -> None:
    late = waited(discussed("york"), instant("Thu 2026-12-31 00:00Z"))
    (key,) = [key for key in late.duties if key.startswith("reason-for-lateness/")]

    case = asked(late, HELD, reason())

    assert standing(case.settled[key]) is Standing.MET
    assert standing(case.duties[CONFERENCE]) is Standing.MISSED_OPEN


def test_a_reason_may_be_given_before_a_date_that_cannot_be_kept() -> None:
    case = asked(discussed("york"), MONDAY, reason())
    late = waited(case, instant("Thu 2026-12-31 00:00Z"))
    assert [duty.rule for duty in late.duties.values()] == ["initial-conference"]


def test_there_is_no_reason_for_what_was_not_late() -> None:
    assert refused(discussed(), reason("initial-conference/x/y"), MONDAY).code == (
        "unknown-duty"
    )
    in_time = decided(discussed(), "child-1", at=instant("Wed 2026-12-30 23:59Z"))
    refusal = refused(in_time, reason(), HELD)
    assert (refusal.code, refusal.where) == ("not-late", "duty")

    late = decided(discussed(), "child-1", at=instant("Thu 2026-12-31 00:00Z"))
    (fact,) = facts_of(late, reason(), HELD)
    assert fact == ReasonForLatenessRecorded(
        at=HELD, duty=CONFERENCE, code="report-late", words="A report was late."
    )
