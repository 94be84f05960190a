"""Telling a family what a conference decided, and giving it the record."""

from __future__ import annotations

from typing import Any

from domain.case import Case
from domain.requests.afterwards import GiveRecord, RecordTold
from domain.terms import Terms
from tests.domain.builders import practice
from tests.practice.household import AS_WORKER, LATER, MOTHER, WORKER, asking, only
from tests.practice.outcomes import CONF, booked
from tests.practice.recording import Under

TELL = f"tell-the-outcome/{CONF}"
GIVE = f"give-the-record-in-their-language/{CONF}"


def ungated(*books: str) -> Terms:
    return only(practice(*books))


def abuse() -> Terms:
    return ungated("york", "csa-pathway")


def tell(person: str, **fields: Any) -> RecordTold:
    given: dict[str, Any] = {
        "conference": CONF,
        "person": person,
        "told_at": LATER,
        "told_by": WORKER,
        "how": "in-person",
    }
    return RecordTold(**asking(AS_WORKER, f"tell-{person}"), **(given | fields))


def give(person: str = MOTHER, **fields: Any) -> GiveRecord:
    given: dict[str, Any] = {"conference": CONF, "person": person, "given_at": LATER}
    return GiveRecord(**asking(AS_WORKER, f"give-{person}"), **(given | fields))


def with_people(by_person: dict[str, dict[str, Any]], make: Under = booked) -> Under:
    """The same case with some of its people changed, by reference."""

    def under(terms: Terms) -> Case:
        case = make(terms)
        people = (p.model_copy(update=by_person.get(p.ref, {})) for p in case.people)
        return case.model_copy(update={"people": tuple(people)})

    return under


def waiting(case: Case, stem: str = TELL) -> set[str]:
    """Whom something is still due to."""
    return {d.who for key, d in case.duties.items() if key.startswith(f"{stem}/")}
