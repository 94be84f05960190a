"""What every request has: an id that is its own for ever, and who asks."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from domain.attestations.attestation import Attestation
from domain.ids import Ref
from domain.roles import Role
from rulebook.schema import Frozen, added

RequestId = Annotated[
    str, StringConstraints(min_length=1, max_length=300, pattern=r"^[\x21-\x7e]+$")
]


class By(Frozen):
    """Who asks, and in which role."""

    person: Ref
    role: Role


class Asked(Frozen):
    """Imperative: somebody asks. `id` is the event's source and id together."""

    id: RequestId = Field(description="unique for the life of the case")
    by: By = Field(description="who asks, and in which role")
    attestation: Attestation | None = added(
        None, "a gateway's word for who asks: the gateway adds it"
    )
