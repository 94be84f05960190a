"""Dates of York, Sussex and Wales, worked out by hand on a printed calendar.

None was produced by the program. Each comment is the count itself, day by day and
week by week, and says which days were passed over.
"""

from __future__ import annotations

import pytest

from domain.requests.enquiries import RecordDiscussion
from domain.requests.plans import RecordCoreGroup
from tests.dates import day, instant
from tests.domain.plausible.by_hand import (
    CHILD,
    assert_due,
    held,
    opened,
    said,
)

INITIAL = "initial-conference/enq-1/child-1"
PLAN = "child-1-plan-1"


@pytest.mark.rule("YK-35", "SX-21", "WA-16")
@pytest.mark.parametrize(
    ("rulebook", "discussion", "on", "late_at"),
    [
        # 17 18 | 21-24 | 29-31 (25, 28 off) | 4-8 (1 January off) | 11
        ("york", "Wed 2026-12-16 10:00Z", "Mon 2027-01-11", "Tue 2027-01-12 00:00Z"),
        # a Saturday: 22-25 | 30 31 1 2 (26, 29 off) | 5-9 | 12 13; now summer time
        ("york", "Sat 2027-03-20 10:00Z", "Tue 2027-04-13", "Tue 2027-04-13 23:00Z"),
        # 13-16 | 19-23 | clocks go back on the 25th | 26-30 | 2
        ("york", "Mon 2026-10-12 10:00Z", "Mon 2026-11-02", "Tue 2026-11-03 00:00Z"),
        # 14-18 | 21-24 | 29-31 | 4 5 6
        (
            "pan-sussex",
            "Fri 2026-12-11 10:00Z",
            "Wed 2027-01-06",
            "Thu 2027-01-07 00:00Z",
        ),
        # half past midnight on Wednesday 2 June: 3 4 | 7-11 | 14-18 | 21 22 23
        (
            "pan-sussex",
            "Tue 2027-06-01 23:30Z",
            "Wed 2027-06-23",
            "Wed 2027-06-23 23:00Z",
        ),
        # Good Friday is the 14th: 18-21 | 24-28 | 2-5 (1 May off) | 8 9
        ("wales", "Thu 2028-04-13 10:00Z", "Tue 2028-05-09", "Tue 2028-05-09 23:00Z"),
        # the night the clocks go back: 1-5 | 8-12 | 15-19
        ("wales", "Sat 2027-10-30 10:00Z", "Fri 2027-11-19", "Sat 2027-11-20 00:00Z"),
    ],
)
def test_the_initial_conference_is_due_on_the_fifteenth_working_day(
    rulebook: str, discussion: str, on: str, late_at: str
) -> None:
    assert_due(opened(rulebook, held=(discussion,)), INITIAL, on, late_at)


@pytest.mark.rule("YK-36", "SX-22", "WA-16")
@pytest.mark.parametrize(
    ("rulebook", "on", "late_at"),
    [
        # from the 7th: 8-11 | 14-18 | 21-24 | 29 30
        ("york", "Wed 2026-12-30", "Thu 2026-12-31 00:00Z"),
        ("pan-sussex", "Wed 2026-12-30", "Thu 2026-12-31 00:00Z"),
        # from the 16th, as above
        ("wales", "Mon 2027-01-11", "Tue 2027-01-12 00:00Z"),
    ],
)
def test_of_two_discussions_wales_counts_from_the_last_and_others_from_the_first(
    rulebook: str, on: str, late_at: str
) -> None:
    both = ("Mon 2026-12-07 10:00Z", "Wed 2026-12-16 10:00Z")
    assert_due(opened(rulebook, held=both), INITIAL, on, late_at)


def test_in_wales_a_discussion_after_the_miss_gives_a_new_date_and_keeps_the_miss() -> (
    None
):
    """5-8 | 11-15 | 18-22 | 25; missed as the 31st of December began."""
    case = said(
        opened("wales", held=("Mon 2026-12-07 10:00Z",)),
        "Mon 2027-01-04 12:00Z",
        RecordDiscussion,
        enquiry="enq-1",
        discussion="sd-9",
        held_at=instant("Mon 2027-01-04 10:00Z"),
        children=(CHILD,),
    )

    duty = case.duties[INITIAL]
    assert duty.due.due_on == day("Mon 2027-01-25")
    assert duty.due.due_at == instant("Tue 2027-01-26 00:00Z")
    assert duty.missed_at == instant("Thu 2026-12-31 00:00Z")


@pytest.mark.parametrize(
    ("rulebook", "conference", "duty", "on", "late_at"),
    [
        # 17 18 | 21-24 | 29-31 | 4
        (
            "york",
            "Wed 2026-12-16 10:00Z",
            f"first-core-group/{PLAN}",
            "Mon 2027-01-04",
            "Tue 2027-01-05 00:00Z",
        ),
        # Friday and Monday of Easter are off, and Sunday the clocks go forward
        (
            "york",
            "Thu 2027-03-25 10:00Z",
            "plan-sent/conf-1",
            "Tue 2027-03-30",
            "Tue 2027-03-30 23:00Z",
        ),
        # there is no 30 February: the month's last day, a Sunday
        (
            "york",
            "Mon 2026-11-30 10:00Z",
            f"first-review/{PLAN}",
            "Sun 2027-02-28",
            "Mon 2027-03-01 00:00Z",
        ),
        # 30 December to 30 March: over into summer time
        (
            "pan-sussex+reviews",
            "Thu 2027-12-30 10:00Z",
            f"first-review/{PLAN}",
            "Thu 2028-03-30",
            "Thu 2028-03-30 23:00Z",
        ),
        # 24-27 | 31 1 2 3 (30 August off) | 6 7
        (
            "wales+timescales",
            "Mon 2027-08-23 10:00Z",
            f"first-core-group/{PLAN}",
            "Tue 2027-09-07",
            "Tue 2027-09-07 23:00Z",
        ),
        # 23 24 | 29 30 31
        (
            "wales+timescales",
            "Tue 2026-12-22 10:00Z",
            "plan-sent/conf-1",
            "Thu 2026-12-31",
            "Fri 2027-01-01 00:00Z",
        ),
        (
            "wales+timescales",
            "Tue 2026-12-22 10:00Z",
            f"first-review/{PLAN}",
            "Mon 2027-03-22",
            "Tue 2027-03-23 00:00Z",
        ),
    ],
)
def test_what_follows_a_plan_counts_from_the_day_the_conference_was_held(
    rulebook: str, conference: str, duty: str, on: str, late_at: str
) -> None:
    case = held(opened(rulebook, held=("Mon 2026-10-12 10:00Z",)), conference)
    assert_due(case, f"{duty}/child-1", on, late_at)


@pytest.mark.parametrize(
    ("rulebook", "group", "duty", "on", "late_at"),
    [
        # 31 January and a month, in a leap year
        (
            "york",
            "Mon 2028-01-31 10:00Z",
            "next-core-group",
            "Tue 2028-02-29",
            "Wed 2028-03-01 00:00Z",
        ),
        (
            "wales+timescales",
            "Wed 2027-03-31 10:00Z",
            "next-core-group",
            "Fri 2027-04-30",
            "Fri 2027-04-30 23:00Z",
        ),
        # 42 days: 30 of April, 12 of May
        (
            "wales+timescales",
            "Wed 2027-03-31 10:00Z",
            "next-core-group-at-the-latest",
            "Wed 2027-05-12",
            "Wed 2027-05-12 23:00Z",
        ),
    ],
)
def test_the_next_core_group_counts_from_the_last_one(
    rulebook: str, group: str, duty: str, on: str, late_at: str
) -> None:
    case = opened(rulebook, held=("Mon 2026-10-12 10:00Z",))
    case = held(case, "Tue 2026-12-22 10:00Z")
    case = said(
        case,
        group,
        RecordCoreGroup,
        meeting="cg-1",
        held_at=instant(group),
        children=(CHILD,),
    )
    assert_due(case, f"{duty}/{PLAN}-2/child-1", on, late_at)


@pytest.mark.parametrize(
    ("rulebook", "review", "on", "late_at"),
    [
        # there is no 31 February, and 2028 is a leap year
        ("york", "Tue 2027-08-31 10:00Z", "Tue 2028-02-29", "Wed 2028-03-01 00:00Z"),
        # later than it was due: six months from the day it was held all the same
        (
            "pan-sussex+reviews",
            "Mon 2027-03-29 10:00Z",
            "Wed 2027-09-29",
            "Wed 2027-09-29 23:00Z",
        ),
        (
            "wales+timescales",
            "Mon 2027-03-22 10:00Z",
            "Wed 2027-09-22",
            "Wed 2027-09-22 23:00Z",
        ),
    ],
)
def test_the_next_review_counts_from_the_day_the_last_was_held(
    rulebook: str, review: str, on: str, late_at: str
) -> None:
    case = opened(rulebook, held=("Mon 2026-10-12 10:00Z",))
    case = held(case, "Tue 2026-12-22 10:00Z")
    case = held(case, review, decided="continue", ref="conf-2")
    assert_due(case, f"next-review/{PLAN}-2/child-1", on, late_at)
