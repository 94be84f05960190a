"""What was said, decided and planned of a family with planted secrets."""

from __future__ import annotations

from hashlib import sha256

from domain.record.conferences import Action, Conference, CopyDue, Kind, Outcome
from domain.record.invitations import InvitationList, Invitee
from domain.record.plans import Meeting, Plan
from domain.record.the_day import Attendance, Section, TheDay
from tests.dates import day, instant
from tests.domain.canary_secrets import (
    CHAIR,
    FATHER,
    INSIDER,
    MOTHER,
    ONE,
    THERE,
    TWO,
    WORKER,
    Drawn,
)

BOOKED = instant("Mon 2026-12-14 09:00Z")
HELD = instant("Mon 2027-01-11 10:00Z")
NOW = instant("Tue 2027-01-12 10:00Z")
REVIEW = instant("Mon 2027-04-12 10:00Z")


class Conferring(Drawn):
    """The conferences, and the plans that were made at one."""

    def text(self, child: str) -> str:
        return f"At {self.said[child]} it is calm. {self.typed}".strip()

    def outcome(self, child: str) -> Outcome:
        return Outcome(
            child=child,
            decided="plan",
            categories=("neglect",),
            outcomes=(self.text(child),),
            interventions=(f"Work on {self.said[child]}.",),
            actions=(
                Action(
                    what=f"Visit about {self.said[child]}.", who=WORKER, by="each week"
                ),
                Action(
                    what="Come to the group.", who=INSIDER, on=day("Mon 2027-02-01")
                ),
                Action(what="Keep to what was agreed.", who=MOTHER),
            ),
            contingency="Ask the court.",
            key_worker=WORKER,
            core_group=THERE[child],
        )

    def held(self) -> Conference:
        there = {p: [c for c in (ONE, TWO) if p in THERE[c]] for p in _everybody()}
        return Conference(
            ref="conf-1",
            kind=Kind.INITIAL,
            children=(ONE, TWO),
            starts_at=HELD,
            held_at=HELD,
            closed_at=HELD,
            place="Guildhall",
            invited=_everybody(),
            booked_at=BOOKED,
            present=_everybody(),
            outcomes=(self.outcome(ONE), self.outcome(TWO)),
            copies=tuple(
                CopyDue(child=c, person=p) for c in (ONE, TWO) for p in THERE[c]
            ),
            day=TheDay(
                chair=CHAIR,
                attendance=tuple(
                    Attendance(person=p, children=parts) for p, parts in there.items()
                ),
            ),
            sections=(
                Section(heading="reasons", words=fingerprint("whole")),
                Section(heading="risk", child=ONE, words=fingerprint(ONE)),
                Section(heading="risk", child=TWO, words=fingerprint(TWO)),
            ),
        )

    def to_come(self) -> Conference:
        unsafe = (FATHER,) if self.dice.random() < 0.2 else ()
        parts = {p: [c for c in (ONE, TWO) if p in THERE[c]] for p in _everybody()}
        return Conference(
            ref="conf-2",
            kind=Kind.REVIEW,
            children=(ONE, TWO),
            starts_at=REVIEW,
            place=self.venue,
            invited=_everybody(),
            booked_at=HELD,
            invitation=InvitationList(
                settled_at=HELD,
                invitees=tuple(Invitee(person=p, children=c) for p, c in parts.items()),
                not_named_to=unsafe,
            ),
        )

    def plan(self, child: str) -> Plan:
        return Plan(
            ref=f"plan-{child}",
            child=child,
            conference="conf-1",
            began_at=HELD,
            key_worker=WORKER,
            core_group=THERE[child],
            actions=self.outcome(child).actions,
            core_groups=(Meeting(ref=f"cg-{child}", held_at=HELD),),
        )


def _everybody() -> tuple[str, ...]:
    return tuple(dict.fromkeys((*THERE[ONE], *THERE[TWO])))


def fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()
