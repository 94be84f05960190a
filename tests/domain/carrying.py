"""What carriers answer about letters, in a case whose terms say how they are followed.

The mother has a mailbox, a telephone and an address; the health visitor has a mailbox.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.advance import struck_off
from domain.case import Case
from domain.effects import Effect, EffectKind
from domain.evolve.changes import to
from domain.following.endings import ended
from domain.letters import Carried, Receipt, Standing
from domain.requests.base import By
from domain.requests.deliveries import RecordDelivery, RecordPosted
from domain.requests.letters import HoldLetters, ReleaseLetters
from domain.roles import Role
from tests.dates import instant
from tests.domain.asking import ask
from tests.domain.family import BOOKED, MOTHER, a_family, booked
from tests.domain.requesting import asked

SUPPORT = By(person="p-worker", role=Role.BUSINESS_SUPPORT)
LATER = instant("Tue 2026-12-15 10:00Z")
TO_MOTHER = f"CP-1/invitation/conf-1/r1/{MOTHER}-1"
BY_MAIL, BY_TEXT, BY_POST = (f"{TO_MOTHER}/{way}" for way in ("mail", "text", "post"))


def told(case: Case, ref: str, **fields: Any) -> Case:
    """The case, where this is known of somebody."""
    people = tuple(
        person.model_copy(update=fields) if person.ref == ref else person
        for person in case.people
    )
    return to(case, people=people)


def invited(**fields: Any) -> Case:
    """A conference is booked, and the mother is as she is unless `fields` say so."""
    return booked(told(a_family(), MOTHER, **fields))


def answered(case: Case, key: str, standing: Standing, now: datetime = BOOKED) -> Case:
    """A carrier took it, or was asked about it, and said this."""
    receipt = Receipt(key=key, carried=Carried.SENT, at=now, standing=standing)
    return ended(case, key, None, now, receipt)


def refused(case: Case, key: str, now: datetime = BOOKED) -> Case:
    return ended(case, key, "mailbox-refused", now)


def printed(now: datetime = BOOKED, **fields: Any) -> Case:
    """The mother's invitation lies on paper: she has neither mailbox nor telephone."""
    case = invited(**({"email": None, "phone": None} | fields))
    return answered(case, BY_POST, Standing.QUEUED, now)


def recalled(case: Case, key: str, found: bool, now: datetime = LATER) -> Case:
    return ended(case, f"{key}/recall", None, now, found)


def told_to_post(case: Case) -> Case:
    """Business support has the message to print and post."""
    keys = [key for key, _ in case.unsent() if "/task/print-and-post/" in key]
    for key in keys:
        case = struck_off(case, key)
    return case


def held(case: Case) -> Case:
    """Nothing goes to the mother."""
    return asked(case, LATER, ask(HoldLetters, who=MOTHER, reason="danger"))


def released(case: Case) -> Case:
    return asked(case, LATER, ask(ReleaseLetters, who=MOTHER))


def going(case: Case, person: str = MOTHER) -> list[str]:
    """The letters to somebody that have not gone."""
    return [key for key, e in case.unsent() if e.to == person and not e.role]


def asked_about(case: Case, kind: EffectKind) -> list[Effect]:
    """What is asked of carriers about letters that they have."""
    return [e for e in case.outbox.values() if e.kind is kind]


def tasks(case: Case) -> dict[str, str]:
    """What people have to do, by its code, and who."""
    effects = (e for _, e in case.unsent() if e.kind is EffectKind.TASK)
    return {e.items[0].code or "": e.to for e in effects}


def standing_of(case: Case, key: str) -> Standing | None:
    delivery = case.deliveries.get(key)
    return None if delivery is None else delivery.standing


def post(key: str, at: datetime, **fields: Any) -> RecordPosted:
    given = {"id": "r", "by": SUPPORT, "key": key, "posted_at": at}
    return RecordPosted(**(given | fields))


def heard(key: str, standing: Standing, at: datetime, **fields: Any) -> RecordDelivery:
    given = {"id": "r", "by": SUPPORT, "key": key, "standing": standing}
    return RecordDelivery(**(given | {"heard_at": at} | fields))
