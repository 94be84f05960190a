"""What happened to people and the roles they hold."""

from __future__ import annotations

from typing import Literal

from domain.facts.base import Happened
from domain.ids import Ref
from domain.record.people import Person, RoleHeld
from rulebook.schema import Code, Flag, added


class PersonAdded(Happened):
    kind: Literal["person-added"] = "person-added"
    person: Person


class PersonChanged(Happened):
    """A person's reach or safety changed from `at` on; the next revision.

    `theirs_alone`: nobody else may see more or less for it, or is reached otherwise.
    """

    kind: Literal["person-changed"] = "person-changed"
    person: Person
    theirs_alone: Flag = added(False)


class PersonDied(Happened):
    kind: Literal["person-died"] = "person-died"
    person: Ref


class RoleAssigned(Happened):
    kind: Literal["role-assigned"] = "role-assigned"
    held: RoleHeld


class RoleEnded(Happened):
    kind: Literal["role-ended"] = "role-ended"
    role: Code
    person: Ref


PeopleFact = PersonAdded | PersonChanged | PersonDied | RoleAssigned | RoleEnded
