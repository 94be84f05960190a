"""Eighteen years of plans for twelve children: the case stays fit to be carried over.

A case is handed from one run of its workflow to the next as JSON, compressed and
sealed. The server takes up to two megabytes of that.
"""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from dateutil.relativedelta import relativedelta

from domain.advance import advance, recorded, struck_off
from domain.case import Case
from domain.decide import respond
from domain.following.endings import delivered
from domain.intake import DiscussionGiven, EnquiryGiven, Intake, Opening
from domain.letters import Carried, Receipt, Standing
from domain.opening import open_case
from domain.record.children import ChildGiven
from domain.record.conferences import Decided, Kind, Outcome
from domain.requests import Request
from domain.requests.conferences import BookConference, RecordConferenceHeld
from domain.requests.plans import RecordCoreGroup
from tests.dates import day, instant
from tests.domain.builders import terms
from tests.domain.plausible.households import people
from tests.domain.plausible.life import posted
from tests.domain.plausible.scene import FAMILY, SOCIAL_WORKER, STAFF

CHILDREN = tuple(f"child-{number}" for number in range(1, 13))
BEGAN = instant("Mon 2013-01-07 10:00Z")
YEARS = 18
LIMIT = 2_000_000


def opened() -> Case:
    """Twelve children born in 2013, under York's rules; the calendar reaches far."""
    york = terms("york")
    calendar = york.calendar.model_copy(update={"verified_to": day("Wed 2031-12-31")})
    discussion = DiscussionGiven(ref="sd-1", held_at=BEGAN)
    intake = Intake(
        rulebook="york",
        team_inbox="team@council.example",
        children=tuple(
            ChildGiven(ref=ref, born=day("Sun 2013-01-06"), parents=FAMILY)
            for ref in CHILDREN
        ),
        people=people(share=False),
        enquiries=(
            EnquiryGiven(ref="enq-1", children=CHILDREN, discussions=(discussion,)),
        ),
    )
    frozen = york.model_copy(update={"calendar": calendar})
    opening = Opening(ref="CP-1", sent_at=BEGAN, intake=intake, terms=frozen)
    return open_case(opening, BEGAN)


def asked(case: Case, now: datetime, request: Request) -> Case:
    """Done, the staff told, every letter taken by its carrier, all on the record."""
    case = posted(advance(case, respond(case, request, now), now))
    return recorded(case, case.facts)


def conference(case: Case, now: datetime, decided: str) -> Case:
    ref = f"conf-{now:%Y-%m-%d}"
    kind = Kind.INITIAL if decided == "plan" else Kind.REVIEW
    booking = BookConference(
        id=f"{ref}#booked",
        by=SOCIAL_WORKER,
        conference=ref,
        meeting=kind,
        booked_at=now,
        starts_at=now,
        children=CHILDREN,
        invite=(*FAMILY, *STAFF),
    )
    held = RecordConferenceHeld(
        id=f"{ref}#held",
        by=SOCIAL_WORKER,
        conference=ref,
        held_at=now,
        present=(*FAMILY, *STAFF),
        outcomes=tuple(Outcome(child=c, decided=Decided(decided)) for c in CHILDREN),
    )
    return delivered_all(asked(asked(case, now, booking), now, held), now)


def delivered_all(case: Case, now: datetime) -> Case:
    """Every letter that is owed was taken by its carrier, and has arrived."""
    for key in list(case.outbox):
        arrived = Receipt(
            key=key, carried=Carried.SENT, at=now, standing=Standing.DELIVERED
        )
        facts = delivered(case, key, now, arrived)
        case = advance(struck_off(case, key), facts, now)
    return recorded(case, case.facts)


def core_group(case: Case, now: datetime) -> Case:
    ref = f"cg-{now:%Y-%m-%d}"
    return asked(
        case,
        now,
        RecordCoreGroup(
            id=ref, by=SOCIAL_WORKER, meeting=ref, held_at=now, children=CHILDREN
        ),
    )


def by_year() -> tuple[bytes, ...]:
    """The case as it would be handed over at the end of each year of its life."""
    case = conference(opened(), BEGAN + timedelta(days=10), "plan")
    handed = []
    for month in range(1, YEARS * 12 + 1):
        now = BEGAN + relativedelta(months=month, days=-3)
        case = core_group(case, now)
        if month % 6 == 3:
            case = conference(case, now, "continue")
        if month % 12 == 0:
            handed.append(case.model_dump_json().encode())
    return tuple(handed)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_case_of_twelve_children_and_eighteen_years_fits_in_one_payload() -> None:
    years = by_year()
    assert len(zlib.compress(years[-1])) < LIMIT / 8
    # What is settled shrinks to a line and no year adds more than the first did.
    growth = [len(later) - len(year) for year, later in pairwise(years)]
    assert max(growth) <= 1.05 * min(growth)
