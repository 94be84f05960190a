"""A referral as a council's system would send it, and ways to spoil it."""

from __future__ import annotations

import json
from typing import Any

from adapters.events import LARGEST

SECRET = "Zanzibar"


def referral(**changes: Any) -> dict[str, Any]:
    """A lawful referral; `changes` replace attributes of the event."""
    event: dict[str, Any] = {
        "specversion": "1.0",
        "id": "referral-1",
        "source": "/council.example.org/test",
        "type": "uk.vigil.case.intake.v1",
        "subject": "T-2026-0001",
        "time": "2026-11-02T10:00:00Z",
        "data": data(),
    }
    return event | changes


def data(**changes: Any) -> dict[str, Any]:
    """What a lawful referral tells of the household; `changes` replace parts of it."""
    return {
        "rulebook": "york",
        "team_inbox": "team@council.example.org",
        "children": [child()],
        "people": [mother()],
        "enquiries": [enquiry()],
    } | changes


def child(**changes: Any) -> dict[str, Any]:
    return {"ref": "child-1", "name": SECRET, "born": "2020-02-03"} | changes


def mother(**changes: Any) -> dict[str, Any]:
    return {
        "ref": "mother",
        "name": SECRET,
        "kind": "family",
        "relation": "mother",
        "email": "mother@family.example.org",
    } | changes


def enquiry(**changes: Any) -> dict[str, Any]:
    return {
        "ref": "enquiry-1",
        "children": ["child-1"],
        "discussions": [{"ref": "d-1", "held_at": "2026-11-01T10:00:00Z"}],
    } | changes


def raw(event: object) -> bytes:
    return json.dumps(event).encode()


def with_data(**changes: Any) -> bytes:
    return raw(referral(data=data(**changes)))


def with_child(**changes: Any) -> bytes:
    return with_data(children=[child(**changes)])


def with_mother(**changes: Any) -> bytes:
    return with_data(people=[mother(**changes)])


def held_at(instant: str) -> bytes:
    discussion = {"ref": "d-1", "held_at": instant}
    return with_data(enquiries=[enquiry(discussions=[discussion])])


TOO_LARGE = with_child(name="x" * (LARGEST + 1))
