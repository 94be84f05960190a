"""What became of each letter of a case, as its record tells it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from commands.grounds import FACT
from commands.letters.keys import kind_of, stem_of
from commands.sending import OVER, Sending, State
from domain.effects import EffectKind
from domain.facts import Fact
from domain.facts.deliveries import (
    LetterDelivered,
    LetterHandedOver,
    LetterNotDelivered,
    LetterPosted,
    LetterTakenBack,
)
from domain.facts.keeping import CaseOpened
from domain.facts.letters import InvitationSent, LetterFailed, LetterSettled
from domain.facts.people import PersonAdded, PersonChanged
from domain.facts.plans import PlanCopySettled
from domain.letters import Channel, Standing
from domain.recording import Row

#: The kinds of entry that say something of a letter, or of whom letters go to.
TOLD: Final = (
    *("case-opened", "person-added", "person-changed"),
    *("letter-handed-over", "letter-delivered", "letter-not-delivered"),
    *("letter-posted", "letter-taken-back", "letter-failed", "letter-settled"),
    *("invitation-sent", "plan-copy-settled"),
)
SENT: Final = "sent"


def sendings(rows: Iterable[Row]) -> tuple[Sending, ...]:
    """Every letter that was handed over, or that nobody took; the oldest first."""
    facts = [FACT.validate_json(row.body) for row in rows if row.kind in TOLD]
    told = _Told(frozenset(_handed_over(facts)))
    for fact in facts:
        told.hear(fact)
    return told.sendings()


def _handed_over(facts: Iterable[Fact]) -> Iterable[tuple[str, str]]:
    """What letters were about, and to whom: told by more than one entry."""
    for fact in facts:
        if isinstance(fact, LetterHandedOver):
            yield fact.delivery.about, fact.delivery.to


class _Told:
    """The letters so far, by key; those of an older case by what they were about."""

    def __init__(self, handed_over: frozenset[tuple[str, str]]) -> None:
        self._handed_over = handed_over
        self._letters: dict[str, Sending] = {}
        self._parts: dict[str, str] = {}

    def hear(self, fact: Fact) -> None:
        match fact:
            case CaseOpened(people=people):
                self._parts |= {person.ref: person.relation for person in people}
            case PersonAdded(person=person) | PersonChanged(person=person):
                self._parts[person.ref] = person.relation
            case LetterHandedOver() | LetterFailed():
                self._went(fact)
            case InvitationSent() | PlanCopySettled():
                self._went_long_ago(fact)
            case _:
                self._became(fact)

    def sendings(self) -> tuple[Sending, ...]:
        return tuple(
            letter.model_copy(update={"part": self._parts.get(letter.to, letter.to)})
            for letter in self._letters.values()
        )

    def _went(self, fact: LetterHandedOver | LetterFailed) -> None:
        if isinstance(fact, LetterFailed):
            self._failed(fact)
            return
        gone, at = fact.delivery, fact.at
        self._after(gone.key, gone.channel)
        self._letters[gone.key] = Sending(
            no=self._no(gone.key),
            key=gone.key,
            what=gone.document or gone.letter,
            to=gone.to,
            about=gone.about,
            child=gone.child,
            way=gone.channel,
            at=at,
            since=gone.since,
            state=State(gone.standing),
            content=fact.content,
        )

    def _after(self, key: str, way: Channel) -> None:
        """The same letter went again: what went before, and did not arrive, is over."""
        for before, letter in self._letters.items():
            again = before != key and stem_of(before) == stem_of(key)
            if again and letter.state not in OVER:
                self._letters[before] = letter.model_copy(update={"then": way})

    def _failed(self, fact: LetterFailed) -> None:
        failed = {"state": State.FAILED, "since": fact.at, "why": fact.why}
        known = self._letters.get(fact.key)
        self._letters[fact.key] = (
            known.model_copy(update=failed)
            if known is not None
            else Sending(
                no=self._no(fact.key),
                key=fact.key,
                what=kind_of(fact.key),
                to=fact.to,
                at=fact.at,
                since=fact.at,
                state=State.FAILED,
                why=fact.why,
            )
        )

    def _went_long_ago(self, fact: InvitationSent | PlanCopySettled) -> None:
        """An older case wrote down only that it went, and not by which key."""
        copy = isinstance(fact, PlanCopySettled)
        by_mail = not isinstance(fact, PlanCopySettled) or fact.how == SENT
        if not by_mail or (fact.conference, fact.person) in self._handed_over:
            return
        child = fact.child if isinstance(fact, PlanCopySettled) else None
        name = f"{fact.kind}/{fact.conference}/{child}/{fact.person}/{fact.at}"
        self._letters[name] = Sending(
            no=self._no(name),
            what=EffectKind.PLAN_COPY if copy else EffectKind.INVITATION,
            to=fact.person,
            about=fact.conference,
            child=child,
            way=Channel.EMAIL,
            at=fact.at,
            since=fact.at,
            state=State.UNCONFIRMED,
        )

    def _became(self, fact: Fact) -> None:
        match fact:
            case LetterDelivered(key=key):
                state, why = State.ARRIVED, ""
            case LetterNotDelivered(key=key, standing=Standing.UNCONFIRMED):
                state, why = State.NOT_HEARD_IN_TIME, ""
            case LetterNotDelivered(key=key, standing=standing):
                state, why = State(standing), ""
            case LetterPosted(key=key):
                state, why = State.UNCONFIRMED, ""
            case LetterTakenBack(key=key, found=found):
                state, why = _taken_back(found), ""
            case LetterSettled(key=key, how=how):
                state, why = State.SETTLED, how
            case _:
                return
        if (known := self._letters.get(key)) is not None:
            update = {"state": state, "since": fact.at, "why": why}
            self._letters[key] = known.model_copy(update=update)

    def _no(self, key: str) -> int:
        known = self._letters.get(key)
        return known.no if known else len(self._letters) + 1


def _taken_back(found: bool) -> State:
    return State.TAKEN_BACK if found else State.TO_BE_TAKEN_BACK


def found(letters: Sequence[Sending], named: str) -> Sending | None:
    """The letter of that number, or of that key."""
    return next((s for s in letters if named in (str(s.no), s.key)), None)
