"""A whole conference, as a careful team would take it through under any procedures.

Each request says all that any place asks for, worked out from the case as it is. What
is asked next stands in the order in which life brings it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from domain.case import Case
from domain.record.conferences import Kind, Outcome
from domain.record.invitations import Capacity, Considered, Contribution, Invitee
from domain.record.safety import Document, Sharing
from domain.record.the_day import Attendance, TheDay
from domain.requests import Request
from domain.requests.conferences import BookConference, RecordConferenceHeld
from domain.requests.enquiries import ConcludeEnquiry, RecordDiscussion
from domain.requests.invitations import InviteToConference
from domain.requests.participation import (
    DecideInterpreter,
)
from domain.requests.safety import (
    DecideSharing,
)
from domain.requests.the_day import (
    CloseConference,
    WriteRecord,
)
from rulebook.schema import Listed
from tests.practice.household import (
    AS_CHAIR,
    AS_MANAGER,
    CHAIR,
    MANAGER,
    WORKER,
)
from tests.practice.of_the_case import COME, born, family, here, parents, welcome
from tests.practice.preparing import Preparing

HOUR = timedelta(hours=1)


class Team(Preparing):
    """Those who take one conference through, each request under an id of its own."""

    def discuss(self, case: Case, at: datetime) -> RecordDiscussion:
        ref = f"enq-{self.conference}"
        return RecordDiscussion(
            **self._own(),
            enquiry=ref,
            discussion=f"{ref}-sd",
            held_at=at,
            children=here(case),
        )

    def conclude(self, case: Case, at: datetime) -> ConcludeEnquiry:
        return ConcludeEnquiry(
            **self._own(AS_MANAGER),
            enquiry=f"enq-{self.conference}",
            concluded_at=at,
            at_risk=here(case),
        )

    def book(
        self, case: Case, at: datetime, starts_at: datetime, kind: Kind, **fields: Any
    ) -> BookConference:
        given: dict[str, Any] = {"children": here(case), "not_joined_because": "apart"}
        return BookConference(
            **self._of(),
            meeting=kind,
            booked_at=at,
            starts_at=starts_at,
            **(given | fields),
        )

    def interpreters(self, case: Case, at: datetime) -> Iterator[Request]:
        known = {need.who for need in case.interpreters}
        for ref in (*(p.ref for p in family(case)), *(c.ref for c in born(case))):
            if ref not in known:
                yield DecideInterpreter(
                    **self._own(), who=ref, needed=False, decided_at=at
                )

    def settle(self, case: Case, at: datetime, **fields: Any) -> InviteToConference:
        invitees = [
            Invitee(person=p.ref, support="A lift there and back.")
            for p in family(case)
            if welcome(case, p)
        ]
        invitees += [Invitee(person=p, because=Contribution.BOTH) for p in COME]
        court = case.proceedings
        if court is not None and court.guarded_since is not None and court.guardian:
            observer = {"capacity": Capacity.OBSERVER, "because": Contribution.BOTH}
            invitees.append(Invitee(person=court.guardian, **observer))
        listed = {i.person for i in invitees}
        not_invited = [
            {"who": ref, "why": "kept-away"} for ref in parents(case) - listed
        ]
        not_invited += [{"who": c.ref, "why": "too-young"} for c in born(case)]
        given: dict[str, Any] = {
            "settled_at": at,
            "invitees": tuple(invitees),
            "considered": tuple(
                Considered(line=line.key, not_because="not-involved")
                for line in case.terms.lists.get(Listed.INVITATION_CHECKLIST, ())
            ),
            "not_invited": tuple(not_invited),
            "assessment": "assessment-1",
            "template": "template-1",
            "approved_by": MANAGER,
            "approved_with": WORKER,
            "large_because": "The children know many people.",
        }
        return InviteToConference(**self._of(AS_MANAGER), **(given | fields))

    def hold(
        self, case: Case, at: datetime, *outcomes: Outcome, **day: Any
    ) -> RecordConferenceHeld:
        checks = case.terms.lists.get(Listed.CHAIRS_CHECKS, ())
        given: dict[str, Any] = {
            "chair": CHAIR,
            "started_at": at,
            "ended_at": at + HOUR,
            "enough_information": True,
            "observers_apart": True,
            "checked": tuple(line.key for line in checks),
            "attendance": tuple(self._came(case)),
        }
        return RecordConferenceHeld(
            **self._of(AS_CHAIR),
            held_at=at,
            day=TheDay(**(given | day)),
            outcomes=outcomes,
            absent_because={"social-worker": "ill", "first-line-manager": "ill"},
        )

    def _came(self, case: Case) -> Iterator[Attendance]:
        """Everybody on the list who may come, in the capacity that it gives."""
        yield Attendance(person=CHAIR, capacity=Capacity.CHAIR)
        found = self.of(case).invitation
        for invitee in found.invitees if found is not None else ():
            person = case.person(invitee.person)
            if person is not None and welcome(case, person):
                yield Attendance(person=person.ref, capacity=invitee.capacity)

    def write(self, case: Case, at: datetime) -> Iterator[Request]:
        """Every heading, about the conference and about each child of it."""
        lists, children = case.terms.lists, self.of(case).children
        for on in (Listed.AGENDA, Listed.RECORD):
            for line in lists.get(on, ()):
                yield self._written(case, line.key, None, at)
        for line in lists.get(Listed.RECORD_OF_CHILD, ()):
            for child in children:
                if child in here(case):
                    yield self._written(case, line.key, child, at)

    def _written(
        self, case: Case, heading: str, child: str | None, at: datetime
    ) -> WriteRecord:
        staff = (case.person(ref) for ref in COME)
        agencies = dict.fromkeys(p.agency for p in staff if p and p.agency)
        return WriteRecord(
            **self._of(AS_CHAIR),
            heading=heading,
            child=child,
            written_at=at,
            words="Each agency said what it knows.",
            contributed_by=tuple(agencies),
        )

    def share(self, case: Case, at: datetime) -> Iterator[Request]:
        """What each adult of concern is given: nothing, each time for a reason."""
        for person in case.people:
            for document in (Document.OUTCOME, Document.PLAN):
                if person.of_concern_about:
                    yield DecideSharing(
                        **self._of(),
                        person=person.ref,
                        document=document,
                        shares=Sharing.WITHHELD,
                        decided_at=at,
                        reason="unsafe-for-the-child",
                    )

    def close(self, at: datetime) -> CloseConference:
        return CloseConference(**self._of(AS_CHAIR), closed_at=at)
