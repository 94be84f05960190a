"""The bytes that are signed have one form, and old hashes of requests never change."""

from __future__ import annotations

import json
from datetime import timedelta

from domain.attestations.attestation import Attestation
from domain.attestations.saying import content_digest, dates_of, signed_text
from domain.decide import content_hash
from domain.making import changed
from tests.dates import day, instant
from tests.domain.attestations.vouching import vouched, word
from tests.domain.delaying import AGREED, FIRST_CHECK, approve, request_delay

#: What these requests hashed to before any could be attested; in cases for years.
HASHES = {"request-delay": "e53179a091f0e8ae", "approve-delay": "06a70e166496ee36"}


def test_what_a_request_asked_years_ago_hashes_today_as_it_did() -> None:
    known = {r.kind: content_hash(r) for r in (request_delay(), approve())}

    assert known == HASHES


def test_neither_its_id_nor_whoever_attests_it_is_part_of_what_is_asked() -> None:
    bare, attested = approve(), vouched()

    assert content_hash(changed(attested, id="another")) == content_hash(bare)
    assert content_digest(bare).startswith(content_hash(bare))
    assert len(content_digest(bare)) == 64


def test_every_field_but_the_signature_is_signed_in_its_order() -> None:
    given = word(vouched())
    domain, *said = json.loads(signed_text(given))

    assert domain == "vigil/attestation/1"
    assert len(said) == len(Attestation.model_fields) - 1
    assert said[:3] == ["manager", "authorised-manager", "CP-1"]
    assert said[4:6] == ["2027-01-08", "2026-12-23"]
    assert given.signature not in said


def test_an_instant_is_signed_in_one_form_whatever_its_zone_was() -> None:
    """Mon 2026-12-21 10:00 in UTC is 11:00 in Paris."""
    given = word(vouched())
    told = given.model_dump(mode="json")
    paris = (given.issued_at + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:00+01:00")

    again = Attestation.model_validate_json(json.dumps(told | {"issued_at": paris}))

    assert again == given
    assert signed_text(again) == signed_text(given)


def test_the_dates_that_a_request_agrees_to_are_found_by_their_names() -> None:
    assert dates_of(approve()) == {
        "agreed_on": AGREED,
        "first_check_on": FIRST_CHECK,
        "new_starts_at": None,
    }
    assert day("Fri 2027-01-08") == AGREED
    assert word(vouched()).issued_at == instant("Mon 2026-12-21 10:00Z")
