"""The people of a case: who they are, how they may safely be reached, what they do."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.ids import Day, Instant, Ref, Short
from domain.letters import Channel
from domain.roles import Role
from rulebook.schema import Code, Flag, Frozen, added

Email = Annotated[
    str,
    StringConstraints(
        max_length=254,
        strip_whitespace=True,
        pattern=r"^[^@\s,;:<>\"()\x00-\x1f]+@[^@\s,;:<>\"()\x00-\x1f]+\.[A-Za-z0-9-]+$",
    ),
]
Language = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")
]


class PersonKind(StrEnum):
    FAMILY = "family"
    PROFESSIONAL = "professional"


class Safe(Frozen):
    """What it is safe to do. False is never overridden by convenience."""

    write: Flag = True
    text: Flag = True
    ring: Flag = True
    leave_message: Flag = False


class PersonGiven(Frozen):
    """What we are told of an adult of the family or a professional.

    `language_need` is what they need to understand; `language_choice` what they asked
    for (Welsh may be chosen without being needed). `relation` is the person's part:
    mother, health-visitor, police ...
    """

    ref: Ref
    name: Short
    kind: PersonKind
    relation: Code
    agency: Ref | None = None
    born: Day | None = None
    email: Email | None = None
    phone: Short | None = None
    post: Short | None = None
    address_secret: Flag = False
    shares_mailbox_with: tuple[Ref, ...] = ()
    safe: Safe = Safe()
    language_need: Language = "en"
    language_choice: Language | None = None
    interpreter: Flag = False
    reads: Flag = True
    format: Code = "text"
    direct_contact_with: tuple[Ref, ...] = ()
    of_concern_about: tuple[Ref, ...] = ()
    excluded: Flag = False
    team: Code | None = added(None, "the team in which a professional works")
    prefers: Channel | None = added(None, "the way by which they want to be reached")


class Person(PersonGiven):
    """A person of the case. `revision` counts changes of how they are reached."""

    revision: int = Field(default=1, ge=1)
    died_at: Instant | None = None

    @property
    def language(self) -> str:
        return self.language_choice or self.language_need

    def address_by(self, way: Channel) -> str | None:
        """Where they can be reached so; None where it is not safe, or there is none."""
        safe = self.safe.text if way is Channel.TEXT else self.safe.write
        if not safe or self.died_at is not None:
            return None
        match way:
            case Channel.EMAIL:
                return self.email
            case Channel.TEXT:
                return self.phone
            case Channel.POST:
                return self.post

    @property
    def may_be_written_to(self) -> bool:
        return self.safe.write and self.died_at is None and self.email is not None


def one_mailbox(one: PersonGiven, other: PersonGiven) -> bool:
    """True when both have the same e-mail address, whether anybody said so or not."""
    if one.email is None or other.email is None or one.ref == other.ref:
        return False
    return one.email.casefold() == other.email.casefold()


class RoleHeld(Frozen):
    """A role held by a person from one instant to another; `acting` for its holder.

    `ended`: somebody said that they hold it no more (end-role), while they did or
    after; else their time ran out, or another took the role.
    """

    role: Role
    person: Ref
    since: Instant
    until: Instant | None = None
    acting: Flag = False
    ended: Flag = added(False)

    def held_at(self, at: Instant) -> bool:
        return self.since <= at and self.goes_on(at)

    def goes_on(self, at: Instant) -> bool:
        """It is not over at `at`: it is held then, or arranged for later."""
        return self.until is None or at < self.until

    @property
    def began(self) -> bool:
        """False of cover that was called off before its first instant.

        Ended in the minute in which it began, it did begin: instants are whole minutes.
        """
        return self.until is None or self.since <= self.until

    @property
    def called_off(self) -> bool:
        """Cover that was arranged, and ended before it began: nobody ever had it."""
        return self.ended and not self.began


class Hold(Frozen):
    """Nothing is sent to this person (None: to anyone in the case) until released.

    Each reason is released by itself.
    """

    who: Ref | None
    since: Instant
    reason: Code = "not-said"


class FailedLetter(Frozen):
    """A letter that no carrier would take, and when somebody dealt with it."""

    key: str
    to: Ref
    at: Instant
    why: Code
    settled_at: Instant | None = None
