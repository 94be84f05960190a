"""What is taken without a gateway's word for who asks: two kinds, and one not always.

Every kind of request needs a word, and a new one does by being new, but two: what was
done for a child at once is written down, and a letter to a family is stopped, though
the gateway, its key or its clock is out. Whoever sends these without a word can stop
letters, and put on record what is not so. No date is counted from either, nothing is
met or ended by it, and no letter goes elsewhere.

A case that trusts a gateway is replayed by this: once such cases are in use, another
kind is taken without a word only where a case's own terms say so.
"""

from __future__ import annotations

from typing import Final

from domain.case import Case
from domain.requests import Request
from domain.requests.keeping import RecordProtectiveAction
from domain.requests.letters import HoldLetters

ADOPT_KEYS: Final = "adopt-gateway-keys"
#: What may be taken without a word, where `needs_word` does not say otherwise.
AT_ONCE: Final = frozenset({"record-protective-action", "hold-letters"})


def needs_word(case: Case, request: Request) -> bool:
    """Whether it is taken only with a gateway's word, by a case that trusts one."""
    match request:
        case RecordProtectiveAction():
            return False
        case HoldLetters(who=who):
            return not _leads_nothing_elsewhere(case, who)
        case _:
            return True


def _leads_nothing_elsewhere(case: Case, who: str | None) -> bool:
    """A hold on everybody, or on one of the family.

    What goes to a role goes round a holder who is held, to the team inbox: a warning
    would be led past whoever has the role, or comes to have it. Nothing for a role
    goes to the family, and a hold on everybody leaves the staff their letters.
    """
    return who is None or case.is_relative(who)
