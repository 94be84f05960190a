"""Before a birth: whose contact counts, and which two services have a part."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.gates.quorum import involved
from domain.record.children import Residence
from domain.record.conferences import Decided, Outcome, Report
from domain.record.the_day import Attendance, Involved, Service
from domain.requests.reports import CompleteReport
from domain.terms import Terms
from tests.dates import day
from tests.domain.builders import a_child, a_person, practice
from tests.domain.requesting import asked, refused
from tests.practice.counting import EVERYBODY, agencies, met
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.holding import (
    CONF,
    a_day,
    booking,
    came,
    held,
    with_,
)
from tests.practice.household import (
    AS_WORKER,
    BEFORE,
    BOOKED,
    EVENING,
    MIDWIFE,
    MOTHER,
    ONE,
    TEACHER,
    UNBORN,
    VISITOR,
    WORKER,
    asking,
    household,
    only,
)

SERVICES = "midwifery-and-health-visiting"


def unborn(own: Terms, **fields: Any) -> Case:
    """A conference about a child not yet born, whom a midwife sees."""
    child = a_child(UNBORN, expected=day("Tue 2027-06-01"), parents=(MOTHER,))
    case = household(terms=own, children=(child,), **fields)
    return asked(case, BOOKED, booking(children=(UNBORN,), invite=()))


BEFORE_BIRTH = Outcome(child=UNBORN, decided=Decided.PLAN, key_worker=WORKER)
ROWS = (
    Row(
        rule="WA-52",
        gate=SERVICES,
        books=("wales",),
        case=unborn,
        now=EVENING,
        breaks=with_(*came(WORKER, MIDWIFE), outcome=BEFORE_BIRTH),
        keeps=with_(*came(WORKER, MIDWIFE, VISITOR), outcome=BEFORE_BIRTH),
        about=(f"{UNBORN}: health-visiting",),
    ),
)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_refuses_what_it_must_and_says_what_is_missing(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_lets_the_nearest_lawful_case_by(row: Row) -> None:
    assert lets_by(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_without_its_entry_nothing_is_refused(row: Row) -> None:
    needs_its_entry(row)


@pytest.mark.rule("WA-52")
@pytest.mark.parametrize(
    ("involved", "passes"),
    [
        ((), False),
        ((Involved(service=Service.HEALTH_VISITING, how="report"),), True),
        ((Involved(service=Service.MIDWIFERY, how="report"),), False),
    ],
)
def test_a_service_that_does_not_come_is_involved_by_its_report(
    involved: tuple[Involved, ...], passes: bool
) -> None:
    own = only(practice("wales"), SERVICES)
    request = with_(*came(WORKER, MIDWIFE), outcome=BEFORE_BIRTH, involved=involved)

    if not passes:
        assert refused(unborn(own), request, EVENING).rules == ("WA-52",)
    else:
        assert asked(unborn(own), EVENING, request).plan_of(UNBORN) is not None


HERE, THERE_ = (
    (Residence(household=home, since=day("Mon 2026-12-07")),)
    for home in ("home-1", "home-2")
)


@pytest.mark.rule("WA-49")
def test_before_a_birth_contact_with_the_household_counts() -> None:
    """Decision C6: our reading, for no source says what it is to know the unborn."""

    def children(**lives: tuple[Residence, ...]) -> tuple[Any, ...]:
        unborn = a_child(
            UNBORN, expected=day("Tue 2027-06-01"), lives=lives.get("unborn", ())
        )
        return (unborn, a_child(ONE, lives=lives.get("one", ())))

    midwife = a_person(
        "mw", relation="midwife", agency="midwifery", direct_contact_with=(UNBORN,)
    )
    staff: dict[str, Any] = {"people": (*EVERYBODY, midwife)}
    there = came(WORKER, TEACHER, "mw")

    assert agencies(met(*there, children=children(), **staff), UNBORN) == (
        "health",
        "school",
        "social-work",
    )
    same = children(unborn=HERE, one=HERE)
    other = children(unborn=HERE, one=THERE_)
    assert len(agencies(met(*there, children=same, **staff), UNBORN)) == 3
    assert agencies(met(*there, children=other, **staff), UNBORN) == ("health",)
    assert agencies(met(*there, children=same, **staff), ONE) == (
        "school",
        "social-work",
    )


@pytest.mark.rule("WA-52")
def test_it_is_shown_how_midwifery_and_health_visiting_are_involved() -> None:
    own = only(practice("wales"))
    unborn = a_child(UNBORN, expected=day("Tue 2027-06-01"))
    case = household(terms=own, children=(unborn,))
    case = asked(case, BOOKED, booking(children=(UNBORN,), invite=(VISITOR,)))
    report = CompleteReport(
        **asking(AS_WORKER),
        conference=CONF,
        agency="health",
        author=VISITOR,
        completed_at=BEFORE,
    )
    case = asked(case, BEFORE, report)
    day_ = a_day(attendance=came(WORKER, MIDWIFE), absences=())
    case = asked(case, EVENING, held(day=day_))

    assert involved(case, case.conferences[0], UNBORN) == {
        Service.MIDWIFERY: "attendance",
        Service.HEALTH_VISITING: "report",
    }


@pytest.mark.rule("WA-49")
@pytest.mark.parametrize("who", [UNBORN, ONE])
def test_before_a_birth_a_home_that_is_not_known_parts_nobody(who: str) -> None:
    homes = {who: HERE}
    children = (
        a_child(UNBORN, expected=day("Tue 2027-06-01"), lives=homes.get(UNBORN, ())),
        a_child(ONE, lives=homes.get(ONE, ())),
    )
    case = met(*came(WORKER, TEACHER), children=children)

    assert agencies(case, UNBORN) == ("school", "social-work")


@pytest.mark.rule("WA-52")
def test_a_report_that_says_nothing_involves_no_service() -> None:
    case = unborn(only(practice("wales")))
    said = {"agency": "health", "author": VISITOR, "completed_at": BEFORE}
    nothing = Report(**said, nothing_because="nobody-knows-the-family")

    def how(report: Report) -> dict[Service, str]:
        meeting = case.conferences[0].model_copy(update={"reports": (report,)})
        return involved(case, meeting, UNBORN)

    assert how(Report(**said)) == {Service.HEALTH_VISITING: "report"}
    assert how(Report(agency="health", author=VISITOR)) == {}
    assert how(nothing) == {}


@pytest.mark.rule("WA-52")
def test_who_came_for_that_child_alone_involves_their_service() -> None:
    own = only(practice("wales"), SERVICES)
    midwife = Attendance(person=MIDWIFE, children=(UNBORN,))
    both = with_(*came(WORKER, VISITOR), midwife, outcome=BEFORE_BIRTH)

    assert asked(unborn(own), EVENING, both).plan_of(UNBORN) is not None
