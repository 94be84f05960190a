"""Who is invited to a conference, why, in which capacity, and who was thought of."""

from __future__ import annotations

from enum import StrEnum

from domain.ids import Instant, Ref, Text
from rulebook.schema import Code, Frozen, added


class Capacity(StrEnum):
    """In which capacity somebody is at a conference."""

    PARTICIPANT = "participant"
    OBSERVER = "observer"
    ADVOCATE = "advocate"
    SUPPORTER = "supporter"
    INTERPRETER = "interpreter"
    LEGAL_ADVISER = "legal-adviser"
    RECORD_TAKER = "record-taker"
    CHAIR = "chair"


class Contribution(StrEnum):
    """What somebody is invited for (WA-21)."""

    EXPERTISE = "practitioner-expertise"
    KNOWLEDGE = "knowledge-of-the-child-or-family"
    BOTH = "both"


class Invitee(Frozen):
    """One person invited. `children`: whose part they come to, all when it is empty.

    `support`: how a relative is supported to come; `asked_for_by`: the child or parent
    who wished them there.
    """

    person: Ref
    capacity: Capacity = Capacity.PARTICIPANT
    because: Contribution | None = None
    children: tuple[Ref, ...] = ()
    support: Text | None = None
    asked_for_by: Ref | None = None


class Considered(Frozen):
    """One line of the checklist: who was invited for it, or why nobody was."""

    line: Code
    invited: tuple[Ref, ...] = ()
    not_because: Code | None = None


class NotInvited(Frozen):
    """A parent, a holder of parental responsibility or a child not invited, and why."""

    who: Ref
    why: Code


class Examined(Frozen):
    """Children who had an examination or test about abuse; whose report it calls for.

    `by`: the agency that examined them.
    """

    children: tuple[Ref, ...]
    by: Ref
    at: Instant


class InvitationList(Frozen):
    """Who is invited to one conference, as it was settled last.

    `assessment`: the social work assessment that the family's part is taken from;
    `template`: the report template that goes with the invitation; `approved_with`: the
    social worker with whom the manager settled it. `not_named_to`: to whom the others
    invited are not named, because that is unsafe. `large_because`: why so many.
    `number`: how often the list was settled, this time included. `since`: from when
    each stands on it without a break.
    """

    settled_at: Instant
    number: int = added(1)
    since: dict[Ref, Instant] = added({})
    invitees: tuple[Invitee, ...] = ()
    considered: tuple[Considered, ...] = ()
    not_invited: tuple[NotInvited, ...] = ()
    assessment: Ref | None = None
    template: Ref | None = None
    approved_by: Ref | None = None
    approved_with: Ref | None = None
    not_named_to: tuple[Ref, ...] = ()
    large_because: Text | None = None

    def invitee(self, person: str) -> Invitee | None:
        return next((i for i in self.invitees if i.person == person), None)
