"""What life brings to a case at random: concerns, births, deaths, courts, time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    rule,
)

from domain.advance import advance
from domain.case import Case
from domain.decide import respond
from domain.errors import Refused
from domain.record.children import ChildGiven
from domain.record.conferences import Decided
from domain.requests import Request
from domain.requests.children import AddChild, Newborn, RecordBirth, RecordDeath
from domain.requests.keeping import CloseCase
from domain.requests.proceedings import AppointGuardian, StartProceedings
from domain.requests.safety import (
    DecideAdultConcern,
    ExcludeFromConference,
    LiftAdultConcern,
    RecordPoliceOutcome,
)
from tests.dates import day, instant
from tests.practice.household import (
    AS_CHAIR,
    AS_MANAGER,
    AS_WORKER,
    FATHER,
    GUARDIAN,
    MOTHER,
    UNBORN,
    asking,
)
from tests.practice.of_the_case import here

BEGAN = instant("Mon 2027-01-11 09:00Z")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
CARE = st.sampled_from([True, True, True, False])
WHOM = st.sampled_from([FATHER, MOTHER])
Outcomes = st.lists(st.sampled_from([*Decided]), min_size=4, max_size=4)


class LifeAtRandom(RuleBasedStateMachine):
    """A household's case, and what happens to it besides its conferences."""

    case: Case
    now: datetime
    asked: int

    def ask(self, *requests: Request) -> bool:
        """True when all were accepted; a refusal leaves the case as it was."""
        for request in requests:
            self.asked += 1
            own = request.model_copy(update={"id": f"random/{self.asked}"})
            try:
                facts = respond(self.case, own, self.now)
            except Refused:
                return False
            self.case = advance(self.case, facts, self.now)
        return True

    def all_of(self, requests: Iterable[Request]) -> None:
        for request in tuple(requests):
            self.ask(request)

    @rule(hours=st.integers(1, 24 * 20))
    def time_passes(self, hours: int) -> None:
        self.now += hours * HOUR

    @rule(who=WHOM, lifted=st.booleans(), seldom=st.integers(1, 3))
    def concern_about(self, who: str, lifted: bool, seldom: int) -> None:
        if seldom > 1:
            return
        of = {"person": who, "children": here(self.case)[:1]}
        given = {"decided_at": self.now, "words": "What the child said."}
        if of["children"]:
            self.ask(DecideAdultConcern(**asking(AS_MANAGER), **of, **given))
        if lifted:
            closed = {"at": self.now, "outcome": "no-further-action"}
            self.all_of(
                RecordPoliceOutcome(**asking(), children=(child,), **closed)
                for child in here(self.case)[:1]
            )
            words = {"lifted_at": self.now, "words": "It was somebody else."}
            self.ask(LiftAdultConcern(**asking(AS_MANAGER), person=who, **words))

    @rule(
        who=WHOM,
        by=st.sampled_from([AS_CHAIR, AS_WORKER, AS_WORKER]),
    )
    def excludes(self, who: str, by: Any) -> None:
        given = {"excluded_at": self.now, "reason": "bail", "words": "Bail forbids it."}
        was = len(self.case.exclusions)
        self.ask(ExcludeFromConference(**asking(by), person=who, **given))
        assert by is AS_CHAIR or len(self.case.exclusions) == was

    @rule(what=st.sampled_from(["born", "joins", "dies", "court"]))
    def life_goes_on(self, what: str) -> None:
        today, at = self.now.date(), self.now
        match what:
            case "born":
                baby = Newborn(ref=UNBORN, born=today)
                born = {"expected": UNBORN, "born": (baby,), "told_at": at}
                self.ask(RecordBirth(**asking(), **born))
            case "joins":
                own = {"ref": f"child-{self.asked}", "parents": (MOTHER,)}
                child = ChildGiven(**own, born=day("Tue 2024-06-11"))
                self.ask(AddChild(**asking(), child=child, added_at=at))
            case "dies" if len(here(self.case)) > 1:
                self.ask(RecordDeath(**asking(), who=here(self.case)[-1], died_at=at))
            case "court":
                self.ask(StartProceedings(**asking(), started_at=at))
                given = {"guardian": GUARDIAN, "appointed_at": at}
                self.ask(AppointGuardian(**asking(), **given))
            case _:
                return

    @rule()
    def closes_the_case(self) -> None:
        before = self.case
        given = {"closed_at": self.now, "reason": "all-out"}
        request = CloseCase(**asking(AS_MANAGER), **given)
        try:
            respond(before, request, self.now)
        except Refused:
            return
        assert all(plan.ended for plan in before.plans)
