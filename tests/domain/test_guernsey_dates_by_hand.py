"""Dates of Guernsey and of the sexual abuse pathway, worked out by hand.

Guernsey keeps Liberation Day, in 2028 on Tue 9 May. Each comment is the count.
"""

from __future__ import annotations

import pytest

from domain.case import Case
from domain.requests.conferences import MoveConference
from domain.requests.enquiries import ConcludeEnquiry, DecideOnConference
from tests.dates import day, instant
from tests.domain.plausible.by_hand import (
    CHILD,
    assert_due,
    assert_undated,
    booked,
    opened,
    said,
)

INITIAL = "initial-conference/enq-1/child-1"
BOOK = "book-conference/dec-1/household"
EXPLAIN = "explain-process/dec-1/p-mother"
COMPLETE = "complete-report/conf-1/social-work"
COUNTERSIGN = "countersign-report/conf-1/social-work"
SHARE = "share-report/conf-1/p-mother"
CHAIR = "report-to-chair/conf-1/social-work"
TELL = "tell-family-before/conf-1/social-work"


def guernsey(discussed: str, *overlays: str) -> Case:
    return opened("guernsey", *overlays, held=(discussed,))


def decided(case: Case, at: str) -> Case:
    """The enquiries complete and the decision taken at the same minute."""
    case = said(case, at, ConcludeEnquiry, enquiry="enq-1", concluded_at=instant(at))
    return said(
        case,
        at,
        DecideOnConference,
        role="first-line-manager",
        enquiry="enq-1",
        decision="dec-1",
        decided_at=instant(at),
        children=(CHILD,),
    )


@pytest.mark.parametrize(
    ("decision", "book_on", "book_late", "explain_on", "explain_late"),
    [
        # 10 | 10-12 15 16: Tuesday the 9th is Liberation Day
        (
            "Mon 2028-05-08 10:00Z",
            "Wed 2028-05-10",
            "Wed 2028-05-10 23:00Z",
            "Tue 2028-05-16",
            "Tue 2028-05-16 23:00Z",
        ),
        # 29 | 29-31 4 5: Christmas, its Monday and New Year's Day are off
        (
            "Thu 2026-12-24 10:00Z",
            "Tue 2026-12-29",
            "Wed 2026-12-30 00:00Z",
            "Tue 2027-01-05",
            "Wed 2027-01-06 00:00Z",
        ),
    ],
)
def test_the_booking_is_due_in_one_working_day_and_the_talk_in_five(
    decision: str, book_on: str, book_late: str, explain_on: str, explain_late: str
) -> None:
    case = decided(guernsey("Tue 2026-12-22 10:00Z"), decision)

    assert_due(case, BOOK, book_on, book_late)
    assert_due(case, EXPLAIN, explain_on, explain_late)


@pytest.mark.parametrize(
    ("starts", "steps"),
    [
        # back from Friday the 12th: 11 | 10 | 8 (not the 9th) | 5
        (
            "Fri 2028-05-12 10:00Z",
            {
                CHAIR: ("Thu 2028-05-11", "Thu 2028-05-11 23:00Z"),
                SHARE: ("Wed 2028-05-10", "Wed 2028-05-10 23:00Z"),
                COUNTERSIGN: ("Mon 2028-05-08", "Mon 2028-05-08 23:00Z"),
                COMPLETE: ("Fri 2028-05-05", "Fri 2028-05-05 23:00Z"),
            },
        ),
        # back from Tuesday the 30th, over the bank holiday: 26 | 25 | 24 | 23
        (
            "Tue 2028-05-30 10:00Z",
            {
                CHAIR: ("Fri 2028-05-26", "Fri 2028-05-26 23:00Z"),
                SHARE: ("Thu 2028-05-25", "Thu 2028-05-25 23:00Z"),
                COUNTERSIGN: ("Wed 2028-05-24", "Wed 2028-05-24 23:00Z"),
                COMPLETE: ("Tue 2028-05-23", "Tue 2028-05-23 23:00Z"),
            },
        ),
    ],
)
def test_the_report_s_steps_count_back_from_the_conference_and_move_with_it(
    starts: str, steps: dict[str, tuple[str, str]]
) -> None:
    case = guernsey("Mon 2028-04-03 10:00Z")
    direct = booked(case, "Mon 2028-04-10 10:00Z", starts)
    moved = said(
        booked(case, "Mon 2028-04-10 10:00Z", "Thu 2028-06-08 10:00Z"),
        "Tue 2028-04-11 10:00Z",
        MoveConference,
        conference="conf-1",
        moved_at=instant("Tue 2028-04-11 10:00Z"),
        starts_at=instant(starts),
        reason="room",
    )

    for key, (on, late_at) in steps.items():
        assert_due(direct, key, on, late_at)
        assert_due(moved, key, on, late_at)


def test_steps_past_at_the_booking_are_late_from_the_booking() -> None:
    """Tuesday 5 January: 4 | 31 | 30 | 29 December, booked on Monday the 4th."""
    case = guernsey("Tue 2026-12-22 10:00Z")
    case = booked(case, "Mon 2027-01-04 09:00Z", "Tue 2027-01-05 10:00Z")

    assert_due(case, CHAIR, "Mon 2027-01-04", "Tue 2027-01-05 00:00Z")
    past = {SHARE: "Thu 2026-12-31", COUNTERSIGN: "Wed 2026-12-30"}
    for key, on in (past | {COMPLETE: "Tue 2026-12-29"}).items():
        assert case.duties[key].due.due_on == day(on)
        assert case.duties[key].missed_at == instant("Mon 2027-01-04 09:00Z")


def test_guernsey_dates_neither_the_conference_nor_its_invitations() -> None:
    case = guernsey("Tue 2026-12-22 10:00Z")
    case = booked(case, "Tue 2026-12-22 11:00Z", "Tue 2027-01-05 10:00Z")

    assert INITIAL not in case.duties
    assert_undated(case, "send-invitations/conf-1/household")


@pytest.mark.parametrize(
    ("discussion", "on", "late_at"),
    [
        # 17 18 | 21-24 | 29-31 | 4-8 | 11
        ("Wed 2026-12-16 10:00Z", "Mon 2027-01-11", "Tue 2027-01-12 00:00Z"),
        # 26-28 | 2-5 (1 May off) | 8 10-12 (9 May off) | 15-18
        ("Tue 2028-04-25 10:00Z", "Thu 2028-05-18", "Thu 2028-05-18 23:00Z"),
        # a Saturday, and Monday the 3rd is off: 4-7 | 10-14 | 17-21 | 24
        ("Sat 2027-05-01 10:00Z", "Mon 2027-05-24", "Mon 2027-05-24 23:00Z"),
        # before dawn: 8-11 | 14-18 | 21-25 | 28
        ("Mon 2027-06-07 03:00Z", "Mon 2027-06-28", "Mon 2027-06-28 23:00Z"),
    ],
)
def test_over_guernsey_the_pathway_gives_the_conference_its_fifteen_days(
    discussion: str, on: str, late_at: str
) -> None:
    assert_due(guernsey(discussion, "csa-pathway"), INITIAL, on, late_at)


def test_over_guernsey_the_pathway_counts_from_the_discussion_that_began_it() -> None:
    """From Monday 7 June, not from the 14th."""
    both = ("Mon 2027-06-07 10:00Z", "Mon 2027-06-14 10:00Z")
    case = opened("guernsey", "csa-pathway", held=both)

    assert_due(case, INITIAL, "Mon 2027-06-28", "Mon 2027-06-28 23:00Z")


@pytest.mark.parametrize(
    ("rulebook", "starts", "on", "late_at"),
    [
        # the Sunday on which the clocks go forward
        (
            "guernsey",
            "Mon 2027-03-29 10:00Z",
            "Sun 2027-03-28",
            "Sun 2027-03-28 23:00Z",
        ),
        ("wales", "Mon 2027-01-11 10:00Z", "Sun 2027-01-10", "Mon 2027-01-11 00:00Z"),
    ],
)
def test_the_pathway_has_the_family_told_the_day_before(
    rulebook: str, starts: str, on: str, late_at: str
) -> None:
    case = opened(rulebook, "csa-pathway", held=("Wed 2026-12-16 10:00Z",))
    case = booked(case, "Thu 2026-12-17 10:00Z", starts)

    assert_due(case, TELL, on, late_at)


def test_over_guernsey_the_pathway_leaves_guernsey_s_own_dates() -> None:
    case = decided(
        guernsey("Tue 2026-12-22 10:00Z", "csa-pathway"), "Thu 2026-12-24 10:00Z"
    )

    assert_due(case, BOOK, "Tue 2026-12-29", "Wed 2026-12-30 00:00Z")


@pytest.mark.parametrize(
    ("discussions", "on", "late_at"),
    [
        # Wales counts from the last, the 16th
        (
            ("Mon 2026-12-07 10:00Z", "Wed 2026-12-16 10:00Z"),
            "Mon 2027-01-11",
            "Tue 2027-01-12 00:00Z",
        ),
        # 9 May is an ordinary day in Wales: 26-28 | 2-5 | 8-12 | 15-17
        (("Tue 2028-04-25 10:00Z",), "Wed 2028-05-17", "Wed 2028-05-17 23:00Z"),
    ],
)
def test_over_wales_the_pathway_s_clock_is_shown_and_wales_s_own_is_kept(
    discussions: tuple[str, ...], on: str, late_at: str
) -> None:
    case = opened("wales", "csa-pathway", held=discussions)

    assert_due(case, INITIAL, on, late_at)
    assert [key for key in case.duties if key.startswith("initial")] == [INITIAL]
    shown = [rule for rule in case.terms.rules if rule.shown_only]
    assert [(rule.key, rule.book) for rule in shown] == [
        ("initial-conference", "csa-pathway")
    ]
