"""Plausible requests about people, their roles and their letters."""

from __future__ import annotations

from domain.effects import EffectKind
from domain.record.people import PersonGiven, PersonKind
from domain.requests.letters import (
    HoldLetters,
    RecordInvitationGiven,
    ReleaseLetters,
    SettleUndeliveredLetter,
)
from domain.requests.people import (
    ActFor,
    AddPerson,
    AssignRole,
    ChangePerson,
    EndRole,
    SafeNow,
)
from tests.domain.plausible.scene import (
    DAY,
    FAMILY,
    SOCIAL_WORKER,
    STAFF,
    Asking,
    Scene,
)

ROLES = ("social-worker", "key-worker", "coordinator", "first-line-manager")


def _add(s: Scene) -> AddPerson:
    ref = s.new("p")
    given = PersonGiven(
        ref=ref,
        name="Somebody New",
        kind=s.one(PersonKind),
        relation="other",
        email=f"{ref}@home.example",
    )
    return AddPerson(id=s.id, by=SOCIAL_WORKER, person=given, added_at=s.lately())


def _change(s: Scene) -> ChangePerson:
    write = s.chance(2, 3)
    return ChangePerson(
        id=s.id,
        by=SOCIAL_WORKER,
        person=s.one(s.living()),
        since=s.lately(),
        email=f"new-{s.number}@home.example",
        safe=SafeNow(write=write),
        language_need="pl" if s.chance(1, 3) else None,
    )


def _assign(s: Scene) -> AssignRole:
    return AssignRole(
        id=s.id,
        by=SOCIAL_WORKER,
        role=s.one(ROLES),
        person=s.one(STAFF),
        since=s.lately(),
    )


def _end(s: Scene) -> EndRole:
    held = s.one(r for r in s.case.roles if r.until is None)
    return EndRole(
        id=s.id,
        by=SOCIAL_WORKER,
        role=held.role,
        person=held.person,
        ended_at=s.lately(held.since),
    )


def _act(s: Scene) -> ActFor:
    starts_at = s.soon()
    return ActFor(
        id=s.id,
        by=SOCIAL_WORKER,
        role=s.one(ROLES),
        person=s.one(STAFF),
        starts_at=starts_at,
        ends_at=starts_at + s.one((DAY, 14 * DAY)),
    )


def _hold(s: Scene) -> HoldLetters:
    who = s.one((None, *FAMILY))
    return HoldLetters(id=s.id, by=SOCIAL_WORKER, who=who, reason=s.one(("risk", "x")))


def _release(s: Scene) -> ReleaseLetters:
    hold = s.one(s.case.holds)
    return ReleaseLetters(id=s.id, by=SOCIAL_WORKER, who=hold.who, reason=hold.reason)


def _settle(s: Scene) -> SettleUndeliveredLetter:
    failed = s.one(f for f in s.case.failed if f.settled_at is None)
    return SettleUndeliveredLetter(
        id=s.id,
        by=SOCIAL_WORKER,
        key=failed.key,
        how="by-hand",
        settled_at=s.lately(failed.at),
    )


def _invited(s: Scene) -> RecordInvitationGiven:
    conference = s.one(c for c in s.case.conferences if c.awaited and c.invited)
    return RecordInvitationGiven(
        id=s.id,
        by=SOCIAL_WORKER,
        conference=conference.ref,
        person=s.one(conference.invited),
        given_at=s.lately(conference.since),
    )


PEOPLE: dict[type, Asking] = {
    AddPerson: _add,
    ChangePerson: _change,
    AssignRole: _assign,
    EndRole: _end,
    ActFor: _act,
}
LETTERS: dict[type, Asking] = {
    HoldLetters: _hold,
    ReleaseLetters: _release,
    SettleUndeliveredLetter: _settle,
    RecordInvitationGiven: _invited,
}
#: Letters to a person, whose delivery the case may wait for, and what is asked of them.
TO_PEOPLE = frozenset(
    {
        EffectKind.INVITATION,
        EffectKind.CANCELLATION,
        EffectKind.PLAN_COPY,
        EffectKind.DOCUMENT,
        EffectKind.FOLLOW_UP,
        EffectKind.RECALL,
    }
)
