"""An event from outside, before its data is understood."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from domain.ids import CaseRef, Instant
from rulebook.schema import Frozen

INTAKE: Final = "uk.vigil.case.intake.v1"
REQUEST_PREFIX: Final = "uk.vigil.request."
VERSION: Final = ".v1"

Name = Annotated[str, Field(min_length=1, max_length=140, pattern=r"^[\x21-\x7e]+$")]


class Event(Frozen):
    """A CloudEvent: who sent it under which id, about which case, when. `data` is JSON.

    `source` and `id` together are its own for ever.
    """

    source: Name
    id: Name
    type: Name
    subject: CaseRef
    time: Instant
    data: str

    @property
    def is_intake(self) -> bool:
        return self.type == INTAKE

    @property
    def request_id(self) -> str:
        return f"{self.source}#{self.id}"

    @property
    def request_kind(self) -> str | None:
        """The kind of request, or None when the type is not one of ours."""
        if self.type.startswith(REQUEST_PREFIX) and self.type.endswith(VERSION):
            return self.type[len(REQUEST_PREFIX) : -len(VERSION)]
        return None
