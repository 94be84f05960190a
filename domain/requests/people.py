"""What may be asked about a person: who they are, how to reach them, what they do."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from domain.ids import Instant, Ref, Short
from domain.letters import Channel
from domain.record.people import Email, Language, PersonGiven
from domain.requests.base import Asked
from domain.roles import Role
from rulebook.schema import Code, Flag, Frozen, added


class AddPerson(Asked):
    """Add an adult of the family or a professional to the case."""

    kind: Literal["add-person"] = "add-person"
    person: PersonGiven
    added_at: Instant


class SafeNow(Frozen):
    """What is safe to do now. What is left out is as it was."""

    write: Flag | None = None
    text: Flag | None = None
    ring: Flag | None = None
    leave_message: Flag | None = None


class ChangePerson(Asked):
    """Record how somebody is to be reached, or with whom they work, from an instant on.

    What is left out (or null) stays as it was; what they have no more stands in
    `no_longer`; an empty `shares_mailbox_with` says that nobody shares it.
    """

    kind: Literal["change-person"] = "change-person"
    person: Ref
    since: Instant
    email: Email | None = None
    phone: Short | None = None
    post: Short | None = None
    address_secret: Flag | None = None
    shares_mailbox_with: tuple[Ref, ...] | None = None
    safe: SafeNow = SafeNow()
    language_need: Language | None = None
    language_choice: Language | None = None
    interpreter: Flag | None = None
    reads: Flag | None = None
    format: Code | None = None
    direct_contact_with: tuple[Ref, ...] | None = added(
        None, "the children with whom a professional works: all of them, as it is now"
    )
    prefers: Channel | None = added(None, "the way by which they want to be reached")
    no_longer: tuple[
        Literal["email", "phone", "post", "language_choice", "prefers"], ...
    ] = Field(default=(), description="what this person has no more")


class AssignRole(Asked):
    """Record who holds a role from an instant on. Whoever held it holds it no more."""

    kind: Literal["assign-role"] = "assign-role"
    role: Role
    person: Ref
    since: Instant


class EndRole(Asked):
    """Record that somebody holds a role no more: what is due goes to the team inbox."""

    kind: Literal["end-role"] = "end-role"
    role: Role
    person: Ref
    ended_at: Instant


class ActFor(Asked):
    """Arrange that somebody acts in a role for a time, for whoever is away.

    `ends_at` is the first instant at which they no longer act.
    """

    kind: Literal["act-for"] = "act-for"
    role: Role
    person: Ref
    starts_at: Instant
    ends_at: Instant


RoleRequest = AssignRole | EndRole | ActFor
PeopleRequest = AddPerson | ChangePerson | RoleRequest
