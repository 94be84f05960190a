"""Who may ask for what: an entry for each kind of request, with the roles."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from rulebook.schema.kinds import Force
from rulebook.schema.rules import Source
from rulebook.schema.values import Code

#: How the key of an entry begins; the kind of request follows.
ENTRY = "may-"


class Apart(StrEnum):
    """How whoever asks must stand to what they ask for, in whichever of their roles."""

    #: Nobody agrees to what they asked for.
    ASKED = "asked-by-another"
    #: Nobody countersigns what they wrote.
    WRITTEN = "written-by-another"
    #: Whoever is said to have signed or settled it is the one who asks.
    IN_OWN_NAME = "in-own-name"
    #: The second person is another: a professional who may act in the case.
    SECONDED = "seconded-by-another"
    #: Nobody checks a translation that they made or gave back.
    TRANSLATED = "translated-by-another"
    #: Nobody asks it about themselves.
    OF_ANOTHER = "about-another"
    #: Nobody sets aside what was decided under their own chair.
    CHAIRED = "chaired-by-another"
    #: A partner agency, or an officer in the case, deals with its own report alone.
    OWN_AGENCY = "of-their-own-agency"


class MayAsk(Source):
    """Who may ask for one kind of request. No role at all: nobody may, here.

    `key` is the kind of request after `may-`, so that a later version, or the
    procedures of a place, can say otherwise of the same kind.
    """

    request: Code
    roles: tuple[Code, ...]
    segregated: tuple[Apart, ...] = ()
    force: Force = Force.PRACTICE

    @model_validator(mode="after")
    def _is_found_by_its_kind(self) -> Self:
        if self.key != f"{ENTRY}{self.request}":
            raise ValueError(f"write the key as {ENTRY} and the kind of request")
        if len(self.roles) != len(set(self.roles)):
            raise ValueError("name each role once")
        return self
