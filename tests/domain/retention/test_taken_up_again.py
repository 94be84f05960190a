"""An erasure that was stopped is judged anew while its record is whole, not after."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from adapters.retention_policies import load_retention
from domain.errors import Refused
from domain.requests.base import By
from domain.retention.deciding import Found, confirm, erased, may_begin, propose
from domain.retention.kept import OPEN, Kept
from domain.retention.steps import (
    Standing,
    StepKind,
    is_done,
    standing,
    standing_confirmation,
)
from domain.roles import Role
from tests.dates import day, instant

POLICY = load_retention("default")
ANNE = By(person="anne", role=Role.SERVICE_MANAGER)
BOB = By(person="bob", role=Role.AUTHORISED_MANAGER)
NOW = instant("Mon 2065-01-05 10:00Z")
IN_TIME = NOW + timedelta(days=POLICY.proposal)
LATE = IN_TIME + timedelta(minutes=1)
ZONE = "Europe/London"
OVER = Kept(until=day("Fri 2064-06-06"), why="child-protection")
FOUND = Found(OVER, ZONE, older=0)

ASKED = propose(Standing(), None, FOUND, ANNE, POLICY, NOW)
AGREED = confirm(standing([ASKED]), None, FOUND, BOB, POLICY, NOW)
STOPPED = standing([ASKED, AGREED])
DONE = erased(STOPPED, None, FOUND, BOB, POLICY, NOW)
ERASED = standing([ASKED, AGREED, DONE])


def refused(
    stands: Standing,
    found: Found | None = FOUND,
    gone_at: datetime | None = None,
    now: datetime = NOW,
) -> str:
    with pytest.raises(Refused) as caught:
        erased(stands, gone_at, found, ANNE, POLICY, now)
    return caught.value.code


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (Found(Kept(until=day("Sat 2150-06-06"), why="care"), ZONE, 0), "still-kept"),
        (Found(Kept(until=None, why="no-day"), ZONE, 0), "still-kept"),
        (Found(Kept(until=None, why=OPEN), ZONE, 0), "case-open"),
        (FOUND._replace(older=7), "not-by-its-key"),
        (None, "not-confirmed"),
    ],
)
def test_a_whole_record_that_must_be_kept_by_now_is_kept_though_it_was_confirmed(
    found: Found | None, code: str
) -> None:
    assert refused(STOPPED, found) == code


def test_a_confirmation_of_a_whole_record_stands_no_longer_than_a_proposal() -> None:
    assert erased(STOPPED, None, FOUND, ANNE, POLICY, IN_TIME).person == "anne"
    assert refused(STOPPED, now=LATE) == "not-confirmed"


def test_after_that_two_people_agree_anew_and_the_old_confirmation_never_counts() -> (
    None
):
    may_begin(STOPPED, None, ANNE, POLICY, LATE)
    anew = propose(STOPPED, None, FOUND, ANNE, POLICY, LATE)
    asked = standing([ASKED, AGREED, anew])
    again = confirm(asked, None, FOUND, BOB, POLICY, LATE)
    agreed = standing([ASKED, AGREED, anew, again])

    assert standing_confirmation(asked, None, POLICY, NOW) is None
    assert refused(asked, now=LATE) == "not-confirmed"
    with pytest.raises(Refused, match="another person"):
        confirm(asked, None, FOUND, ANNE, POLICY, LATE)
    assert erased(agreed, None, FOUND, ANNE, POLICY, LATE).kind is StepKind.ERASED


def test_nothing_is_begun_anew_while_it_stands_or_once_the_key_is_destroyed() -> None:
    for stands, gone_at, now in (
        (STOPPED, None, IN_TIME),
        (STOPPED, NOW, LATE),
        (Standing(), NOW, LATE),
        (ERASED, NOW, LATE),
        (ERASED, None, LATE),
    ):
        with pytest.raises(Refused) as caught:
            may_begin(stands, gone_at, ANNE, POLICY, now)
        assert caught.value.code == "erased"


def test_once_the_key_is_destroyed_it_is_finished_however_late_and_not_judged() -> None:
    done = erased(STOPPED, NOW, None, ANNE, POLICY, LATE)

    assert (done.kind, done.why) == (StepKind.ERASED, "child-protection")


def test_so_it_is_where_the_key_came_back_after_all_was_done() -> None:
    assert not is_done(ERASED, None)
    done = erased(ERASED, None, None, ANNE, POLICY, LATE)
    assert done.kind is StepKind.ERASED


def test_what_is_erased_is_not_erased_again() -> None:
    moment = timedelta(seconds=1)

    assert is_done(ERASED, NOW + moment)
    assert is_done(ERASED, NOW - timedelta(days=1))
    assert refused(ERASED, gone_at=NOW + moment, now=LATE) == "erased"


def test_an_erasure_is_whole_also_where_the_key_goes_as_the_minute_turns() -> None:
    decided = NOW + timedelta(seconds=59, milliseconds=999)
    gone = decided + timedelta(milliseconds=2)
    done = erased(STOPPED, None, FOUND, BOB, POLICY, decided)

    assert done.at == NOW
    assert is_done(standing([ASKED, AGREED, done]), gone)
    assert not is_done(standing([ASKED, AGREED, done]), gone + timedelta(minutes=1))


def test_a_key_destroyed_again_which_nobody_wrote_down_is_finished() -> None:
    assert not is_done(ERASED, LATE)
    done = erased(ERASED, LATE, None, ANNE, POLICY, LATE + timedelta(days=1))

    assert is_done(standing([ASKED, AGREED, DONE, done]), LATE)


def test_it_names_the_rule_by_which_it_was_judged_last() -> None:
    care = Found(Kept(until=day("Fri 2064-06-06"), why="care"), ZONE, 0)

    assert erased(STOPPED, None, care, ANNE, POLICY, IN_TIME).why == "care"
