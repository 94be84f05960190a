"""A conference with all that the newest procedures ask before, at and after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from commands.rehearsal.story import Asking
from domain.record.conferences import Decided, Kind, Outcome
from domain.record.invitations import Capacity, Considered, Invitee
from domain.record.judgements import Judgement
from domain.record.participation import Advocate, Takes
from domain.record.the_day import Attendance, TheDay
from domain.requests import Request
from domain.requests.afterwards import GiveRecord, RecordTold
from domain.requests.base import By
from domain.requests.conferences import BookConference, RecordConferenceHeld
from domain.requests.invitations import InviteToConference
from domain.requests.participation import (
    DecideChildAttendance,
    RecordPreparation,
    RecordViews,
)
from domain.requests.reports import CompleteReport
from domain.requests.the_day import CloseConference, WriteRecord
from domain.roles import Role
from domain.terms import Terms
from rulebook.schema import Listed

SOCIAL_WORKER: Final = By(person="social-worker", role=Role.SOCIAL_WORKER)
COORDINATOR: Final = By(person="coordinator", role=Role.COORDINATOR)
CHAIR: Final = By(person="chair", role=Role.CHAIR)
FAMILY: Final = ("mother", "father")
CORE_GROUP: Final = (*FAMILY, SOCIAL_WORKER.person)
BOOKED, SETTLED, PREPARED = timedelta(days=-10), timedelta(days=-9), timedelta(days=-3)
RECORDED, WRITTEN = timedelta(hours=3), timedelta(hours=4)


class Meeting:
    """One conference about some children, and what is asked about it in turn."""

    def __init__(
        self, terms: Terms, number: int, kind: Kind, children: tuple[str, ...]
    ) -> None:
        self._terms, self._kind, self._children = terms, kind, children
        self._ref = f"conference-{number}"
        self._decided = Decided.PLAN if kind is Kind.INITIAL else Decided.CONTINUE

    def askings(self, held: datetime) -> Iterator[Asking]:
        """In the order of life, each at its time before or after `held`."""
        steps = (
            (BOOKED, self._booked(held)),
            (SETTLED, self._settled(held + SETTLED)),
            (PREPARED, self._prepared(held + PREPARED)),
            (RECORDED, self._held(held)),
            (WRITTEN, self._written(held + WRITTEN)),
            (WRITTEN, self._told(held + WRITTEN)),
        )
        for after, requests in steps:
            yield from (Asking(held + after, request) for request in requests)

    def _booked(self, held: datetime) -> Iterator[Request]:
        yield BookConference(
            id=f"{self._ref}-book",
            by=COORDINATOR,
            conference=self._ref,
            meeting=self._kind,
            booked_at=held + BOOKED,
            starts_at=held,
            children=self._children,
        )

    def _settled(self, at: datetime) -> Iterator[Request]:
        lines = self._terms.lists.get(Listed.INVITATION_CHECKLIST, ())
        come = (Invitee(person=ref, support="A lift there and back.") for ref in FAMILY)
        yield InviteToConference(
            id=f"{self._ref}-list",
            by=COORDINATOR,
            conference=self._ref,
            settled_at=at,
            invitees=(*come, Invitee(person=SOCIAL_WORKER.person)),
            considered=tuple(
                Considered(line=line.key, not_because="not-involved") for line in lines
            ),
            assessment="assessment-1",
            template="template-1",
        )

    def _prepared(self, at: datetime) -> Iterator[Request]:
        for child in self._children:
            yield from self._newborn(child, at)
        yield from self._family(at)
        yield CompleteReport(
            id=f"{self._ref}-report",
            by=SOCIAL_WORKER,
            conference=self._ref,
            agency="social-work",
            author=SOCIAL_WORKER.person,
            completed_at=at,
        )

    def _newborn(self, child: str, at: datetime) -> Iterator[Request]:
        """It is said why the child is not there, and why there are no views."""
        yield DecideChildAttendance(
            id=f"{self._ref}-part-{child}",
            by=SOCIAL_WORKER,
            conference=self._ref,
            child=child,
            decided_at=at,
            appropriate=False,
            takes=Takes.NONE,
            no_wish_because="newborn",
            reason="Too young to be there.",
        )
        yield RecordViews(
            id=f"{self._ref}-views-{child}",
            by=SOCIAL_WORKER,
            conference=self._ref,
            whose=child,
            recorded_at=at,
            not_because="newborn",
        )

    def _family(self, at: datetime) -> Iterator[Request]:
        lines = self._terms.lists.get(Listed.PREPARATION_OF_FAMILY, ())
        for person in FAMILY:
            yield RecordPreparation(
                id=f"{self._ref}-prepare-{person}",
                by=SOCIAL_WORKER,
                conference=self._ref,
                person=person,
                prepared_at=at,
                prepared_by=SOCIAL_WORKER.person,
                covered=tuple(line.key for line in lines),
                informed=True,
                understands=True,
                advocate=Advocate.DECLINED,
            )

    def _held(self, held: datetime) -> Iterator[Request]:
        there = (Attendance(person=ref) for ref in CORE_GROUP)
        chair = Attendance(person=CHAIR.person, capacity=Capacity.CHAIR)
        day = TheDay(chair=CHAIR.person, attendance=(chair, *there))
        yield RecordConferenceHeld(
            id=f"{self._ref}-held",
            by=CHAIR,
            conference=self._ref,
            held_at=held,
            outcomes=tuple(map(self._outcome, self._children)),
            day=day,
        )

    def _outcome(self, child: str) -> Outcome:
        return Outcome(
            child=child,
            decided=self._decided,
            categories=("neglect",),
            outcomes=("Safe and warm at home.",),
            contingency="Legal advice is taken the same day.",
            key_worker=SOCIAL_WORKER.person,
            core_group=CORE_GROUP,
            judgement=Judgement(continuing_risk=True),
        )

    def _written(self, at: datetime) -> Iterator[Request]:
        for on in (Listed.AGENDA, Listed.RECORD):
            for line in self._terms.lists.get(on, ()):
                yield WriteRecord(
                    id=f"{self._ref}-{line.key}",
                    by=CHAIR,
                    conference=self._ref,
                    heading=line.key,
                    written_at=at,
                    words="What was said under this heading.",
                )
        yield CloseConference(
            id=f"{self._ref}-close", by=CHAIR, conference=self._ref, closed_at=at
        )

    def _told(self, at: datetime) -> Iterator[Request]:
        """So that nothing stays open: the mother reads the record in her language."""
        for person in FAMILY:
            yield RecordTold(
                id=f"{self._ref}-told-{person}",
                by=SOCIAL_WORKER,
                conference=self._ref,
                person=person,
                told_at=at,
                told_by=SOCIAL_WORKER.person,
                how="in-person",
                discussed=True,
            )
        yield GiveRecord(
            id=f"{self._ref}-given",
            by=SOCIAL_WORKER,
            conference=self._ref,
            person=FAMILY[0],
            given_at=at,
            language="pl",
        )
