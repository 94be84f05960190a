"""Cases whose dates are worked out by hand: opened, asked, and looked at."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.advance import advance
from domain.case import Case
from domain.clock import fell_due
from domain.decide import respond
from domain.intake import DiscussionGiven, EnquiryGiven, Intake, Opening, RoleGiven
from domain.opening import open_case
from domain.record.children import ChildGiven
from domain.requests import By, Request
from domain.requests.conferences import BookConference, RecordConferenceHeld
from tests.dates import day, instant
from tests.domain.builders import terms
from tests.domain.plausible.households import people

CHILD = "child-1"
ROLES = {"social-worker": "p-worker", "first-line-manager": "p-manager"}
MINUTE = timedelta(minutes=1)


def opened(
    rulebook: str, *overlays: str, held: tuple[str, ...], first: int = 0
) -> Case:
    """One child's case after discussions held then; `first` initiated the enquiry."""
    discussions = tuple(
        DiscussionGiven(ref=f"sd-{n}", held_at=instant(at), initiating=n == first)
        for n, at in enumerate(held)
    )
    family = {"parents": ("p-mother",), "responsible": ("p-mother",)}
    child = ChildGiven(ref=CHILD, born=day("Wed 2018-03-14"), **family)
    intake = Intake(
        rulebook=rulebook,
        team_inbox="team@council.example",
        children=(child,),
        people=people(share=False),
        roles=tuple(RoleGiven(role=r, person=p) for r, p in ROLES.items()),
        enquiries=(
            EnquiryGiven(ref="enq-1", children=(CHILD,), discussions=discussions),
        ),
    )
    told_at = max(d.held_at for d in discussions)
    frozen = terms(rulebook, *overlays)
    opening = Opening(ref="CP-1", sent_at=told_at, intake=intake, terms=frozen)
    return open_case(opening, told_at)


def said(
    case: Case, at: str, request: type, role: str = "social-worker", **fields: Any
) -> Case:
    """The case once this was asked of it at that instant, and accepted."""
    now = instant(at)
    by = By(person=ROLES.get(role, "p-service"), role=role)
    asked: Request = request(id=f"{request.__name__}#{case.facts}", by=by, **fields)
    return advance(case, respond(case, asked, now), now)


def booked(
    case: Case, at: str, starts: str, ref: str = "conf-1", **fields: Any
) -> Case:
    """A conference about the child, booked then, that starts then."""
    given: dict[str, Any] = {"meeting": "initial", "children": (CHILD,)} | fields
    return said(
        case,
        at,
        BookConference,
        conference=ref,
        booked_at=instant(at),
        starts_at=instant(starts),
        **given,
    )


def held(case: Case, at: str, decided: str = "plan", ref: str = "conf-1") -> Case:
    """A conference booked at the same minute was held and decided the child."""
    case = booked(case, at, at, ref)
    return said(
        case,
        at,
        RecordConferenceHeld,
        conference=ref,
        held_at=instant(at),
        present=("p-worker", "p-manager", "p-mother"),
        outcomes=({"child": CHILD, "decided": decided},),
    )


def assert_due(case: Case, key: str, on: str, late_at: str) -> None:
    """It is due on that local day, and is missed at that instant, not before."""
    late = instant(late_at)
    due = case.duties[key].due
    assert due.due_on == day(on)
    assert due.due_at == late
    before = advance(case, fell_due(case, late - MINUTE), late - MINUTE)
    assert before.duties[key].missed_at is None
    after = advance(before, fell_due(before, late), late)
    assert after.duties[key].missed_at == late


def assert_undated(case: Case, key: str, silent: str = "not-set") -> None:
    """It is owed, and the source sets no time for it."""
    due = case.duties[key].due
    assert (due.due_at, due.silent) == (None, silent)
