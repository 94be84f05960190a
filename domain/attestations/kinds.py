"""What is taken without a gateway's word for who asks, and when even that needs one.

Every kind of request needs a word, and a new one does by being new, but a few that
protect a child at once: these never wait for a gateway, its key or its clock. Whoever
sends them without a word can add to what is due and stop a letter. They can make
nothing later, end nothing, send nothing and change nothing that is on record.

A case that trusts a gateway is replayed by this: once such cases are in use, another
kind is taken without a word only where a case's own terms say so.
"""

from __future__ import annotations

from typing import Final

from domain.case import Case
from domain.requests import Request
from domain.requests.enquiries import RecordDiscussion
from domain.requests.keeping import RecordProtectiveAction
from domain.requests.letters import HoldLetters
from domain.requests.orders import RecordEmergencyOrder

ADOPT_KEYS: Final = "adopt-gateway-keys"
#: What may be taken without a word, where `needs_word` does not say otherwise.
AT_ONCE: Final = frozenset(
    {
        "record-protective-action",
        "hold-letters",
        "record-emergency-order",
        "record-discussion",
    }
)


def needs_word(case: Case, request: Request) -> bool:
    """Whether it is taken only with a gateway's word, by a case that trusts one."""
    match request:
        case RecordProtectiveAction():
            return False
        case HoldLetters(who=who):
            return _leads_elsewhere(case, who)
        case RecordEmergencyOrder(order=ref):
            return any(order.ref == ref for order in case.emergency_orders)
        case RecordDiscussion(enquiry=ref):
            return case.enquiry(ref) is not None
        case _:
            return True


def _leads_elsewhere(case: Case, who: str | None) -> bool:
    """What goes to a role goes round a holder who is held, to the team inbox.

    That would lead a warning past the manager whom it is for. Everybody's letters can
    be held without a word all the same: staff go on hearing what is due.
    """
    return any(held.person == who for held in case.roles)
