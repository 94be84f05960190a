"""What a careless or hostile sender may send: refused by name and place, or inert."""

from __future__ import annotations

import gzip
import json

import pytest

from adapters.settings import Settings
from commands.intake import Outcome, Piece, judged
from commands.output import Ended
from tests.commands.referral import (
    SECRET,
    TOO_LARGE,
    child,
    data,
    enquiry,
    held_at,
    mother,
    raw,
    referral,
    with_child,
    with_data,
    with_mother,
)
from tests.dates import instant

LAWFUL = raw(referral())
TWICE = LAWFUL.replace(
    b'"subject": "T-2026-0001"', b'"subject": "T-1", "subject": "T-2"'
)
NESTED = b'{"data": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"

BAD = {
    "nothing at all": (b"{}", "bad-input", "specversion"),
    "null": (b"null", "not-json", None),
    "a list": (b"[1, 2]", "not-json", None),
    "cut off": (LAWFUL[:-20], "not-json", None),
    "a field twice": (TWICE, "duplicate-field", None),
    "not a number": (LAWFUL.replace(b'"1.0"', b"NaN"), "not-json", None),
    "a number without end": (LAWFUL.replace(b'"1.0"', b"9" * 5000), "not-json", None),
    "nested without end": (NESTED, "not-json", None),
    "too large": (TOO_LARGE, "too-large", None),
    "compressed": (gzip.compress(LAWFUL), "not-json", None),
    "another encoding": (LAWFUL.decode().encode("utf-16"), "not-json", None),
    "broken encoding": (LAWFUL.replace(b"Zan", b"Z\xff"), "not-json", None),
    "NUL in a name": (
        with_child(name=f"{SECRET}\0"),
        "bad-input",
        "data.children.0.name",
    ),
    "an empty name": (with_child(name=""), "bad-input", "data.children.0.name"),
    "a name too long": (
        with_child(name=SECRET * 60),
        "bad-input",
        "data.children.0.name",
    ),
    "a reference that only looks alike": (
        raw(referral(subject="T-2026-0001\u0421")),
        "bad-input",
        "subject",
    ),
    "a header in a name": (
        with_mother(name=f"{SECRET}\r\nBcc: x@y.example"),
        "bad-input",
        "data.people.0.name",
    ),
    "two addresses in one": (
        with_mother(email="a@b.example, c@d.example"),
        "bad-input",
        "data.people.0.email",
    ),
    "an address of this machine": (
        with_mother(email="root@localhost"),
        "bad-input",
        "data.people.0.email",
    ),
    "an address too long": (
        with_mother(email="a" * 250 + "@b.example"),
        "bad-input",
        "data.people.0.email",
    ),
    "an instant without a zone": (
        held_at("2026-11-01T10:00:00"),
        "bad-input",
        "data.enquiries.0.discussions.0.held_at",
    ),
    "29 February of a common year": (
        with_child(born="2027-02-29"),
        "bad-input",
        "data.children.0.born",
    ),
    "31 June": (with_child(born="2020-06-31"), "bad-input", "data.children.0.born"),
    "the year 1": (with_child(born="0001-01-01"), "bad-input", "data.children.0.born"),
    "the year 9999": (
        with_child(born="9999-01-01"),
        "bad-input",
        "data.children.0.born",
    ),
    "born long before us": (
        with_child(born="1900-01-01"),
        "contradiction",
        "data.children.0.born",
    ),
    "a discussion still to come": (
        held_at("2090-11-01T10:00:00Z"),
        "contradiction",
        "data.enquiries.0.discussions.0.held_at",
    ),
    "sent from the future": (
        raw(referral(time="2090-11-01T10:00:00Z")),
        "bad-input",
        "time",
    ),
    "an unknown type": (
        raw(referral(type="uk.vigil.other.v1")),
        "unknown-type",
        "type",
    ),
    "a version to come": (
        raw(referral(type="uk.vigil.case.intake.v99")),
        "unknown-type",
        "type",
    ),
    "a request": (
        raw(referral(type="uk.vigil.request.close-case.v1")),
        "not-an-intake",
        "type",
    ),
    "a language that is a sentence": (
        with_mother(language_need="Mirpuri (speaks, does not read)"),
        "bad-input",
        "data.people.0.language_need",
    ),
    "no language": (
        with_mother(language_need=""),
        "bad-input",
        "data.people.0.language_need",
    ),
    "neither born nor expected": (
        with_child(born=None),
        "bad-input",
        "data.children.0",
    ),
    "one reference for two people": (
        with_data(people=[mother(), mother()]),
        "contradiction",
        "data.people.1.ref",
    ),
    "a child who is not there": (
        with_data(enquiries=[enquiry(children=["child-9"])]),
        "contradiction",
        "data.enquiries.0.children.0",
    ),
    "no child": (with_data(children=[]), "bad-input", "data.children"),
    "a field that is not known": (
        with_data(shoe_size=SECRET),
        "bad-input",
        "data",
    ),
    "procedures that do not exist": (
        with_data(rulebook="zanzibar"),
        "rulebook",
        "data.rulebook",
    ),
    "a calendar that does not exist": (
        with_data(calendar="zanzibar"),
        "calendar",
        "data.calendar",
    ),
}

INERT = {
    "a right-to-left override": with_child(name=f"{SECRET}\u202e"),
    "a name decomposed": with_child(name="Ame\u0301lie"),
    "letters of many scripts": with_child(name="O'Brien-Łukasz \U0001f600"),
    "one letter": with_child(name="Y"),
    "a script": with_child(name="<script>{{7*7}}${jndi:x}</script>"),
    "a page's command": with_child(name='#read("secrets") ]`'),
    "a sheet's formula": with_child(name='=HYPERLINK("x")'),
    "an hour that was skipped": held_at("2026-03-29T01:30:00+00:00"),
    "an hour that came twice": held_at("2026-10-25T01:30:00+01:00"),
    "nearly five years ago": held_at("2022-01-10T10:00:00Z"),
    "a language with its script": with_mother(language_need="ur-Arab"),
    "two children alike": with_data(children=[child(), child(ref="child-2")]),
    "an unborn child without a name": with_data(
        children=[{"ref": "child-1", "expected": "2027-03-01"}]
    ),
    "both parents one person": with_child(parents=["mother", "mother"]),
}


@pytest.fixture(autouse=True)
def received(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every referral comes on one day, so that "years ago" are counted from it."""
    at = instant("Tue 2026-11-03 09:00Z")
    monkeypatch.setattr("commands.intake.now", lambda: at)


@pytest.mark.parametrize("what", BAD)
def test_a_bad_referral_is_refused_by_name_and_place_and_nothing_is_repeated(
    what: str,
) -> None:
    given, code, where = BAD[what]

    outcome = dry_run(given)

    assert outcome.ended is Ended.BAD_INPUT
    assert outcome.code == code
    assert outcome.case is None
    assert where is None or outcome.where == where
    assert outcome.message
    assert SECRET.lower() not in outcome.model_dump_json().lower()


@pytest.mark.parametrize("what", INERT)
def test_an_unusual_referral_that_is_lawful_is_taken(what: str) -> None:
    outcome = dry_run(INERT[what])

    assert (outcome.ended, outcome.case) == (Ended.DONE, "T-2026-0001")


def test_the_lawful_referral_that_the_others_spoil_is_taken() -> None:
    assert dry_run(LAWFUL).ended is Ended.DONE
    assert json.loads(LAWFUL)["data"] == data()


def dry_run(given: bytes) -> Outcome:
    return judged(Piece("referral.json", given), Settings(_env_file=None))
