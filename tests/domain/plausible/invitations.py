"""Plausible requests about who is invited to a conference."""

from __future__ import annotations

from datetime import datetime

from domain.record.conferences import Conference
from domain.record.invitations import Capacity, Considered, Contribution, Invitee
from domain.requests.invitations import InviteToConference, RecordMedicalExamination
from rulebook.schema import Listed
from tests.domain.plausible.scene import FAMILY, MANAGER, SOCIAL_WORKER, Asking, Scene


def _invite(s: Scene) -> InviteToConference:
    """A list that answers what is asked of it, mostly; and one anew, often."""
    conference = s.one(c for c in s.case.conferences if c.awaited)
    people = s.some(p for p in s.living() if not s.case.child(p))
    coming = [p for p in people if s.chance(3, 4)] or [people[0]]
    refs = dict.fromkeys((*FAMILY, *conference.children))
    return InviteToConference(
        id=s.id,
        by=MANAGER,
        conference=conference.ref,
        settled_at=_settled_at(s, conference),
        invitees=tuple(_invitee(s, person) for person in coming),
        considered=_considered(s),
        not_invited=tuple(
            {"who": ref, "why": "not-safe"} for ref in refs if ref not in coming
        ),
        assessment="assessment-1",
        template="template-1",
        approved_by="p-manager",
        approved_with="p-worker",
        not_named_to=s.some(coming) if s.chance(1, 4) else (),
        large_because="Each of them knows one of the children.",
    )


def _settled_at(s: Scene, conference: Conference) -> datetime:
    settled = conference.invitation
    return s.lately(settled.settled_at if settled else conference.booked_at)


def _invitee(s: Scene, person: str) -> Invitee:
    guardian = s.case.proceedings.guardian if s.case.proceedings else None
    observes = person == guardian or s.chance(1, 12)
    return Invitee(
        person=person,
        capacity=Capacity.OBSERVER if observes else Capacity.PARTICIPANT,
        because=Contribution.BOTH,
        support="A lift there and back.",
        asked_for_by="p-mother" if s.chance(1, 12) else None,
    )


def _considered(s: Scene) -> tuple[Considered, ...]:
    lines = s.case.terms.lists.get(Listed.INVITATION_CHECKLIST, ())
    return tuple(
        Considered(line=line.key, not_because="not-involved") for line in lines
    )


def _examination(s: Scene) -> RecordMedicalExamination:
    return RecordMedicalExamination(
        id=s.id,
        by=SOCIAL_WORKER,
        children=s.children(),
        examined_at=s.lately(),
        by_agency=s.one(("hospital", "health")),
    )


INVITATIONS: dict[type, Asking] = {
    InviteToConference: _invite,
    RecordMedicalExamination: _examination,
}
