"""Random households: one to five children, born or not, under any rulebook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from domain.contradictions import contradictions
from domain.intake import (
    AssessmentOrderGiven,
    Began,
    DiscussionGiven,
    EmergencyOrderGiven,
    EnquiryGiven,
    Intake,
    Opening,
    RoleGiven,
    SexualAbuseConcern,
)
from domain.record.children import ChildGiven
from domain.record.people import PersonGiven
from domain.terms import Terms
from tests.dates import instant
from tests.domain.builders import terms
from tests.domain.plausible.scene import DAY, FAMILY, HOUR

RULEBOOKS = (
    "york",
    "pan-sussex",
    "pan-sussex+reviews",
    "wales",
    "wales+timescales",
    "guernsey",
)
#: Christmas, both clock changes, Easter and a leap day all lie ahead of it.
FIRST = instant("Thu 2026-10-01 00:00Z")
PROFESSIONALS = {
    "p-worker": ("social-worker", "social-work"),
    "p-manager": ("team-manager", "social-work"),
    "p-chair": ("senior-social-work-manager", "safeguarding"),
    "p-service": ("service-manager", "social-work"),
    "p-visitor": ("health-visitor", "health"),
    "p-teacher": ("teacher", "school"),
}
ROLES = {
    "social-worker": "p-worker",
    "first-line-manager": "p-manager",
    "chair": "p-chair",
    "authorised-manager": "p-service",
}


@st.composite
def openings(
    draw: st.DrawFn,
    rulebooks: Sequence[str] = RULEBOOKS,
    under: Callable[..., Terms] = terms,
) -> tuple[Opening, datetime]:
    """An intake with its terms, and when it reaches us: at once or weeks late.

    `under`: the terms of procedures by name, those of the first editions if not said.
    """
    sent_at = draw(moments())
    late = st.integers(1, 40 * 24 * 60).map(lambda n: timedelta(minutes=n))
    told_at = sent_at + draw(st.just(timedelta()) | late)
    book = draw(st.sampled_from(rulebooks))
    overlays = draw(st.sampled_from([(), ("csa-pathway",)]))
    children = tuple(draw(children_at(told_at)))
    refs = [child.ref for child in children]
    intake = Intake(
        what=draw(st.sampled_from([Began.REFERRAL, Began.REFERRAL, Began.TRANSFER_IN])),
        rulebook=book,
        team_inbox="team@council.example",
        children=children,
        people=people(draw(st.booleans())),
        roles=tuple(RoleGiven(role=r, person=p) for r, p in ROLES.items()),
        sexual_abuse_concern=_concern(refs, bool(overlays)),
        **draw(happenings(refs, sent_at)),
    )
    assert not list(contradictions(intake, told_at))
    resolved = under(book, *overlays)
    opening = Opening(ref="CP-1", sent_at=sent_at, intake=intake, terms=resolved)
    return opening, told_at


def moments() -> st.SearchStrategy[datetime]:
    """Any minute of fifteen months; often on the hour, where mornings begin."""
    hours = st.integers(0, 450 * 24).map(lambda n: FIRST + n * HOUR)
    minutes = st.integers(0, 450 * 24 * 60).map(lambda n: FIRST + timedelta(minutes=n))
    return hours | minutes


@st.composite
def children_at(draw: st.DrawFn, now: datetime) -> list[ChildGiven]:
    """One to five, one of them perhaps not born yet, some nearly grown."""
    ages = st.integers(0, 6400) | st.integers(6300, 6570)
    given = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        fields: dict[str, Any] = {"born": now.date() - draw(ages) * DAY}
        if number == 1 and draw(st.booleans()):
            due = now.date() + draw(st.integers(-10, 150)) * DAY
            fields = {"expected": due, "expected_babies": draw(st.integers(1, 2))}
        given.append(
            ChildGiven(
                ref=f"child-{number}",
                parents=FAMILY,
                responsible=draw(st.sampled_from([FAMILY, FAMILY[:1], ()])),
                **fields,
            )
        )
    return given


def people(share: bool) -> tuple[PersonGiven, ...]:
    """A mother and a father, who may share a mailbox, and those who work with them."""
    family = (
        PersonGiven(
            ref=ref,
            name=f"Name of {ref}",
            kind="family",
            relation="parent",
            email="both@home.example" if share else f"{ref}@home.example",
            language_need=language,
        )
        for ref, language in zip(FAMILY, ("pl", "en"), strict=True)
    )
    staff = (
        PersonGiven(
            ref=ref,
            name=f"Name of {ref}",
            kind="professional",
            relation=relation,
            agency=agency,
            email=f"{ref}@agency.example",
        )
        for ref, (relation, agency) in PROFESSIONALS.items()
    )
    return (*family, *staff)


def _concern(refs: list[str], present: bool) -> SexualAbuseConcern | None:
    if not present:
        return None
    return SexualAbuseConcern(children=(refs[0],), about=("p-father",))


@st.composite
def happenings(
    draw: st.DrawFn, refs: list[str], sent_at: datetime
) -> dict[str, tuple[Any, ...]]:
    """What had happened before the intake was sent: mostly one enquiry."""
    ago = st.integers(0, 30 * 24 * 60).map(lambda n: sent_at - timedelta(minutes=n))
    happened: dict[str, tuple[Any, ...]] = {}
    if draw(st.integers(1, 6)) > 1:
        happened["enquiries"] = (draw(enquiries(refs, sent_at)),)
    if draw(st.integers(1, 6)) == 1:
        made_at = draw(ago)
        happened["emergency_orders"] = (
            EmergencyOrderGiven(
                ref="epo-1",
                children=tuple(refs),
                made_at=made_at,
                expires_at=made_at + 8 * DAY,
                legal_action_planned=draw(st.booleans()),
            ),
        )
    if draw(st.integers(1, 8)) == 1:
        made_at = draw(ago)
        starts_on = made_at.date() + DAY
        order = AssessmentOrderGiven(
            ref="cao-1", children=tuple(refs), made_at=made_at, starts_on=starts_on
        )
        happened["assessment_orders"] = (order,)
    return happened


@st.composite
def enquiries(draw: st.DrawFn, refs: list[str], sent_at: datetime) -> EnquiryGiven:
    """One or two discussions in the month before, perhaps concluded since."""
    minutes = st.lists(st.integers(0, 30 * 24 * 60), min_size=1, max_size=2)
    held = [sent_at - timedelta(minutes=n) for n in draw(minutes)]
    since = int((sent_at - max(held)) / timedelta(minutes=1))
    after = timedelta(minutes=draw(st.integers(0, since)))
    concluded = max(held) + after if draw(st.booleans()) else None
    flagged = draw(st.booleans())
    return EnquiryGiven(
        ref="enq-1",
        children=tuple(refs),
        discussions=tuple(
            DiscussionGiven(ref=f"sd-{n}", held_at=at, initiating=flagged and n == 0)
            for n, at in enumerate(held)
        ),
        concluded_at=concluded,
        at_risk=tuple(refs[:1]) if concluded and draw(st.booleans()) else (),
    )
