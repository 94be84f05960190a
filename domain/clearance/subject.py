"""What is to be said in one letter, and about whom: what clearance is asked about."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from domain.case import Case
from domain.clearance.hiding import Place
from domain.documents.kinds import DocumentKind
from domain.record.conferences import Conference


class What(StrEnum):
    """What sort of thing about somebody it is."""

    CHILDS_NAME = "childs-name"
    ADULTS_NAME = "adults-name"
    VENUE = "venue"
    AGENCY = "agency"
    CHILDS_WORDS = "words-about-a-child"
    MEETINGS_WORDS = "words-about-a-meeting"


class Subject(NamedTuple):
    """One thing to be said. `to`: the recipient of the letter that it stands in.

    `ours`: who works the case now; `places`: its secret places. `of`: the person or the
    child whose it is; the conference's reference for its venue and its words. `text` is
    what would be said.
    """

    case: Case
    ours: frozenset[str]
    places: tuple[Place, ...]
    to: str
    document: DocumentKind
    conference: Conference | None
    what: What
    of: str
    text: str
