"""What is due of a report, from whom, until when, under the newest editions."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.advance import advance
from domain.case import Case
from domain.duties.reckoning import reckon
from domain.duty import Standing, standing
from rulebook.schema import Met
from tests.dates import day, instant
from tests.domain.builders import practice
from tests.domain.requesting import asked, facts_of
from tests.practice.household import (
    BOTH,
    FATHER,
    MOTHER,
    ONE,
    TWO,
)
from tests.practice.reports import (
    AFTERWARDS,
    EVERY,
    KEPT,
    SHOWN,
    SOCIAL_WORK,
    WRITTEN,
    booked,
    completed,
    conference_of,
    held,
    kept_from,
    nothing,
    shown,
    with_examination,
    with_officer,
    written,
)

CSA = ("york", "csa-pathway")
#: A place that asks no agency but social work for a report.
SILENT = ("pan-sussex", "csa-pathway")
LAST_MINUTE = instant("Thu 2027-01-28 23:59Z")
TOO_LATE = instant("Fri 2027-01-29 00:00Z")
FULL = written(*SOCIAL_WORK, *EVERY)


def whose(case: Case, rule: str) -> list[str]:
    """To whom this is due: agencies, people or children."""
    return [duty.who for duty in case.duties.values() if duty.rule == rule]


def stands(case: Case, rule: str, who: str) -> Standing:
    duty = case.duty(f"{rule}/conf-1/{who}")
    assert duty is not None
    return standing(duty)


def after_reckoning(case: Case, now: datetime = AFTERWARDS) -> Case:
    """The case once all of its record was gone through."""
    return advance(case, reckon(case, now, thorough=True), now)


def settled_why(case: Case, rule: str, who: str) -> str | None:
    return case.settled[f"{rule}/conf-1/{who}"].lapsed


@pytest.mark.rule("YK-28", "YK-29")
@pytest.mark.parametrize(
    ("rule", "met_by", "owner"),
    [
        ("submit-report", Met.REPORT_COMPLETED, "partner-agency"),
        ("circulate-reports", Met.REPORT_WITH_CHAIR, "coordinator"),
    ],
)
def test_york_asks_for_each_report_by_a_time_that_is_not_set(
    rule: str, met_by: Met, owner: str
) -> None:
    case = booked(practice("york"))
    found = case.terms.rule(rule)
    assert found is not None
    assert (found.allowance, found.met_by, found.owner) == (None, met_by, owner)
    assert whose(case, rule) == ["social-work", "school"]
    assert case.duties[f"{rule}/conf-1/school"].due.due_on is None


@pytest.mark.rule("YK-14", "YK-15", "YK-31")
def test_each_agency_s_report_is_shared_before_the_day_and_no_number_is_made_up() -> (
    None
):
    case = booked(practice("york"))
    assert whose(case, "share-report") == ["social-work", "school"]
    due = case.duties["share-report/conf-1/school"].due
    assert due.due_on == day("Thu 2027-01-28")
    assert case.terms.provision("reports-in-good-time") == "not-set"

    case = asked(case, SHOWN, completed("school"))
    both = (shown(MOTHER, agency="school"), shown(FATHER, agency="school"))
    assert stands(asked(case, KEPT, both[0]), "share-report", "school") is Standing.OPEN
    case = asked(case, KEPT, *both)
    assert stands(case, "share-report", "school") is Standing.MET


@pytest.mark.rule("WA-58")
def test_in_wales_every_agency_owes_a_report_until_the_conference_is_closed() -> None:
    case = booked(practice("wales"))
    assert whose(case, "submit-report") == ["social-work", "school"]
    assert case.duties["submit-report/conf-1/school"].due.due_on is None

    case = held(case)
    assert stands(case, "submit-report", "school") is Standing.OPEN

    closed = conference_of(case).model_copy(update={"closed_at": AFTERWARDS})
    case = case.model_copy(update={"conferences": (closed,)})
    case = after_reckoning(case)
    assert settled_why(case, "submit-report", "school") == "conference-closed"
    assert reckon(case, AFTERWARDS, thorough=True) == ()


@pytest.mark.rule("WA-58")
def test_what_was_held_before_there_was_a_list_asks_for_no_report_any_more() -> None:
    case = booked(practice("wales"))
    before = conference_of(case).model_copy(update={"invitation": None})
    case = held(case.model_copy(update={"conferences": (before,)}))
    assert settled_why(case, "submit-report", "school") == "conference-held"


@pytest.mark.rule("CS-24")
def test_a_medical_report_is_due_only_once_a_child_was_examined() -> None:
    assert whose(booked(practice(*SILENT)), "medical-report") == []

    case = with_examination(practice(*SILENT))

    assert whose(case, "medical-report") == ["hospital"]
    report = written("what-the-examination-found", *EVERY, agency="hospital")
    case = asked(case, SHOWN, report)
    assert stands(case, "medical-report", "hospital") is Standing.MET


@pytest.mark.rule("CS-24")
def test_the_examination_of_a_child_of_another_conference_calls_for_none_here() -> None:
    case = with_examination(practice(*SILENT), child="child-3")
    assert whose(case, "medical-report") == []


@pytest.mark.rule("CS-25")
def test_a_police_report_is_due_only_where_there_is_or_was_an_officer() -> None:
    assert whose(booked(practice(*SILENT)), "police-report") == []
    for until in (None, WRITTEN):
        case = with_officer(practice(*SILENT), until=until)
        assert whose(case, "police-report") == ["police"]


@pytest.mark.rule("CS-25")
def test_it_is_due_from_a_force_that_was_not_invited_and_met_by_its_report_alone() -> (
    None
):
    case = asked(with_officer(practice(*SILENT)), SHOWN, FULL)
    assert stands(case, "police-report", "police") is Standing.OPEN

    case = asked(case, SHOWN, nothing("police", "nothing-known"))
    assert stands(case, "police-report", "police") is Standing.MET


@pytest.mark.rule("CS-24", "CS-25")
@pytest.mark.parametrize("place", ["york", "wales"])
def test_where_the_place_asks_everybody_for_a_report_theirs_is_asked_for_once(
    place: str,
) -> None:
    books = (place, "csa-pathway")
    examined = with_examination(practice(*books))
    assert whose(examined, "medical-report") == []
    assert "hospital" in whose(examined, "submit-report")

    uninvited = with_officer(practice(*books))
    assert whose(uninvited, "police-report") == ["police"]
    invited = with_officer(practice(*books), "social-work", "police")
    assert whose(invited, "police-report") == []
    assert whose(invited, "submit-report") == ["social-work", "police"]


@pytest.mark.rule("CS-25")
def test_who_has_nothing_to_report_has_nothing_to_share() -> None:
    case = booked(practice(*CSA), "social-work", "school")
    case = asked(case, SHOWN, nothing("school", "nobody-knows-the-family"))
    for rule in ("share-report", "circulate-reports", "tell-family-before"):
        assert settled_why(case, rule, "school") == "nothing-to-report"
    assert stands(case, "share-report", "social-work") is Standing.OPEN
    assert reckon(case, SHOWN, thorough=True) == ()


@pytest.mark.rule("CS-31")
def test_the_family_and_each_child_are_told_before_the_day() -> None:
    case = booked(practice("wales", "csa-pathway"))
    told = whose(case, "tell-family-before")
    assert told == ["social-work", "school"]
    assert whose(case, "share-report-with-child") == [*BOTH]
    for rule, who in (
        ("tell-family-before", "school"),
        ("share-report-with-child", ONE),
    ):
        due = case.duties[f"{rule}/conf-1/{who}"].due
        assert due.due_on == day("Thu 2027-01-28")


@pytest.mark.rule("CS-31")
def test_who_is_told_on_the_day_itself_was_told_too_late() -> None:
    case = asked(booked(practice("wales", "csa-pathway")), WRITTEN, FULL)
    in_time = asked(case, LAST_MINUTE, shown(ONE, LAST_MINUTE))
    late = asked(case, TOO_LATE, shown(ONE, TOO_LATE))
    rule = "share-report-with-child"
    assert stands(in_time, rule, ONE) is Standing.MET
    assert stands(late, rule, ONE) is Standing.MET_LATE


@pytest.mark.rule("CS-32")
def test_who_would_be_at_risk_is_not_told_by_a_named_person_with_a_reason() -> None:
    case = asked(booked(practice("wales", "csa-pathway")), WRITTEN, FULL)
    decided = kept_from(ONE, why="unsafe")

    (fact,) = facts_of(case, decided, SHOWN)
    case = asked(case, SHOWN, decided)

    assert fact.model_dump()["by"] == decided.by.person
    assert fact.model_dump()["why"] == "unsafe"
    assert settled_why(case, "share-report-with-child", ONE) == "withheld"
    assert stands(case, "share-report-with-child", TWO) is Standing.OPEN
    with pytest.raises(ValueError, match="why"):
        kept_from(ONE, why=None)
