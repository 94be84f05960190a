"""What each kind of report holds where there is concern about sexual abuse."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.case import Case
from domain.readings.reports import kind_of
from domain.terms import Terms
from rulebook.schema import Before, Listed
from tests.dates import instant
from tests.domain.builders import practice
from tests.domain.requesting import asked, refused
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.household import ONE, TWO
from tests.practice.reports import (
    AGENCY,
    EVERY,
    MEDICAL,
    POLICE,
    SHOWN,
    SOCIAL_WORK,
    booked,
    completed,
    conference_of,
    lack_of,
    nothing,
    report_of,
    with_examination,
    with_officer,
    written,
)

BOOKS = ("york", "csa-pathway")


def police(terms: Terms) -> Case:
    return with_officer(terms, "social-work", "police", "school")


def examined(terms: Terms) -> Case:
    return with_examination(terms)


def without(sections: tuple[str, ...], *left_out: str) -> tuple[str, ...]:
    return tuple(section for section in sections if section not in left_out)


def row(
    rule: str, agency: str, has: tuple[str, ...], *lacking: str, gate: str = ""
) -> Row:
    """This agency's report without these of its headings; and with all of them."""
    kind = agency if agency in ("social-work", "police") else "agency"
    kind = "medical" if agency == "hospital" else kind
    return Row(
        rule,
        gate or f"{kind}-report-in-full",
        BOOKS,
        examined if agency == "hospital" else police,
        SHOWN,
        breaks=written(*without(has, *lacking), agency=agency),
        keeps=written(*has, agency=agency),
        about=lacking,
    )


WISHES = "wishes-in-every-report"
ROWS = (
    row("CS-20", "social-work", SOCIAL_WORK, *SOCIAL_WORK),
    row("CS-21", "social-work", SOCIAL_WORK, "the-concerns"),
    row("CS-22", "social-work", SOCIAL_WORK, *SOCIAL_WORK[1:3]),
    row("CS-23", "social-work", SOCIAL_WORK, "people-around-the-child"),
    row("CS-24", "hospital", MEDICAL, "what-the-examination-found"),
    row("CS-25", "police", POLICE, "adults-of-concern"),
    row("CS-26", "police", POLICE, "earlier-concerns"),
    row("CS-27", "police", POLICE, "investigations", "interview-of-the-child"),
    row("CS-28", "police", POLICE, "disruption"),
    row("CS-29", "school", AGENCY, "signs-and-impact"),
    row("CS-30", "school", AGENCY, "family-vulnerabilities"),
    row("CS-33", "social-work", EVERY, EVERY[0], gate=WISHES),
    row("CS-33", "police", EVERY, EVERY[0], gate=WISHES),
    row("CS-34", "school", EVERY, EVERY[1], gate=WISHES),
)


@pytest.mark.parametrize("row", params(ROWS))
def test_a_report_is_complete_only_with_all_its_headings(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_with_all_its_headings_it_is_complete(row: Row) -> None:
    case = lets_by(row)
    assert any(r.completed_at and r.sections for r in conference_of(case).reports)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_is_the_entry_that_asks_for_them(row: Row) -> None:
    needs_its_entry(row)


@pytest.mark.rule("CS-25", "CS-29")
@pytest.mark.parametrize("agency", ["police", "school"])
def test_nothing_is_an_answer_with_its_reason_under_every_gate(agency: str) -> None:
    case = police(practice(*BOOKS))
    assert refused(case, written(agency=agency), SHOWN).code == "not-yet"

    case = asked(case, SHOWN, nothing(agency, "nobody-knows-the-family"))

    assert report_of(case, agency).nothing_because == "nobody-knows-the-family"


@pytest.mark.rule("CS-20")
def test_the_social_work_report_always_holds_something() -> None:
    refusal = refused(police(practice(*BOOKS)), nothing("social-work"), SHOWN)
    assert (refusal.code, refusal.where) == ("report-has-content", "nothing_because")

    both = completed("police", sections=POLICE, nothing_because="no-officer")
    refusal = refused(police(practice(*BOOKS)), both, SHOWN)
    assert (refusal.code, refusal.rules) == ("report-has-content", ("CS-20", "CS-25"))


@pytest.mark.rule("CS-20")
def test_the_enquiry_s_own_report_may_serve_and_need_not() -> None:
    case = police(practice(*BOOKS))
    own = "enquiry-or-assessment-report"

    with_it = asked(case, SHOWN, written(own, *SOCIAL_WORK, *EVERY))
    without_it = asked(case, SHOWN, written(*SOCIAL_WORK, *EVERY))

    assert own in report_of(with_it).sections
    assert own not in report_of(without_it).sections
    assert report_of(without_it).completed_at is not None


def test_a_heading_that_such_a_report_does_not_have_is_refused() -> None:
    case = police(practice(*BOOKS))
    refusal = refused(case, written(*SOCIAL_WORK, *EVERY, "disruption"), SHOWN)

    assert (refusal.code, refusal.where) == ("unknown-section", "sections")
    assert "disruption" not in refusal.message
    assert asked(case, SHOWN, written(*POLICE, *EVERY, agency="police"))


def test_where_no_procedure_names_headings_any_may_be_given() -> None:
    case = asked(booked(practice("york")), SHOWN, written("school-life", "health"))
    assert report_of(case).sections == ("school-life", "health")


def test_a_report_is_asked_only_for_the_headings_of_its_own_kind() -> None:
    case = police(practice(*BOOKS))
    known = {
        agency: kind_of(case, conference_of(case), agency)
        for agency in ("social-work", "police", "school", "hospital")
    }
    assert known == {
        "social-work": Listed.SOCIAL_WORK_REPORT,
        "police": Listed.POLICE_REPORT,
        "school": Listed.AGENCY_REPORT,
        "hospital": Listed.AGENCY_REPORT,
    }
    assert lack_of(case, "police-report-in-full", Before.REPORT, "school") is None
    lack = lack_of(case, "agency-report-in-full", Before.REPORT, "school")
    assert lack is not None
    assert lack.about == AGENCY


@pytest.mark.rule("CS-24")
@pytest.mark.parametrize("child", [ONE, TWO])
def test_who_examined_a_child_of_the_conference_reports_on_that(child: str) -> None:
    case = with_examination(practice(*BOOKS), child)
    assert kind_of(case, conference_of(case), "hospital") is Listed.MEDICAL_REPORT
    assert kind_of(case, conference_of(case), "school") is Listed.AGENCY_REPORT


@pytest.mark.rule("CS-25")
@pytest.mark.parametrize("until", [None, instant("Mon 2027-01-18 10:00Z")])
def test_the_force_of_whoever_was_the_officer_writes_a_police_report(
    until: datetime | None,
) -> None:
    case = with_officer(practice(*BOOKS), until=until)
    people = tuple(
        p.model_copy(update={"agency": "north-police"}) if p.agency == "police" else p
        for p in case.people
    )
    case = case.model_copy(update={"people": people})
    kind = kind_of(case, conference_of(case), "north-police")
    assert kind is Listed.POLICE_REPORT


@pytest.mark.rule("CS-29", "CS-30")
def test_of_a_report_that_nobody_asked_for_yet_every_heading_is_missing() -> None:
    case = booked(practice(*BOOKS))

    lack = lack_of(case, "agency-report-in-full", Before.REPORT, "nursery")
    assert lack is not None
    assert lack.about == AGENCY
