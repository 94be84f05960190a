"""A partner agency deals with its own report; those who run the conference with any."""

from __future__ import annotations

import pytest

from domain.roles import Role
from tests.domain.builders import a_person
from tests.domain.who_may_ask.household import answer, asking, by, case, staff
from tests.practice.household import people

TEACHER = a_person("teacher", relation="teacher", agency="school")
REPORTS = (
    "complete-report",
    "share-report",
    "change-report",
    "decide-not-to-share-report",
    "send-report-to-chair",
    "record-report-correction",
    "countersign-report",
)


@pytest.mark.parametrize("kind", REPORTS)
@pytest.mark.parametrize("agency", ["police", "social-work", "health"])
def test_an_agency_deals_with_its_own_report_and_no_other(
    kind: str, agency: str
) -> None:
    found = case(people=(*people(), *staff(), TEACHER))
    teacher = by(Role.PARTNER_AGENCY, "teacher")
    another = asking(kind, teacher, agency=agency)
    own = asking(kind, teacher, agency="school")

    assert answer(found, another) == "another-agencys-report"
    assert answer(found, own) != "another-agencys-report"


def test_nor_does_a_stranger_who_says_that_they_are_of_an_agency() -> None:
    stranger = by(Role.PARTNER_AGENCY, "nobody-here")

    said = answer(case(), asking("complete-report", stranger, agency="school"))
    assert said == "another-agencys-report"


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.COORDINATOR])
def test_those_who_run_the_conference_see_to_any_agencys_report(role: Role) -> None:
    said = answer(case(), asking("complete-report", by(role), agency="school"))

    assert said == "unknown-conference"
