"""Who sits at the command line, as the environment says it."""

from __future__ import annotations

from pydantic import field_validator
from pydantic_settings import BaseSettings

from domain.evidence.opaque import PERSON
from domain.roles import Role


class SittingHere(BaseSettings):
    """The part of adapters.settings that says who asks: every reading is written down.

    `person`: an opaque reference, as a sign-in service or the staff register gives it,
    never a name. `role`: the code of the role in which they read (domain.roles).
    Whoever starts the program for somebody sets both; nobody types them.
    """

    person: str | None = None
    role: Role | None = None

    @field_validator("person")
    @classmethod
    def _is_opaque(cls, person: str | None) -> str | None:
        if person is not None and PERSON.fullmatch(person) is None:
            raise ValueError(
                "give the reference of whoever sits here, in small letters, figures "
                "and hyphens: never a name or an address"
            )
        return person

    @field_validator("role", mode="before")
    @classmethod
    def _is_a_role(cls, role: object) -> object:
        if role is not None and role not in set(Role):
            raise ValueError(f"name a role by its code: one of {', '.join(Role)}")
        return role
