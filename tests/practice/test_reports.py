"""Reports of the newest editions: asked for, accounted for, shown to the children."""

from __future__ import annotations

import pytest

from domain.case import Case
from domain.record.conferences import Kind
from domain.terms import Terms
from rulebook.schema import Before
from tests.domain.builders import practice
from tests.domain.requesting import asked, facts_of, refused
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.household import EVENING, MOTHER, ONE, STARTS, TWO
from tests.practice.reports import (
    AFTERWARDS,
    KEPT,
    SHOWN,
    WRITTEN,
    booked,
    close,
    completed,
    conference_of,
    held,
    kept_from,
    lack_of,
    never_came,
    nothing,
    report_of,
    shown,
    signed,
    was_held,
    with_officer,
)

CSA = ("york", "csa-pathway")


def no_report(terms: Terms) -> Case:
    """Held; the school's report never came, the social worker's did."""
    return held(asked(booked(terms), WRITTEN, completed()))


def all_reports(terms: Terms) -> Case:
    case = asked(booked(terms), WRITTEN, completed(), completed("school"))
    return held(case)


def no_police(terms: Terms) -> Case:
    return held(booked(terms, "social-work"))


def no_officer(terms: Terms) -> Case:
    """The police answered that nobody of theirs has the case."""
    return held(asked(booked(terms, "social-work"), WRITTEN, nothing("police")))


def only_one_saw_it(terms: Terms) -> Case:
    case = asked(booked(terms), SHOWN, completed(), signed(), shown(ONE))
    return asked(case, SHOWN, shown(MOTHER))


def one_saw_it_and_the_other_is_too_young(terms: Terms) -> Case:
    return asked(only_one_saw_it(terms), KEPT, kept_from(TWO))


ACCOUNTED = "reports-accounted-for"
ROWS = (
    *(
        Row(
            rule,
            ACCOUNTED,
            books,
            no_report,
            AFTERWARDS,
            breaks=close(),
            keeps=close(),
            about=("school",),
            lawful=all_reports,
        )
        for rule, books in (
            ("YK-14", ("york",)),
            ("WA-58", ("wales",)),
            ("CS-19", ("pan-sussex", "csa-pathway")),
        )
    ),
    Row(
        "CS-25",
        "police-report-or-none",
        CSA,
        no_police,
        AFTERWARDS,
        breaks=close(),
        keeps=close(),
        about=("police",),
        lawful=no_officer,
    ),
    Row(
        "T4-23",
        "report-shared-with-child",
        ("guernsey",),
        only_one_saw_it,
        EVENING,
        breaks=was_held(),
        keeps=was_held(),
        about=(TWO,),
        lawful=one_saw_it_and_the_other_is_too_young,
    ),
)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_refuses_while_something_is_missing(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_it_lets_by_what_was_answered(row: Row) -> None:
    assert conference_of(lets_by(row)).held_at == STARTS


@pytest.mark.parametrize("row", params(ROWS))
def test_it_is_the_entry_that_asks(row: Row) -> None:
    needs_its_entry(row)


def is_lacking(case: Case, gate: str, before: Before) -> tuple[str, ...]:
    lack = lack_of(case, gate, before)
    return () if lack is None else lack.about


@pytest.mark.rule("WA-58")
def test_absence_excuses_no_report_but_the_record_may_say_that_it_never_came() -> None:
    case = no_report(practice("wales"))
    assert is_lacking(case, ACCOUNTED, Before.CLOSE) == ("school",)

    case = asked(case, AFTERWARDS, never_came("school"))

    assert is_lacking(case, ACCOUNTED, Before.CLOSE) == ()
    assert report_of(case, "school").completed_at is None
    assert report_of(case, "school").missing_because == "not-received"
    assert "submit-report/conf-1/school" in case.duties


@pytest.mark.rule("WA-58")
def test_a_report_may_still_come_while_the_conference_is_not_held() -> None:
    case = booked(practice("wales"))
    assert refused(case, never_came("school", KEPT), KEPT).code == "conference-not-held"
    assert len(facts_of(held(case), never_came("school"), AFTERWARDS)) == 1


def test_a_report_that_came_is_not_missing() -> None:
    case = all_reports(practice("wales"))
    assert refused(case, never_came("school"), AFTERWARDS).code == "already-done"
    assert refused(case, never_came("housing"), AFTERWARDS).where == "agency"


@pytest.mark.rule("WA-58")
def test_a_missing_report_that_comes_after_all_is_missing_no_longer() -> None:
    case = asked(no_report(practice("wales")), AFTERWARDS, never_came("school"))

    case = asked(case, AFTERWARDS, completed("school", completed_at=AFTERWARDS))

    report = report_of(case, "school")
    assert (report.missing_because, report.completed_at) == (None, AFTERWARDS)
    assert case.settled["submit-report/conf-1/school"].met_at == AFTERWARDS


def test_a_late_report_is_taken_only_where_it_is_owed_until_the_close() -> None:
    late = completed("school", completed_at=AFTERWARDS)

    refusal = refused(no_report(practice("york")), late, AFTERWARDS)
    assert (refusal.code, refusal.where) == ("conference-was-held", "completed_at")

    case = no_report(practice("wales"))
    closed = conference_of(case).model_copy(update={"closed_at": EVENING})
    case = case.model_copy(update={"conferences": (closed,)})
    assert refused(case, late, AFTERWARDS).code == "conference-was-held"
    assert len(facts_of(no_report(practice("wales")), late, AFTERWARDS)) == 1


@pytest.mark.rule("CS-25")
def test_the_report_of_the_officer_s_own_force_is_asked_for() -> None:
    case = with_officer(practice(*CSA), "social-work")
    people = tuple(
        p.model_copy(update={"agency": "north-police"}) if p.agency == "police" else p
        for p in case.people
    )
    case = held(case.model_copy(update={"people": people}))

    lacking = is_lacking(case, "police-report-or-none", Before.CLOSE)

    assert lacking == ("north-police",)
    answered = asked(case, AFTERWARDS, never_came("north-police"))
    assert is_lacking(answered, "police-report-or-none", Before.CLOSE) == ()


@pytest.mark.rule("CS-25")
def test_at_a_review_nobody_is_asked_again_whether_there_is_an_officer() -> None:
    case = held(booked(practice(*CSA), "social-work", kind=Kind.REVIEW))
    assert is_lacking(case, "police-report-or-none", Before.CLOSE) == ()


def test_where_no_procedure_asks_the_police_nobody_answers_for_them() -> None:
    case = booked(practice("york"), "social-work")
    assert refused(case, nothing("police"), KEPT).code == "report-not-awaited"
    assert len(facts_of(booked(practice(*CSA)), nothing("police"), KEPT)) == 1
