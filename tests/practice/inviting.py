"""A conference about both children, and the list of those invited to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.case import Case
from domain.effects import Effect, EffectKind
from domain.following.endings import ended
from domain.record.conferences import Conference, Kind
from domain.record.invitations import Invitee
from domain.requests.conferences import BookConference
from domain.requests.invitations import InviteToConference
from domain.terms import Terms
from rulebook.schema import Listed
from tests.domain.requesting import asked
from tests.practice.household import (
    AS_COORDINATOR,
    BOOKED,
    BOTH,
    MOTHER,
    SETTLED,
    STARTS,
    TEACHER,
    asking,
    household,
)

CONF = "conf-1"
BOTH_INVITED = (Invitee(person=MOTHER), Invitee(person=TEACHER))


def booking(**fields: Any) -> BookConference:
    """A booking that invites nobody, unless `fields` say otherwise."""
    given: dict[str, Any] = {
        "conference": CONF,
        "meeting": Kind.INITIAL,
        "booked_at": BOOKED,
        "starts_at": STARTS,
        "children": BOTH,
    }
    return BookConference(**asking(AS_COORDINATOR, "book"), **(given | fields))


def listing(*invitees: Invitee, **fields: Any) -> InviteToConference:
    """A list of these, or of the mother and the teacher, as it is settled."""
    given: dict[str, Any] = {
        "conference": CONF,
        "settled_at": SETTLED,
        "invitees": invitees or BOTH_INVITED,
    }
    number = str(fields.pop("number", "list"))
    return InviteToConference(**asking(AS_COORDINATOR, number), **(given | fields))


def booked(*books: str, **fields: Any) -> Callable[[Terms], Case]:
    """How a case with that conference is made, under the terms it is given."""

    def under(terms: Terms) -> Case:
        case = household(*(books or ("york",)), terms=terms, **fields)
        return asked(case, BOOKED, booking())

    return under


def without_gates(terms: Terms) -> Terms:
    """The same terms with nothing before any step."""
    return terms.model_copy(update={"gates": ()})


def the_conference(case: Case) -> Conference:
    (conference,) = case.conferences
    return conference


def every_line(terms: Terms, *, but: str = "") -> tuple[dict[str, Any], ...]:
    """An answer to each line of the checklist: nobody of that kind is involved."""
    lines = terms.lists[Listed.INVITATION_CHECKLIST]
    return tuple(
        {"line": line.key, "not_because": "not-involved"}
        for line in lines
        if line.key != but
    )


def owed(case: Case, kind: EffectKind) -> list[Effect]:
    """What of this kind is on its way, or waits for its morning."""
    return [effect for _, effect in case.unsent() if effect.kind is kind]


def to_whom(case: Case, kind: EffectKind) -> list[str]:
    return [effect.to for effect in owed(case, kind)]


def sent(case: Case, now: Any = SETTLED) -> Case:
    """The case once the carrier has taken every invitation and cancellation."""
    for key, effect in case.unsent():
        if effect.kind in (EffectKind.INVITATION, EffectKind.CANCELLATION):
            case = ended(case, key, None, now)
    return case
