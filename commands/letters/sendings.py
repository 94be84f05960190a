"""What became of each letter of a case, as its record tells it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from commands.letters.keys import kind_of, stem_of
from commands.letters.sending import OVER, Sending, State
from domain.effects import EffectKind
from domain.facts import Fact
from domain.facts.deliveries import (
    LetterAskedAfter,
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
from domain.facts.translations import TranslationAsked
from domain.ids import Instant
from domain.letters import Channel, Standing
from domain.record.deliveries import Delivery
from domain.record.people import Person, PersonKind
from domain.recording import Row
from domain.refolding import FACT

#: The kinds of entry that say something of a letter, or of whom letters go to.
TOLD: Final = (
    *("case-opened", "person-added", "person-changed"),
    *("letter-handed-over", "letter-delivered", "letter-not-delivered"),
    *("letter-posted", "letter-asked-after", "letter-taken-back"),
    *("letter-failed", "letter-settled", "invitation-sent", "plan-copy-settled"),
    "translation-asked",
)
SENT: Final = "sent"
#: What is heard of a letter after it was tried.
Heard = (
    LetterDelivered
    | LetterNotDelivered
    | LetterPosted
    | LetterAskedAfter
    | LetterTakenBack
    | LetterSettled
)
STANDS_AFTER: Final[dict[type[Fact], State]] = {
    LetterDelivered: State.ARRIVED,
    LetterPosted: State.UNCONFIRMED,
    LetterAskedAfter: State.ASKED_AFTER,
}


def sendings(rows: Iterable[Row]) -> tuple[Sending, ...]:
    """Every letter that was handed over, or that nobody took; the oldest first."""
    facts = [FACT.validate_json(row.body) for row in rows if row.kind in TOLD]
    told = _Told(frozenset(_handed_over(facts)))
    for fact in facts:
        told.hear(fact)
    return told.sendings()


def _handed_over(facts: Iterable[Fact]) -> Iterable[tuple[str, str, Instant]]:
    """What letters were about, to whom and when they went: told by several entries."""
    for fact in facts:
        if isinstance(fact, LetterHandedOver):
            yield fact.delivery.about, fact.delivery.to, fact.at


class _Told:
    """The letters so far, by key; those of an older case by what they were about."""

    def __init__(self, at_once: frozenset[tuple[str, str, Instant]]) -> None:
        self._at_once = at_once
        self._handed_over: set[tuple[str, str]] = set()
        self._letters: dict[str, Sending] = {}
        self._numbers: dict[str, int] = {}
        self._parts: dict[str, str] = {}
        self._family: set[str] = set()
        self._languages: dict[str, str] = {}

    def hear(self, fact: Fact) -> None:
        match fact:
            case CaseOpened(people=people):
                self._known(people)
            case PersonAdded(person=person) | PersonChanged(person=person):
                self._known((person,))
            case TranslationAsked(translation=job):
                self._languages[job.ref] = job.language
            case LetterHandedOver():
                self._went(fact)
            case LetterFailed():
                self._failed(fact)
            case InvitationSent() | PlanCopySettled():
                self._went_long_ago(fact)
            case _:
                self._became(fact)

    def sendings(self) -> tuple[Sending, ...]:
        return tuple(map(self._of_whom, self._letters.values()))

    def _known(self, people: Iterable[Person]) -> None:
        self._parts |= {person.ref: person.relation for person in people}
        self._family |= {p.ref for p in people if p.kind is PersonKind.FAMILY}

    def _of_whom(self, letter: Sending) -> Sending:
        """As domain.react.silence: the family, and whoever is invited, are asked."""
        matters = letter.to in self._family or letter.what == EffectKind.INVITATION
        followed = letter.key is not None and not letter.stopped
        part = self._parts.get(letter.to, letter.to)
        return letter.model_copy(update={"part": part, "asks": followed and matters})

    def _went(self, fact: LetterHandedOver) -> None:
        self._handed_over.add((fact.delivery.about, fact.delivery.to))
        went = {"content": fact.content, "stopped": fact.stopped}
        letter = self._tried(fact.delivery, fact.at).model_copy(update=went)
        self._letters[fact.delivery.key] = letter

    def _tried(self, tried: Delivery, at: Instant) -> Sending:
        """As it stands by the way that was tried last; what was before it is over."""
        self._after(tried.key, tried.channel)
        return Sending(
            no=self._no(tried.key),
            key=tried.key,
            what=tried.document or tried.letter,
            to=tried.to,
            about=tried.about,
            child=tried.child,
            language=self._languages.get(tried.translation or "", ""),
            way=tried.channel,
            at=at,
            since=tried.since,
            state=State(tried.standing),
        )

    def _after(self, key: str, way: Channel) -> None:
        """It was tried again: what was tried before, and did not arrive, is over."""
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
        if not by_mail or self._is_told_already(fact):
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

    def _is_told_already(self, fact: InvitationSent | PlanCopySettled) -> bool:
        """By a letter that was handed over before it, or with it.

        One that follows later is another: no letter changes its number for it.
        """
        of = (fact.conference, fact.person)
        return of in self._handed_over or (*of, fact.at) in self._at_once

    def _became(self, fact: Fact) -> None:
        """Some letters are heard of for the first time by how they ended."""
        if not isinstance(fact, Heard):
            return
        known = self._letters.get(fact.key)
        if known is None and isinstance(fact, LetterNotDelivered | LetterTakenBack):
            tried = fact.delivery
            known = None if tried is None else self._tried(tried, fact.at)
        if known is not None:
            state, why = _standing(fact)
            update = {"state": state, "since": fact.at, "why": why}
            if isinstance(fact, LetterPosted):
                update["posted_at"] = fact.at
            self._letters[fact.key] = known.model_copy(update=update)

    def _no(self, key: str) -> int:
        return self._numbers.setdefault(key, len(self._numbers) + 1)


def _standing(fact: Heard) -> tuple[State, str]:
    """Where the letter stands after it, and why: a code, or nothing."""
    match fact:
        case LetterNotDelivered(why=why):
            return _lost(fact), why or ""
        case LetterTakenBack(found=found, in_hand=in_hand):
            safe = found and not in_hand
            return State.TAKEN_BACK if safe else State.TO_BE_TAKEN_BACK, ""
        case LetterSettled(how=how):
            return State.SETTLED, how
        case _:
            return STANDS_AFTER[type(fact)], ""


def _lost(fact: LetterNotDelivered) -> State:
    if fact.delivery is not None:
        return State.NOT_TAKEN
    unheard = fact.standing is Standing.UNCONFIRMED
    return State.NOT_HEARD_IN_TIME if unheard else State(fact.standing)


def found(letters: Sequence[Sending], named: str) -> Sending | None:
    """The letter of that number, or of that key."""
    return next((s for s in letters if named in (str(s.no), s.key)), None)
