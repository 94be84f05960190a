"""What somebody who asked is told: small, for it is written into history each time."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.decide import respond
from domain.evolve import evolved
from domain.evolve.changes import to
from domain.facts import Facts
from domain.facts.orders import CourtDateQuestioned
from domain.ids import CaseRef, Day, Key
from domain.lack import Lack
from domain.next_steps import missing_next
from domain.requests import Request
from rulebook.schema import Code, Frozen, added

#: How much of what is missing a receipt has room for: all of it is on the case.
ROOM = 12


class Receipt(Frozen):
    """What a request made true: facts by number, what is due now, what is settled.

    `facts` is how many facts the case holds after it; `repeated` that this very
    request had been accepted before and nothing more was done. `questioned`: what a
    court made that looks unusual and should be confirmed; it is kept as it is.
    `missing`: what stands before the next step of the conference that it was about, as
    far as there is room, and `missing_more` how much there is besides.
    """

    case: CaseRef
    facts: int
    repeated: bool = False
    due: dict[Key, Day | None] = {}
    settled: tuple[Key, ...] = ()
    missed: int = 0
    questioned: tuple[Code, ...] = ()
    missing: tuple[Lack, ...] = added(())
    missing_more: int = added(0)


def receipt_for(before: Case, after: Case, facts: Facts) -> Receipt:
    """The difference that a request made, in brief."""
    due = {
        key: duty.due.due_on
        for key, duty in after.duties.items()
        if key not in before.duties or before.duties[key].due != duty.due
    }
    lacking = missing_next(after, _conference_of(facts))
    settled = tuple(key for key in after.settled if key not in before.settled)
    return Receipt(
        case=after.ref,
        facts=before.facts + len(facts),
        repeated=len(after.answered) == len(before.answered),
        due=due,
        settled=settled,
        missed=sum(duty.missed for duty in after.duties.values()),
        questioned=tuple(f.why for f in facts if isinstance(f, CourtDateQuestioned)),
        missing=lacking[:ROOM],
        missing_more=max(len(lacking) - ROOM, 0),
    )


def _conference_of(facts: Facts) -> str | None:
    """The conference that a request was about: the first that what it did names."""
    named = (getattr(fact, "conference", None) for fact in facts)
    return next((ref for ref in named if isinstance(ref, str)), None)


def previewed(case: Case, request: Request, now: datetime) -> Receipt:
    """What a request would make true, were it asked at `now`. Raises `Refused`."""
    # Nobody attests what is only wondered about: a true one would be worth stealing.
    case = to(case, gateway_keys=())
    facts = respond(case, request, now)
    return receipt_for(case, evolved(case, facts), facts)
