"""A story in a case that trusts a gateway, with a stranger's facts kept in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import copy, deepcopy
from datetime import datetime, timedelta
from typing import NamedTuple, Self

from pydantic import TypeAdapter

from commands.rehearsal.playing import Stage
from commands.rehearsal.story import Asking, Story
from domain.case import Case
from domain.correspondence.recipient import recipient_of
from domain.decide import respond
from domain.effects import Effect
from domain.errors import NotAttested, Refused
from domain.facts.duties import (
    DutyFact,
    DutyLapsed,
    DutyMet,
    DutyOpened,
    DutyRedated,
    DutyReopened,
)
from domain.following.endings import ENDS
from domain.ids import Day, Key
from domain.making import changed
from domain.requests import Request
from domain.requests.base import By
from domain.requests.enquiries import RecordDiscussion
from domain.requests.keeping import RecordProtectiveAction
from domain.requests.letters import HoldLetters
from domain.requests.orders import RecordEmergencyOrder
from tests.domain.attestations.vouching import GATEWAY

DAY = timedelta(days=1)
#: The number of the fact that a task came from, which a stranger's facts move.
FACT_NUMBER = re.compile(r"-\d+(?=/[a-z-]+$)")

DUTY_FACT: TypeAdapter[DutyFact] = TypeAdapter(DutyFact)
OF_DUTIES = {
    "duty-opened",
    "duty-redated",
    "duty-reopened",
    "duty-met",
    "duty-lapsed",
}


class Gone(NamedTuple):
    """A letter that went: to whom, and at which address. `role`: to a role's holder."""

    key: Key
    role: str | None
    ref: str
    address: str


class Visited(Stage):
    """What is asked in the story has the gateway's word, what a stranger asks none.

    `gone`: each letter that went; `astray`: those for a role that a hold led elsewhere;
    `taken`: the kinds of what the stranger had taken; `refused`: each request of the
    story that was, by its number, kind and code.
    """

    def __init__(self, told: Story) -> None:
        self.ref, self.asked = told.opening.ref, 0
        self.gone: set[Gone] = set()
        self.astray: set[Key] = set()
        self.taken: set[str] = set()
        self.without_a_word: set[tuple[str, str]] = set()
        self.refused: set[tuple[int, str, str]] = set()
        keys = GATEWAY.trusted_from(told.starts_at)
        super().__init__(Story(changed(told.opening, gateway_keys=keys), told.askings))

    def beside(self) -> Self:
        """The same case as it stands, to go its own way."""
        twin = copy(self)
        for name, value in vars(self).items():
            if isinstance(value, list | dict | set):
                setattr(twin, name, copy(value))
        twin._tray = deepcopy(self._tray)
        return twin

    def ask(self, asking: Asking) -> None:
        asked, at = asking.request, asking.at
        super().ask(Asking(at, GATEWAY.attested(asked, self.ref, at)))
        self.refused |= {(self.asked, r.request, r.code) for r in self._refusals}
        self._refusals.clear()
        self.asked += 1

    def tried(self, asking: Asking) -> None:
        """What would become of it without a word, noted in `without_a_word`."""
        try:
            respond(self._case, asking.request, asking.at)
            code = "taken"
        except Refused as refusal:
            code = refusal.code
        self.without_a_word.add((asking.request.kind, code))

    def duties(self) -> Iterator[DutyFact]:
        """What became of what was due, in order."""
        for row in self._rows:
            if row.kind in OF_DUTIES:
                yield DUTY_FACT.validate_json(row.body)

    def visited(self, at: datetime, everybody: bool) -> None:
        """A stranger tries all that could harm; what is taken without a word stays."""
        for number, asked in enumerate(strangers(self._case, at, everybody)):
            try:
                own = changed(asked, id=f"stranger#{number}")
                facts = respond(self._case, own, at)
            except NotAttested:
                continue
            self.taken.add(asked.kind)
            self._learn(facts, at)
            self._carry_out(at)

    def _ended(self, effect: Effect, now: datetime) -> None:
        if effect.kind not in ENDS:
            self._remember(effect, now)
        super()._ended(effect, now)

    def _remember(self, effect: Effect, now: datetime) -> None:
        to = recipient_of(self._case, effect, now)
        key, role = FACT_NUMBER.sub("", effect.stem), effect.to if effect.role else None
        self.gone.add(Gone(key, role, to.ref, to.address))
        if role and recipient_of(changed(self._case, holds=()), effect, now) != to:
            self.astray.add(key)


def strangers(case: Case, now: datetime, everybody: bool) -> Iterator[Request]:
    """What has been taken without a word in any release, and is not any more too.

    `everybody`: letters to all are held as well, which hides what a hold on one does.
    """
    role = "social-worker"
    by = By(person=case.holder(role, now) or "whoever", role=role)
    whom = [person.ref for person in case.people]
    for who in (None, *whom) if everybody else whom:
        yield HoldLetters(id="hold", by=by, who=who, reason="unsafe")
    here = tuple(child.ref for child in case.present())
    if not here:
        return
    of = {"id": "stranger", "by": by, "children": here}
    yield RecordProtectiveAction(**of, taken_at=now, what="Stays with an aunt.")
    ends = {"made_at": now, "expires_at": now + 7 * DAY, "legal_action_planned": True}
    yield RecordEmergencyOrder(**of, order="stranger", **ends)
    for known in ("stranger", *(each.ref for each in case.enquiries)):
        held = {"enquiry": known, "discussion": "stranger", "held_at": now}
        yield RecordDiscussion(**of, **held, initiating=True)


def due_days(facts: Iterable[DutyFact]) -> dict[Key, Day | None]:
    """The day on which each duty was due in the end."""
    return {
        fact.key: fact.due.due_on
        for fact in facts
        if isinstance(fact, DutyOpened | DutyRedated | DutyReopened)
    }


def ends(facts: Iterable[DutyFact]) -> dict[Key, tuple[str, datetime]]:
    """How and when each duty was met or lapsed, where that stands."""
    found: dict[Key, tuple[str, datetime]] = {}
    for fact in facts:
        if isinstance(fact, DutyMet | DutyLapsed):
            found[fact.key] = (fact.kind, fact.at)
        elif isinstance(fact, DutyReopened):
            found.pop(fact.key, None)
    return found
