"""Whatever comes in from outside is understood, or refused with its place and a remedy.

Made from the models' own schemas, so that a new kind of request is covered at once.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import BaseModel

from adapters.events import read_event
from adapters.openings import resolve
from adapters.requests import request_of
from domain.errors import BadInput
from domain.events import INTAKE, REQUEST_PREFIX, VERSION
from domain.intake import Intake
from domain.reading import INSTEAD
from domain.requests.keeping import AdoptTerms
from tests.dates import instant
from tests.domain.plausible.examples import example, places, with_instead, without
from tests.domain.strategies import kinds

#: What somebody typed by mistake, where a name of a child could stand as well.
CANARY = "Leilani Quillfeather"
NOW = instant("Mon 2026-12-14 10:00Z")
KINDS: list[type[BaseModel]] = sorted(kinds(), key=lambda kind: kind.__name__)
EACH_KIND = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


def named(kind: type[BaseModel]) -> str:
    return str(kind.model_fields["kind"].default)


def fields(kind: type[BaseModel]) -> dict[str, Any]:
    """A whole request as an event's data: its id and kind are the event's own.

    Who vouches for it is the gateway's to say: tests/domain/attestations.
    """
    made = example(kind)
    if kind is AdoptTerms:
        made["terms"] = {"rulebook": "york"}
    others = ("id", "kind", "attestation")
    return {name: made[name] for name in made if name not in others}


def event(type_: str, data: Any) -> bytes:
    return json.dumps(
        {
            "specversion": "1.0",
            "source": "council",
            "id": "1",
            "type": type_,
            "subject": "CP-1",
            "time": "2026-12-14T09:00:00Z",
            "data": data,
        }
    ).encode()


def ask(kind: type[BaseModel], data: Any) -> object:
    type_ = f"{REQUEST_PREFIX}{named(kind)}{VERSION}"
    return request_of(read_event(event(type_, data)))


def refer(data: Any) -> object:
    return resolve(read_event(event(INTAKE, data)), NOW)


def wrong(value: Any) -> Any:
    """Something of another type than what stands there."""
    return {"typed": CANARY} if isinstance(value, str) else CANARY


def assert_named(bad: BadInput, path: tuple[str | int, ...]) -> None:
    """It says where, and what to write instead, and repeats nothing that was typed."""
    *parent, last = map(str, path)
    # What says which of several shapes is meant is named by the place it stands in.
    place = parent if last == "what" else [*parent, last]
    named_in_order = iter(bad.where.split("."))
    assert all(part in named_in_order for part in place)
    assert bad.message in INSTEAD.values() or bad.message.startswith(("give", "this"))
    assert CANARY not in f"{bad.message}{bad.where}{bad.code}{bad!r}"
    assert bad.__cause__ is None
    assert bad.__suppress_context__


@EACH_KIND
def test_a_whole_request_is_understood(kind: type[BaseModel]) -> None:
    assert isinstance(ask(kind, fields(kind)), kind)


@EACH_KIND
def test_a_value_of_the_wrong_type_is_named_and_not_repeated(
    kind: type[BaseModel],
) -> None:
    whole = fields(kind)
    for path, value in places(whole):
        with pytest.raises(BadInput) as caught:
            ask(kind, with_instead(whole, path, wrong(value)))
        assert_named(caught.value, path)


@EACH_KIND
def test_a_field_left_out_is_asked_for(kind: type[BaseModel]) -> None:
    whole = fields(kind)
    needed = [n for n, f in kind.model_fields.items() if f.is_required() and n != "id"]
    for name in needed:
        with pytest.raises(BadInput) as caught:
            ask(kind, without(whole, (name,)))
        assert_named(caught.value, (name,))
        assert caught.value.message == INSTEAD["missing"]


@EACH_KIND
def test_of_a_field_that_is_not_known_only_the_place_is_told(
    kind: type[BaseModel],
) -> None:
    with pytest.raises(BadInput) as caught:
        ask(kind, fields(kind) | {CANARY: "remark"})
    bad = caught.value
    assert bad.where == "data"
    assert CANARY not in f"{bad.message}{bad!r}"
    assert bad.message == INSTEAD["extra_forbidden"]


@EACH_KIND
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2026-12-07T10:00:00", INSTEAD["timezone_aware"]),
        ("2026-02-30T10:00:00Z", INSTEAD["datetime_from_date_parsing"]),
        ("1850-01-01T10:00:00Z", "write a year from 1900 to 2100"),
        (f"on the day {CANARY} moved", INSTEAD["datetime_from_date_parsing"]),
    ],
)
def test_an_instant_that_cannot_be_is_refused(
    kind: type[BaseModel], typed: str, told: str
) -> None:
    whole = fields(kind)
    for path, value in places(whole):
        if value == "2026-12-07T10:00:00Z":
            with pytest.raises(BadInput) as caught:
                ask(kind, with_instead(whole, path, typed))
            assert caught.value.message == told
            assert CANARY not in f"{caught.value!r}{caught.value.where}"


def test_a_kind_of_request_that_is_not_known_is_refused_without_repeating_it() -> None:
    asked = event(f"{REQUEST_PREFIX}move-leilani{VERSION}", {})
    with pytest.raises(BadInput) as caught:
        request_of(read_event(asked))
    assert "leilani" not in f"{caught.value!r}{caught.value.where}"


def intake() -> dict[str, Any]:
    """A whole intake that can be so: one child of eight, and their mother."""
    person = {"ref": "p-1", "name": "A", "kind": "family", "relation": "mother"}
    worker = {"ref": "p-2", "name": "B", "kind": "professional", "relation": "worker"}
    return {
        "rulebook": "york",
        "team_inbox": "team@council.example",
        "children": [{"ref": "child-1", "born": "2018-03-14", "parents": ["p-1"]}],
        "people": [person, worker],
        "roles": [{"role": "social-worker", "person": "p-2"}],
        "enquiries": [
            {
                "ref": "enq-1",
                "children": ["child-1"],
                "discussions": [{"ref": "sd-1", "held_at": "2026-12-07T10:00:00Z"}],
            }
        ],
        "emergency_orders": [
            {
                "ref": "epo-1",
                "children": ["child-1"],
                "made_at": "2026-12-07T10:00:00Z",
                "expires_at": "2026-12-15T10:00:00Z",
            }
        ],
        "sexual_abuse_concern": {"children": ["child-1"], "about": []},
    }


def test_every_field_of_an_intake_is_checked_for_its_type() -> None:
    whole = example(Intake)
    for path, value in places(whole):
        with pytest.raises(BadInput) as caught:
            refer(with_instead(whole, path, wrong(value)))
        assert_named(caught.value, ("data", *path))


@pytest.mark.parametrize(
    ("path", "typed", "where"),
    [
        (("children", 0, "parents", 0), "p-9", "children.0.parents.0"),
        (("roles", 0, "person"), "p-9", "roles.0.person"),
        (("enquiries", 0, "children", 0), "child-9", "enquiries.0.children.0"),
        (
            ("emergency_orders", 0, "children", 0),
            "child-9",
            "emergency_orders.0.children.0",
        ),
        (
            ("sexual_abuse_concern", "children", 0),
            "child-9",
            "sexual_abuse_concern.children.0",
        ),
        (("children", 0, "born"), "2027-03-14", "children.0.born"),
        (("children", 0, "born"), "2008-03-14", "children.0.born"),
        (
            ("enquiries", 0, "discussions", 0, "held_at"),
            "2026-12-14T10:01:00Z",
            "enquiries.0.discussions.0.held_at",
        ),
        (
            ("emergency_orders", 0, "expires_at"),
            "2026-12-07T10:00:00Z",
            "emergency_orders.0.expires_at",
        ),
        (("emergency_orders", 0, "made_at"), "2027-12-07T10:00:00Z", "made_at"),
        (("rulebook",), "leilani", "rulebook"),
    ],
)
def test_an_intake_that_contradicts_itself_starts_nothing(
    path: tuple[str | int, ...], typed: str, where: str
) -> None:
    assert refer(intake())
    with pytest.raises(BadInput) as caught:
        refer(with_instead(intake(), path, typed))
    assert caught.value.where.startswith("data.")
    assert where in caught.value.where
    assert typed not in f"{caught.value!r}{caught.value.message}"


@pytest.mark.parametrize("group", ["children", "people", "enquiries"])
def test_a_reference_given_twice_starts_nothing(group: str) -> None:
    twice = intake()
    last = len(twice[group])
    twice[group] = [*twice[group], twice[group][0]]
    with pytest.raises(BadInput) as caught:
        refer(twice)
    assert caught.value.where == f"data.{group}.{last}.ref"
