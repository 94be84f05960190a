"""A further child has a conference of their own, joined with the review there is."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import Case
from domain.cautions import cautions
from domain.record.conferences import Kind
from domain.requests.conferences import BookConference, MoveConference
from domain.requests.enquiries import RecordDiscussion
from domain.requests.plans import RecordSiblingConcern
from domain.terms import Terms
from tests.dates import instant
from tests.domain.builders import practice
from tests.domain.requesting import asked, refused
from tests.practice.gates import Row, lets_by, needs_its_entry, params, proves
from tests.practice.household import (
    AS_WORKER,
    BEFORE,
    BOOKED,
    DISCUSSED,
    EVENING,
    ONE,
    SETTLED,
    TWO,
    asking,
    only,
)
from tests.practice.outcomes import (
    CONF,
    continue_outcome,
    held,
    plan_outcome,
    with_a_plan,
)
from tests.practice.recording import about, closing, of

SUSSEX = ("pan-sussex",)
OWN, JOINED = "own-initial-conference", "joined-with-the-review"
CONCERN = RecordSiblingConcern(
    **asking(AS_WORKER, "concern"), child=TWO, at=BOOKED, reason="injury"
)


def further(**fields: Any) -> BookConference:
    """The second child's own initial conference, beside the review of the first's."""
    return about(TWO, ref="conf-2", **fields)


def concerned(terms: Terms) -> Case:
    """The first child has a plan and a review ahead; now there is a worry about two."""
    return asked(with_a_plan(terms), BOOKED, CONCERN)


REVIEWED = held(continue_outcome(ONE), plan_outcome(TWO))
ROWS = (
    Row(
        rule="SX-19",
        gate=OWN,
        books=SUSSEX,
        case=concerned,
        lawful=lambda terms: asked(concerned(terms), BOOKED, further(joined_with=CONF)),
        now=EVENING,
        breaks=REVIEWED,
        keeps=REVIEWED,
        about=(TWO,),
    ),
    Row(
        rule="SX-20",
        gate=JOINED,
        books=SUSSEX,
        case=concerned,
        now=SETTLED,
        breaks=further(),
        keeps=further(joined_with=CONF),
        about=(TWO,),
    ),
    Row(
        rule="SX-20",
        gate=JOINED,
        books=SUSSEX,
        case=concerned,
        now=SETTLED,
        breaks=further(),
        keeps=further(not_joined_because="review-is-too-far-off"),
        about=(TWO,),
    ),
)


@pytest.mark.parametrize("row", params(ROWS))
def test_a_further_child_comes_to_a_plan_by_no_other_way(row: Row) -> None:
    proves(row)


@pytest.mark.parametrize("row", params(ROWS))
def test_by_that_way_the_child_comes_to_one(row: Row) -> None:
    after = lets_by(row)
    further = [c for c in after.conferences if c.children == (TWO,)]
    assert after.plan_of(TWO) or further[0].joined_with or further[0].not_joined_because


@pytest.mark.parametrize("row", params(ROWS))
def test_nothing_is_asked_for_without_its_entry(row: Row) -> None:
    needs_its_entry(row)


def free() -> Terms:
    """Sussex, with nothing before any step."""
    return only(practice("pan-sussex"))


@pytest.mark.rule("SX-20")
def test_a_first_conference_in_a_household_without_plans_joins_nothing() -> None:
    with_gate = only(practice("pan-sussex"), JOINED)
    without_concern = asked(with_a_plan(with_gate), SETTLED, further())

    assert of(without_concern, "conf-2").joined_with is None


BAD_JOINS = (
    (further(joined_with="conf-9"), "unknown-conference"),
    (further(joined_with=CONF, meeting=Kind.REVIEW), "not-a-review-ahead"),
    (further(joined_with=CONF, not_joined_because="no"), "joined-and-not-joined"),
)


@pytest.mark.rule("SX-20")
@pytest.mark.parametrize(("booking", "code"), BAD_JOINS)
def test_only_an_initial_conference_joins_a_review_that_is_ahead(
    booking: BookConference, code: str
) -> None:
    assert refused(concerned(free()), booking, SETTLED).code == code


def joined_on(starts_at: str, *, enquired: bool = False) -> list[str]:
    """What there is to look at once the further child's is joined, and is then."""
    case = concerned(free())
    if enquired:
        case = asked(case, BOOKED, DISCUSSION)
    case = asked(case, SETTLED, further(joined_with=CONF, starts_at=instant(starts_at)))
    return [c.code for c in cautions(case) if c.about == "conf-2" and "SX-20" in c.ids]


DISCUSSION = RecordDiscussion(
    **asking(AS_WORKER, "discussion"),
    enquiry="enq-1",
    discussion="sd-1",
    held_at=DISCUSSED,
    children=(TWO,),
)


@pytest.mark.rule("SX-20")
def test_the_joint_date_is_one_day_and_keeps_the_earlier_of_the_two_dates() -> None:
    same_day = "Fri 2027-01-29 14:00Z"
    last_day, too_late = "Mon 2027-02-01 10:00Z", "Tue 2027-02-02 10:00Z"

    assert joined_on(same_day, enquired=True) == []
    assert joined_on(last_day, enquired=True) == ["joined-but-on-another-day"]
    assert joined_on(too_late, enquired=True) == [
        "joined-but-on-another-day",
        "joined-later-than-due",
    ]
    assert joined_on(too_late) == ["joined-but-on-another-day"]


@pytest.mark.rule("SX-20")
def test_when_the_review_moves_away_somebody_should_look_at_it() -> None:
    case = asked(concerned(free()), SETTLED, further(joined_with=CONF))
    moved = MoveConference(
        **asking(AS_WORKER, "move"),
        conference=CONF,
        moved_at=BEFORE,
        starts_at=instant("Mon 2027-02-08 10:00Z"),
        reason="room-not-free",
    )

    after = asked(case, BEFORE, moved)

    assert "joined-but-on-another-day" not in {c.code for c in cautions(case)}
    assert "joined-but-on-another-day" in {c.code for c in cautions(after)}


@pytest.mark.rule("SX-18", "SX-19")
def test_only_a_conference_that_decides_the_child_ends_what_a_concern_began() -> None:
    case = asked(concerned(free()), SETTLED, further(joined_with=CONF))
    key = f"further-initial-conference/{TWO}-concern-1/{TWO}"
    assert case.duties[key].due.due_on is None

    reviewed = asked(case, EVENING, held(continue_outcome(ONE)))
    decided = held(plan_outcome(TWO)).model_copy(update={"conference": "conf-2"})

    assert key in reviewed.duties
    assert key not in asked(reviewed, EVENING, decided).duties


@pytest.mark.rule("SX-20")
def test_the_review_it_is_joined_with_may_answer_for_the_further_child() -> None:
    def reviewed(**fields: Any) -> Case:
        own = only(practice("pan-sussex"), "every-child-has-an-answer")
        case = asked(concerned(own), SETTLED, further(**fields))
        return asked(case, EVENING, own_held(), REVIEWED)

    def own_held() -> Any:
        return held().model_copy(update={"conference": "conf-2"})

    close = closing(conference="conf-2")

    assert refused(reviewed(), close, EVENING).code == "not-yet"
    joined = reviewed(joined_with=CONF)
    assert of(asked(joined, EVENING, close), "conf-2").closed_at == EVENING


@pytest.mark.rule("SX-20")
def test_an_enquiry_about_a_child_is_no_concern_after_anothers_plan() -> None:
    gated = only(practice("pan-sussex"), JOINED)
    enquired = asked(with_a_plan(gated), BOOKED, DISCUSSION)

    assert [duty for duty in enquired.duties.values() if duty.child == TWO]
    assert of(asked(enquired, SETTLED, further()), "conf-2").joined_with is None
