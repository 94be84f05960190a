"""A team that asks whatever comes to mind of a case, with care or without."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    precondition,
    rule,
)

from domain.record.conferences import Conference, Decided, Kind, Outcome
from domain.record.invitations import Capacity, Contribution, Invitee
from domain.record.the_day import Attendance, GoingOn
from domain.requests.conferences import RecordOutcome
from domain.requests.invitations import InviteToConference
from tests.dates import day, instant
from tests.domain.builders import a_child
from tests.practice.household import (
    AS_CHAIR,
    CHAIR,
    FATHER,
    GUARDIAN,
    MOTHER,
    STAFF,
    UNBORN,
    asking,
    household,
)
from tests.practice.lawful import Team
from tests.practice.life_at_random import LifeAtRandom
from tests.practice.of_the_case import here, left, planned
from tests.practice.test_a_whole_conference import BOOKS

BEGAN = instant("Mon 2027-01-11 09:00Z")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
CARE = st.sampled_from([True, True, True, False])
WHOM = st.sampled_from([FATHER, MOTHER])
Outcomes = st.lists(st.sampled_from([*Decided]), min_size=4, max_size=4)


class AtRandom(LifeAtRandom):
    """A household, a team, and what they ask of its case."""

    @initialize(books=st.sampled_from(BOOKS), planned=st.booleans())
    def begins(self, books: tuple[str, ...], planned: bool) -> None:
        """Half of them with a first conference behind them, and plans."""
        unborn = a_child(
            UNBORN, expected=day("Tue 2027-06-01"), parents=(MOTHER, FATHER)
        )
        case = household(*books)
        children = (*case.children, unborn)
        self.case = case.model_copy(update={"children": children})
        self.now, self.asked, self.booked = BEGAN, 0, 0
        self.team = Team("conf-0")
        if planned:
            self.goes_through(None, set(), [Decided.PLAN] * 4)
            assert self.case.plans

    def in_play(self) -> Conference | None:
        return self.case.conference(self.team.conference)

    @precondition(lambda self: bool(here(self.case)))
    @rule(careful=CARE)
    def enquires(self, careful: bool) -> None:
        self.ask(self.team.discuss(self.case, self.now))
        if careful:
            self.ask(self.team.conclude(self.case, self.now))

    @rule(kind=st.sampled_from(Kind), careful=CARE)
    def books(self, kind: Kind, careful: bool) -> None:
        self.booked += 1
        self.team = Team(f"conf-{self.booked}")
        if careful:
            self.ask(self.team.discuss(self.case, self.now))
            self.ask(self.team.conclude(self.case, self.now))
            kind = Kind.REVIEW if self.case.plans else Kind.INITIAL
        starts = self.now + DAY
        self.ask(self.team.book(self.case, self.now, starts, kind))

    @precondition(lambda self: self.in_play() is not None)
    @rule(careful=CARE, also=WHOM)
    def settles(self, careful: bool, also: str) -> None:
        self.all_of(self.team.interpreters(self.case, self.now))
        listed = self.team.settle(self.case, self.now)
        if not careful:
            everybody = {i.person: i for i in listed.invitees}
            for ref in (also, GUARDIAN):
                everybody[ref] = Invitee(
                    person=ref, because=Contribution.BOTH, support="A lift."
                )
            listed = listed.model_copy(update={"invitees": tuple(everybody.values())})
        self.invites(listed)

    def invites(self, listed: InviteToConference) -> None:
        if self.ask(listed):
            for invitee in listed.invitees:
                person = self.case.person(invitee.person)
                assert person is not None
                assert not person.of_concern_about
                assert not person.excluded

    @precondition(lambda self: self.in_play() is not None)
    @rule(careful=CARE)
    def prepares(self, careful: bool) -> None:
        self.all_of(self.team.prepare(self.case, self.now))
        if careful:
            self.all_of(self.team.report(self.case, self.now))
            self.ask(self.team.group(self.case, self.now))

    @precondition(lambda self: self.in_play() is not None)
    @rule(careful=CARE, there=st.sets(st.sampled_from([*STAFF])), what=Outcomes)
    def holds(self, careful: bool, there: set[str], what: list[Decided]) -> None:
        starts = self.team.of(self.case).starts_at
        self.now = max(self.now, starts + 6 * HOUR)
        outcomes = self.outcomes(careful, what)
        if careful:
            self.ask(self.team.hold(self.case, starts, *outcomes))
            return
        came = [Attendance(person=ref, capacity=_as(ref)) for ref in sorted(there)]
        going = GoingOn(child=here(self.case)[0], information="x", rationale="x")
        fields: dict[str, Any] = {"attendance": (*came,), "chair": CHAIR}
        fields |= {"going_on": (going,) if len(there) % 2 else ()}
        self.ask(self.team.hold(self.case, starts, *outcomes, **fields))

    def outcomes(self, careful: bool, what: list[Decided]) -> tuple[Outcome, ...]:
        of = self.team.of(self.case).children
        children = [ref for ref in of if ref in here(self.case)]
        if careful:
            ends = what[0] in (Decided.END, Decided.NO_PLAN)
            return tuple((left if ends else planned)(self.case, c) for c in children)
        return tuple(
            planned(self.case, child).model_copy(
                update={"decided": decided, "because": "x", "protection": "x"}
            )
            for child, decided in zip(children, what, strict=False)
        )

    @precondition(lambda self: self.in_play() is not None)
    @rule(decided=st.sampled_from(Decided))
    def decides_later(self, decided: Decided) -> None:
        for child in self.team.of(self.case).children:
            outcome = planned(self.case, child).model_copy(
                update={"decided": decided, "because": "x", "protection": "x"}
            )
            ref = self.team.conference
            self.ask(RecordOutcome(**asking(AS_CHAIR), conference=ref, outcome=outcome))

    @precondition(lambda self: self.in_play() is not None)
    @rule(careful=CARE)
    def closes(self, careful: bool) -> None:
        if careful:
            self.all_of(self.team.write(self.case, self.now))
            self.all_of(self.team.share(self.case, self.now))
        if self.ask(self.team.close(self.now)):
            self.was_closed(self.team.of(self.case))

    @rule(
        flaw=st.sampled_from([None, None, "list", "preparation", "day", "record"]),
        there=st.sets(st.sampled_from([*STAFF])),
        what=Outcomes,
    )
    def goes_through(
        self, flaw: str | None, there: set[str], what: list[Decided]
    ) -> None:
        """From booking to closing in one go, with care but for one step."""
        self.books(Kind.INITIAL, careful=True)
        if self.in_play() is not None:
            self.settles(careful=flaw != "list", also=FATHER)
            self.prepares(careful=flaw != "preparation")
            self.holds(careful=flaw != "day", there=there, what=what)
            self.closes(careful=flaw != "record")

    def was_closed(self, conference: Conference) -> None:
        """What must be so of a conference that was closed: said where it is asked."""


def _as(ref: str) -> Capacity:
    return {"chair": Capacity.CHAIR, "guardian": Capacity.OBSERVER}.get(
        ref, Capacity.PARTICIPANT
    )
