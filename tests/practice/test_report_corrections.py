"""What a family finds wrong in a report: written down beside it, never into it."""

from __future__ import annotations

import pytest

from domain.case import Case
from tests.dates import instant
from tests.domain.builders import practice
from tests.domain.requesting import asked, facts_of, refused
from tests.practice.household import AUNT, EVENING, FATHER, MOTHER, ONE, TEACHER
from tests.practice.reports import (
    AFTERWARDS,
    KEPT,
    SHOWN,
    WRITTEN,
    booked,
    completed,
    held,
    pointed_out,
    report_of,
    rewritten,
    shown,
)


def a_shared_report() -> Case:
    case = asked(booked(practice("york")), WRITTEN, completed())
    return asked(case, SHOWN, shown(MOTHER), shown(ONE))


@pytest.mark.rule("YK-32")
@pytest.mark.parametrize("who", [MOTHER, ONE])
def test_whoever_was_shown_it_may_say_what_is_wrong(who: str) -> None:
    case = a_shared_report()
    before = report_of(case)

    (fact,) = facts_of(case, pointed_out(who), KEPT)
    after = report_of(asked(case, KEPT, pointed_out(who)))

    assert fact.model_dump()["words"] == "We moved here in May, not in March."
    assert after == before.model_copy(update={"corrections": 1})


@pytest.mark.rule("YK-32")
def test_each_error_is_counted() -> None:
    case = asked(a_shared_report(), KEPT, pointed_out(MOTHER), pointed_out(ONE))
    assert report_of(asked(case, KEPT, pointed_out(MOTHER))).corrections == 3


@pytest.mark.rule("YK-32")
def test_who_was_not_shown_it_is_first_shown_it() -> None:
    case = a_shared_report()

    refusal = refused(case, pointed_out(FATHER), KEPT)

    assert (refusal.code, refusal.where) == ("report-not-shared", "person")
    assert refusal.rules == ("YK-32",)
    case = asked(case, KEPT, shown(FATHER, KEPT))
    assert len(facts_of(case, pointed_out(FATHER), KEPT)) == 1


@pytest.mark.rule("YK-32")
def test_only_the_family_s_corrections_are_kept_here() -> None:
    case = a_shared_report()
    assert refused(case, pointed_out(TEACHER), KEPT).code == "not-of-the-family"
    assert refused(case, pointed_out("nobody"), KEPT).code == "unknown-person"
    assert refused(case, pointed_out(AUNT), KEPT).code == "report-not-shared"


def test_nobody_found_an_error_before_they_saw_the_report() -> None:
    early = pointed_out(pointed_out_at=WRITTEN)
    assert refused(a_shared_report(), early, KEPT).code == "out-of-order"


@pytest.mark.rule("YK-32")
def test_an_error_told_of_after_the_report_was_put_right_is_still_written_down() -> (
    None
):
    case = asked(a_shared_report(), KEPT, rewritten(KEPT))
    assert report_of(case).shared == ()

    said = pointed_out(pointed_out_at=instant("Mon 2027-01-25 13:00Z"))
    case = asked(case, KEPT, said)

    assert report_of(case).corrections == 1


@pytest.mark.rule("YK-32")
def test_an_error_may_be_pointed_out_at_the_conference_and_after_it() -> None:
    case = held(a_shared_report())
    for at in (EVENING, AFTERWARDS):
        said = pointed_out(pointed_out_at=at)
        assert report_of(asked(case, AFTERWARDS, said)).corrections == 1


def test_a_report_that_nobody_owes_has_no_errors() -> None:
    case = a_shared_report()
    refusal = refused(case, pointed_out(agency="housing"), KEPT)
    assert (refusal.code, refusal.where) == ("report-not-awaited", "agency")
