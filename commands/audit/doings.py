"""Who did what of a family and when: the audit and the case's own record, one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pydantic import AwareDatetime

from adapters.record.audit import Entry
from domain.facts.keeping import RequestAccepted, RequestRefused
from domain.ids import CaseRef
from domain.recording import Row
from domain.refolding import FACT
from rulebook.schema import Code, Frozen

CHANGED, REFUSED = "changed", "refused"
#: What the case's own record says of who asked; and where its days are counted.
ASKED: Final = ("request-accepted", "request-refused")
OPENED: Final = "case-opened"


class Doing(Frozen):
    """One thing that somebody did.

    `did`: read, changed, refused, decoded, exported ... `person` and `role` are empty
    where nobody could be told: what is refused by signal may have been sent by anyone.
    `fact`: its entry in `vigil history`, where it is on the case's own record.
    """

    at: AwareDatetime
    did: Code
    person: str
    role: str
    what: str
    why: str = ""
    case: CaseRef | None = None
    fact: int | None = None


def of_audit(entries: Iterable[Entry]) -> Iterator[Doing]:
    """What the audit says, entry by entry."""
    for entry in entries:
        yield Doing(
            at=entry.at,
            did=entry.kind,
            person=entry.person,
            role=entry.role,
            what=entry.what,
            why=entry.why,
            case=entry.case,
        )


def of_record(case: str, rows: Iterable[Row]) -> Iterator[Doing]:
    """What was asked of a case, and what became of it, by its own record."""
    for row in rows:
        if row.kind in ASKED:
            doing = _asked(case, row)
            if doing is not None:
                yield doing


def _asked(case: str, row: Row) -> Doing | None:
    given = {"at": row.recorded_at, "case": case, "fact": row.no}
    match FACT.validate_json(row.body):
        case RequestAccepted(asked=asked, by=by):
            own = {"did": CHANGED, "person": by.person, "role": by.role}
            return Doing.model_validate(given | own | {"what": asked})
        case RequestRefused(asked=asked, why=why, attestation=attested):
            person, role = ("", "")
            if attested is not None:
                person, role = attested.person, attested.role
            own = {"did": REFUSED, "person": person, "role": role, "why": why}
            return Doing.model_validate(given | own | {"what": asked})
        case _:
            return None


def in_order(doings: Iterable[Doing]) -> list[Doing]:
    """The earliest first; what was done in one minute in the record's own order."""
    return sorted(doings, key=lambda each: (each.at, each.case or "", each.fact or 0))
