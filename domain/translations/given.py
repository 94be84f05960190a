"""To whom of the family a text goes by itself: nobody for whom a person must decide.

Somebody who is kept away, or with whom such a person reads, is left out until it was
decided that they get it whole; and so is everybody from whom any of it was withheld.
"""

from __future__ import annotations

from domain.case import Case
from domain.clearance.deciding import decided_document
from domain.documents.kinds import DocumentKind
from domain.readings.kept_away import barred_around
from domain.readings.sharing import decision_on, still_covers
from domain.record.people import Person
from domain.record.safety import Sharing


def goes_to(
    case: Case, person: Person, document: DocumentKind, about: str, child: str | None
) -> bool:
    """Whether it goes to them without anybody being asked. `about`: the conference."""
    decided = decided_document(document)
    made = decision_on(case, person.ref, decided, about) if decided else None
    if made is not None and made.shares is not Sharing.WHOLE:
        return False
    if made is not None and still_covers(case, made, child):
        return True
    return not barred_around(case, person)
