"""The fictional family of these tests, and what is asked about it, as JSON.

The discussion was held on Tue 2027-01-05, so the fifteenth working day is
Tue 2027-01-26, and the date is missed from Wed 2027-01-27 00:00 London time.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from adapters.events import read_event, read_lines
from adapters.openings import resolve
from domain.intake import Opening
from domain.making import changed
from domain.reading import read_request
from domain.requests import Request
from tests.dates import instant
from tests.domain.builders import terms

DISCUSSED = instant("Tue 2027-01-05 10:00Z")
SENT = instant("Wed 2027-01-06 09:00Z")
FIRST_RUNG = instant("Tue 2027-01-19 00:00Z")
LAST_DAY = instant("Tue 2027-01-26 00:00Z")
MISSED = instant("Wed 2027-01-27 00:00Z")
DUTY = "initial-conference/enq-1/child-1"

MOTHER, VISITOR = "p-mother", "p-visitor"
MOTHERS_MAIL, VISITORS_MAIL = "marguerite@home.example", "ana@health.example"
#: What no clear part of the server may hold.
SECRETS = ("Quillfeather", "Leilani", "Marguerite", "@home.example")


def an_intake(ref: str = "CP-1", **changes: Any) -> bytes:
    """The intake event of one household, unless `changes` of its data say otherwise."""
    event = {
        "specversion": "1.0",
        "id": f"intake-{ref}",
        "source": "council/intake",
        "type": "uk.vigil.case.intake.v1",
        "subject": ref,
        "time": SENT.isoformat(),
        "data": _household() | changes,
    }
    return json.dumps(event).encode()


def _household() -> dict[str, Any]:
    return {
        "rulebook": "pan-sussex",
        "team_inbox": "team@council.example",
        "children": [
            {
                "ref": "child-1",
                "name": "Leilani Quillfeather",
                "born": "2018-03-14",
                "parents": [MOTHER],
                "responsible": [MOTHER],
            }
        ],
        "people": list(_people()),
        "roles": [
            {"role": "social-worker", "person": "p-worker"},
            {"role": "first-line-manager", "person": "p-manager"},
            {"role": "authorised-manager", "person": "p-authority"},
        ],
        "enquiries": [
            {
                "ref": "enq-1",
                "children": ["child-1"],
                "discussions": [{"ref": "sd-1", "held_at": DISCUSSED.isoformat()}],
                "concluded_at": DISCUSSED.isoformat(),
                "at_risk": ["child-1"],
            }
        ],
    }


def _people() -> tuple[dict[str, str], ...]:
    mother = {"ref": MOTHER, "name": "Marguerite Quillfeather", "kind": "family"}
    visitor = {"ref": VISITOR, "name": "Ana Sol", "kind": "professional"}
    staff = (
        ("p-worker", "Sam Okafor", "sam@council.example"),
        ("p-manager", "Rhian Powell", "rhian@council.example"),
        ("p-authority", "Ines Duarte", "ines@council.example"),
    )
    return (
        mother | {"relation": "mother", "email": MOTHERS_MAIL},
        visitor
        | {"relation": "health-visitor", "agency": "health", "email": VISITORS_MAIL},
        *(
            {
                "ref": ref,
                "name": name,
                "kind": "professional",
                "relation": "social-worker",
                "agency": "social-work",
                "email": email,
            }
            for ref, name, email in staff
        ),
    )


def opening(event: bytes, now: datetime = SENT) -> Opening:
    """What the event's case is started with; for a file of events, its first.

    By the newest editions; see `first_edition` for those without gates.
    """
    return resolve(read_event(read_lines(event)[0]), now)


def first_edition(event: bytes, now: datetime = SENT) -> Opening:
    """The same under the first edition of its rulebook: dates, and no gates."""
    newest = opening(event, now)
    return changed(newest, terms=terms(newest.intake.rulebook))


def ask(kind: str, number: int, role: str = "social-worker", **fields: Any) -> Request:
    """A request as the practice's own system sends it, under `council#number`."""
    person = {"authorised-manager": "p-authority"}.get(role, "p-worker")
    by = {"person": person, "role": role}
    told = {key: _plain(value) for key, value in fields.items()}
    body = {"kind": kind, "id": f"council#{number}", "by": by, **told}
    return read_request(json.dumps(body).encode())


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def booking(number: int, at: datetime, starts_at: datetime, **changes: Any) -> Request:
    """Book the initial conference; the mother and the health visitor are invited."""
    fields: dict[str, Any] = {
        "conference": "conf-1",
        "meeting": "initial",
        "booked_at": at,
        "starts_at": starts_at,
        "children": ["child-1"],
        "invite": [MOTHER, VISITOR],
    }
    return ask("book-conference", number, **(fields | changes))


def note(number: int, at: datetime) -> Request:
    """A request that changes little: protective action, which is never refused."""
    return ask(
        "record-protective-action",
        number,
        taken_at=at,
        children=["child-1"],
        what=f"Seen at home, visit {number}.",
    )
