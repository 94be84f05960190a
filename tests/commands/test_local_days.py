"""Days that people see are the case's own, and so is the count to them."""

from __future__ import annotations

import pytest

from commands.caseload import wanted
from commands.missing import wording_of
from commands.one_case import tell_case
from domain.case import Case
from domain.duty import Due, Settled
from domain.record.plans import Plan
from domain.views import case_view
from domain.worklist import CaseLine, OpenDuty, Stage, line_of
from tests.dates import day, instant
from tests.domain.builders import a_case

#: Already Tue 2027-06-15 by the clock on the wall in Sussex.
LATE_EVENING = instant("Mon 2027-06-14 23:30Z")


def a_case_with_a_plan() -> Case:
    due = Due(anchor=LATE_EVENING, since=LATE_EVENING, due_on=day("Fri 2027-06-18"))
    met = Settled(
        key="first-core-group/plan-1",
        rule="first-core-group",
        ref="plan-1",
        who="child-1",
        child="child-1",
        due=due,
        met_at=LATE_EVENING,
    )
    plan = Plan(ref="plan-1", child="child-1", conference="c-1", began_at=LATE_EVENING)
    return a_case(plans=(plan,), settled={met.key: met})


def test_a_plan_made_late_in_the_evening_is_told_by_its_local_day(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")

    view = case_view(a_case_with_a_plan(), LATE_EVENING)
    tell_case(view, wording_of(view, ()))

    shown = capsys.readouterr().out
    assert "has a plan since Tue 15 Jun 2027" in shown
    assert "met Tue 15 Jun 2027" in shown
    assert "14 Jun" not in shown


def test_a_case_is_listed_with_the_calendar_that_it_is_judged_by() -> None:
    line = CaseLine.model_validate_json(line_of(a_case("guernsey")))

    assert line.calendar == "guernsey"


@pytest.mark.parametrize(
    ("calendar", "chosen"), [("england-and-wales", False), ("guernsey", True)]
)
def test_what_falls_due_within_working_days_is_counted_by_the_case_s_calendar(
    calendar: str, chosen: bool
) -> None:
    # Tue 2028-05-09 is a day off in Guernsey, so that one day more is within it.
    chooses = wanted(False, "1wd", instant("Mon 2028-05-08 09:00Z"), ())
    duty = _duty("Wed 2028-05-10")

    assert chooses(_line(calendar, duty), duty) is chosen


def _duty(due_on: str) -> OpenDuty:
    return OpenDuty(
        key="first-core-group/plan-1",
        rule="first-core-group",
        who="child-1",
        owner="key-worker",
        due_on=day(due_on),
        due_at=None,
        missed=False,
        since=LATE_EVENING,
    )


def _line(calendar: str, duty: OpenDuty) -> CaseLine:
    return CaseLine(
        case="T-1",
        rulebook="york",
        calendar=calendar,
        stage=Stage.PLAN,
        children=1,
        next_due=duty.due_on,
        missed=0,
        open=(duty,),
    )
