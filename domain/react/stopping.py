"""Letters that must not go, or must go elsewhere: what has not gone is stopped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from domain.case import Case
from domain.effects import Effect, EffectKind
from domain.evolve.changes import changed
from domain.facts.children import ChildLeft
from domain.facts.conferences import OutcomeUndone
from domain.facts.letters import InvitationSent, LettersHeld, LettersReleased
from domain.facts.people import PersonChanged, PersonDied, RoleAssigned, RoleEnded
from domain.facts.plans import PlanCopySettled
from domain.following.wanted import OF_ALL
from domain.letters import Channel
from domain.react.drawn_anew import after_change, of_the_holder
from domain.react.messages import tell_of_hold
from domain.react.onward import asked_again
from domain.react.outward import printed, unsent
from domain.react.reaction import GIVE_UP_AFTER, NOTHING, Reaction
from domain.react.safety import held, must_be_decided
from domain.record.children import Left
from domain.record.copies import HowSettled


def settle_copy(case: Case, fact: PlanCopySettled, now: datetime) -> Reaction:
    """A copy that was given by hand, or is not to be given, no longer goes by mail.

    The version in their own language is another letter: only withholding stops it.
    """
    withheld = fact.how == HowSettled.WITHHELD
    return Reaction(
        withdraws=unsent(
            case,
            lambda e: (
                e.kind is EffectKind.PLAN_COPY
                and (withheld or e.translation is None)
                and (e.about, e.child, e.to)
                == (fact.conference, fact.child, fact.person)
            ),
        )
    )


def withdraw_invitation(case: Case, fact: InvitationSent, now: datetime) -> Reaction:
    """Given by hand: the one that has not gone is not sent after it."""
    return Reaction(
        withdraws=unsent(
            case,
            lambda e: (
                e.kind is EffectKind.INVITATION
                and (e.about, e.to) == (fact.conference, fact.person)
            ),
        )
    )


def withdraw_plan(case: Case, fact: OutcomeUndone, now: datetime) -> Reaction:
    """What is about this outcome; and what says all outcomes of the conference."""

    def says_it(effect: Effect) -> bool:
        here = effect.about.partition("/")[0] == fact.conference
        return here and (effect.child == fact.child or effect.document in OF_ALL)

    return Reaction(withdraws=unsent(case, says_it))


def ask_again_for(case: Case, fact: PersonChanged, now: datetime) -> Reaction:
    """Whatever has not gone to this person goes to where they are now, or to nobody.

    The change may make others unsafe to write to: those who share a mailbox. What is
    theirs alone leaves everybody else's letters as they are.
    """
    owed = [
        effect
        for _, effect in case.unsent()
        if not effect.role
        and (effect.to == fact.person.ref or must_be_decided(case, effect))
    ]
    owed.extend(_to_roles_of(case, fact.person.ref))
    on_paper = printed(
        case, lambda e: e.to == fact.person.ref or must_be_decided(case, e)
    )
    again = Reaction(
        asks=tuple(asked_again(case, effect, now) for effect in owed),
        withdraws=(*(effect.key for effect in owed), *on_paper),
    )
    if fact.theirs_alone:
        return again
    return after_change(case, again, fact.person.ref, now)


def stop_all_to(case: Case, fact: PersonDied, now: datetime) -> Reaction:
    """Nothing goes to somebody who has died, and nobody is written to about it.

    What was on its way to a role they held goes to whoever answers for it now.
    """
    theirs = unsent(case, lambda e: e.to == fact.person and not e.role)
    elsewhere = _roles_of(case, fact.person, now)
    return Reaction(asks=elsewhere.asks, withdraws=(*theirs, *elsewhere.withdraws))


def hold(case: Case, fact: LettersHeld, now: datetime) -> Reaction:
    """Somebody must know of it; a role's letters go round a holder who is held.

    What is on paper is taken back, and waits like the rest until it is released.
    """
    told = tell_of_hold(case, fact, now)
    printing = _again((e for e in _on_paper(case) if fact.who in (None, e.to)), now)
    on_paper = printed(case, lambda e: fact.who in (None, e.to))
    elsewhere = _roles_of(case, fact.who, now) if fact.who is not None else NOTHING
    return Reaction(
        asks=(*told.asks, *printing.asks, *elsewhere.asks),
        withdraws=(*printing.withdraws, *on_paper, *elsewhere.withdraws),
    )


def _on_paper(case: Case) -> Iterator[Effect]:
    """Letters that may be in the printer's hands while nobody has heard of it yet."""
    owed = case.outbox.values()
    return (e for e in owed if e.channel is Channel.POST and e.letter is None)


def resume(case: Case, fact: LettersReleased, now: datetime) -> Reaction:
    """What was held goes on under its own key, with the whole time to try it in."""
    return Reaction(
        asks=tuple(
            changed(effect, asked_at=now, give_up_at=now + GIVE_UP_AFTER)
            for _, effect in case.unsent()
            if not effect.role and not held(case, effect.to)
        )
    )


def _roles_of(case: Case, person: str, now: datetime) -> Reaction:
    """What is on its way to this person in a role is asked for again."""
    return _again(_to_roles_of(case, person), now)


def _again(owed: Iterable[Effect], now: datetime) -> Reaction:
    """The same things under their next revision, in place of those on their way."""
    owed = tuple(owed)
    return Reaction(
        asks=tuple(e.asked_again(now, now + GIVE_UP_AFTER) for e in owed),
        withdraws=tuple(e.key for e in owed),
    )


def _to_roles_of(case: Case, person: str) -> tuple[Effect, ...]:
    roles = {r.role for r in case.roles if r.person == person}
    return tuple(e for e in case.outbox.values() if e.role and e.to in roles)


def ask_again_for_role(
    case: Case, fact: RoleAssigned | RoleEnded, now: datetime
) -> Reaction:
    """What is owed to a role goes to whoever holds it now."""
    role = fact.held.role if isinstance(fact, RoleAssigned) else fact.role
    owed = (e for e in case.outbox.values() if e.role and e.to == role)
    return of_the_holder(case, _again(owed, now), fact, now)


def withdraw_child(case: Case, fact: ChildLeft, now: datetime) -> Reaction:
    """After a death or a pregnancy's end no letter about that child goes out."""
    if fact.leaving.why not in (Left.DIED, Left.PREGNANCY_ENDED):
        return NOTHING
    alone = {
        c.ref for c in case.conferences if c.awaited and c.children == (fact.child,)
    }
    return Reaction(
        withdraws=unsent(
            case,
            lambda e: e.child == fact.child or not alone.isdisjoint(e.key.split("/")),
        )
    )
