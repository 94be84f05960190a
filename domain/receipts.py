"""What somebody who asked is told: small, for it is written into history each time."""

from __future__ import annotations

from domain.case import Case
from domain.ids import CaseRef, Day, Key
from rulebook.schema import Frozen


class Receipt(Frozen):
    """What a request made true: facts by number, what is due now, what is settled.

    `facts` is how many facts the case holds after it; `repeated` that this very
    request had been accepted before and nothing more was done.
    """

    case: CaseRef
    facts: int
    repeated: bool = False
    due: dict[Key, Day | None] = {}
    settled: tuple[Key, ...] = ()
    missed: int = 0


def receipt_for(before: Case, after: Case) -> Receipt:
    """The difference that a request made, in brief."""
    due = {
        key: duty.due.due_on
        for key, duty in after.duties.items()
        if key not in before.duties or before.duties[key].due != duty.due
    }
    settled = tuple(key for key in after.settled if key not in before.settled)
    return Receipt(
        case=after.ref,
        facts=after.facts,
        repeated=len(after.answered) == len(before.answered),
        due=due,
        settled=settled,
        missed=sum(duty.missed for duty in after.duties.values()),
    )
