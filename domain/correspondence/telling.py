"""What every line of one letter is told from: the case, its reader, what is theirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from domain.case import Case
from domain.clearance.clearing import Clearing
from domain.correspondence.days import day_of, said_day
from domain.correspondence.recipient import NothingToSay, Recipient
from domain.documents.values import Value
from domain.effects import Effect
from domain.letters import Line
from domain.record.conferences import Conference, Outcome
from domain.record.people import PersonKind

#: Rather than a code that gives a place away.
SOMEBODY = "professional"


class Telling(NamedTuple):
    """One letter: from the case as it is at `now`, to its recipient."""

    case: Case
    effect: Effect
    to: Recipient
    now: datetime
    clear: Clearing

    @property
    def to_family(self) -> bool:
        return self.to.part == PersonKind.FAMILY

    def conference(self) -> Conference:
        """The one that it is about. Raises `NothingToSay` where there is none."""
        if self.clear.conference is None:
            raise NothingToSay
        return self.clear.conference

    def outcome(self) -> Outcome:
        """What it decided about the child of the letter. Raises `NothingToSay`."""
        found = self.conference().outcome(self.effect.child or "")
        if found is None:
            raise NothingToSay
        return found

    def held(self) -> Value:
        """The day on which the conference was held. Raises `NothingToSay`."""
        held_at = self.conference().held_at
        if held_at is None:
            raise NothingToSay
        return day_of(self.case, held_at)

    def day(self, on: date | None) -> Value:
        return said_day(self.case, on)

    def day_of(self, at: datetime | None) -> Value:
        return day_of(self.case, at)

    def part_of(self, ref: str) -> str:
        """The role that somebody holds now, else how they belong to the case.

        Never where it is a code that would lead to a secret place.
        """
        if ref == self.to.ref:
            return "you"
        person = self.case.person(ref)
        if person is None:
            return "child" if self.case.child(ref) is not None else ""
        code = next(self.case.roles_of(ref, self.now), person.relation)
        return code if self.clear.is_safe(code) else SOMEBODY

    def due(self, rules: frozenset[str], child: str) -> Iterator[Line]:
        """What comes next for a child. A family hears of no date that has passed."""
        for duty in self.case.duties.values():
            if duty.rule not in rules or child not in (duty.who, duty.child):
                continue
            if not (self.to_family and duty.missed):
                due = {
                    "what": duty.rule,
                    "due": self.day(duty.due.due_on),
                    "silent": duty.due.silent or "",
                }
                yield Line(code="due", values=due)
