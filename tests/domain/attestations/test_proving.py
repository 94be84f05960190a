"""Who asks is shown by a gateway's word; each way to fail has its own code."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from adapters.gateway.attesting import LASTS
from domain.advance import advance
from domain.attestations.proving import AHEAD, LONGEST, MOST_REMEMBERED, WHY
from domain.case import Case
from domain.decide import respond
from domain.errors import BadInput, NotAttested, Refused
from domain.facts.keeping import RequestAccepted
from domain.making import changed
from domain.reading import read_request
from domain.receipts import previewed
from domain.requests.base import By
from domain.requests.delays import ApproveDelay
from tests.dates import day
from tests.domain.attestations.vouching import (
    GATEWAY,
    SECOND,
    STRANGER,
    a_trusting_case,
    saying,
    vouched,
    why_not,
    word,
)
from tests.domain.builders import a_child
from tests.domain.delaying import (
    DISCUSSED,
    MONDAY,
    approve,
    delay_asked_for,
    refuse,
    request_delay,
)

MINUTE = timedelta(minutes=1)


def accepted(case: Case, request: ApproveDelay, at: datetime) -> bool:
    return any(fact.kind == "delay-approved" for fact in respond(case, request, at))


def told(case: Case, request: ApproveDelay) -> RequestAccepted:
    """That it was taken, as the record has it."""
    facts = respond(case, request, MONDAY)
    return next(fact for fact in facts if isinstance(fact, RequestAccepted))


def test_an_agreement_that_the_gateway_vouches_for_is_taken() -> None:
    assert accepted(a_trusting_case(), vouched(), MONDAY)


def test_the_record_keeps_the_word_with_the_request_it_was_given_for() -> None:
    request = vouched()

    assert told(a_trusting_case(), request).attestation == request.attestation


def test_a_case_that_trusts_no_gateway_asks_for_nobody_s_word() -> None:
    assert "attestation" not in told(delay_asked_for(), approve()).model_dump_json()


def test_a_word_that_nobody_asked_for_is_not_put_on_record() -> None:
    assert told(delay_asked_for(), vouched()).attestation is None


def test_no_manager_asks_in_another_s_name_for_what_they_then_agree_to() -> None:
    """That the social worker asked is said by a gateway too, not by whoever asks."""
    again = request_delay(delay="delay-2", id="r2")

    assert why_not(a_trusting_case(), again) == "attestation-missing"


def test_without_a_word_it_is_not_taken() -> None:
    assert why_not(a_trusting_case(), approve()) == "attestation-missing"
    assert why_not(a_trusting_case(), refuse()) == "attestation-missing"


def test_a_word_that_no_gateway_of_the_case_gave_is_told_from_a_forged_one() -> None:
    unknown = SECOND.attested(approve(), "CP-1", MONDAY)
    pretended = STRANGER.attested(approve(), "CP-1", MONDAY)

    assert why_not(a_trusting_case(), unknown) == "attestation-unknown-key"
    assert why_not(a_trusting_case(), pretended) == "attestation-forged"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"by": By(person="visitor", role="authorised-manager")}, "other-person"),
        ({"by": By(person="manager", role="chair")}, "other-role"),
        ({"agreed_on": day("Mon 2027-01-11")}, "other-dates"),
        ({"first_check_on": day("Tue 2026-12-22")}, "other-dates"),
        ({"delay": "delay-2"}, "other-request"),
        ({"reasons": "Because."}, "other-request"),
        ({"checker": "worker"}, "other-request"),
    ],
)
def test_a_true_word_holds_for_nothing_else(fields: dict[str, Any], why: str) -> None:
    turned = changed(vouched(), **fields)

    assert why_not(a_trusting_case(), turned) == f"attestation-{why}"


def test_a_true_word_holds_in_no_other_case() -> None:
    elsewhere = a_trusting_case(ref="CP-2")

    assert why_not(elsewhere, vouched()) == "attestation-other-case"


@pytest.mark.parametrize(
    "changes",
    [
        {"person": "visitor"},
        {"agreed_on": day("Mon 2027-01-11")},
        {"expires_at": MONDAY + timedelta(minutes=9)},
        {"nonce": "f" * 32},
        {"signature": "0" * 128},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_word_that_was_altered_is_forged(changes: dict[str, Any]) -> None:
    assert why_not(a_trusting_case(), saying(vouched(), **changes)) == (
        "attestation-forged"
    )


def test_a_word_is_taken_until_it_expires_and_not_in_that_minute() -> None:
    case, request = a_trusting_case(), vouched()

    assert accepted(case, request, MONDAY + LASTS - MINUTE)
    assert why_not(case, request, MONDAY + LASTS) == "attestation-expired"


def test_a_gateway_s_clock_may_be_two_minutes_fast() -> None:
    case, request = a_trusting_case(), vouched()

    assert accepted(case, request, MONDAY - AHEAD)
    assert why_not(case, request, MONDAY - AHEAD - MINUTE) == "attestation-not-yet"


def test_no_word_is_taken_that_would_hold_for_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adapters.gateway.attesting.LASTS", LONGEST)
    assert accepted(a_trusting_case(), vouched(), MONDAY)

    monkeypatch.setattr("adapters.gateway.attesting.LASTS", LONGEST + MINUTE)
    assert why_not(a_trusting_case(), vouched()) == "attestation-too-long"


def test_the_gateway_gives_its_word_for_less_than_the_longest_time() -> None:
    given = word(vouched())

    assert given.expires_at - given.issued_at == LASTS
    assert LASTS < LONGEST
    assert word(vouched()).nonce != given.nonce


def after(case: Case, request: ApproveDelay, at: datetime) -> Case:
    return advance(case, respond(case, request, at), at)


def test_a_word_is_used_once_whatever_the_request_is_called() -> None:
    request = vouched()
    case = after(a_trusting_case(), request, MONDAY)
    renamed = changed(request, id="another")

    assert why_not(case, renamed) == "attestation-used"
    assert why_not(case, renamed, MONDAY + LASTS) == "attestation-expired"


def test_the_same_request_sent_again_is_answered_though_its_word_is_used() -> None:
    request = vouched()
    case = after(a_trusting_case(), request, MONDAY)

    again = GATEWAY.attested(approve(), "CP-1", MONDAY + MINUTE)

    for sent in (request, again):
        facts = respond(case, sent, MONDAY + MINUTE)
        assert "request-accepted" not in {fact.kind for fact in facts}


def test_a_used_word_is_forgotten_once_it_has_expired() -> None:
    case = after(a_trusting_case(), vouched(), MONDAY)
    assert len(case.nonces) == 1

    later = MONDAY + timedelta(hours=1)
    asked = request_delay(delay="delay-2", id="r2")
    second = GATEWAY.attested(asked, "CP-1", later)
    case = advance(case, respond(case, second, later), later)

    assert set(case.nonces) == {word(second).nonce}


def test_so_many_words_are_remembered_and_then_no_more_are_taken() -> None:
    until = MONDAY + LASTS
    full = {f"{number:032x}": until for number in range(MOST_REMEMBERED)}

    assert why_not(a_trusting_case(nonces=full), vouched()) == "attestation-crowded"
    late = GATEWAY.attested(approve(), "CP-1", until)
    assert accepted(a_trusting_case(nonces=full), late, until)


def test_nobody_attests_what_is_only_wondered_about() -> None:
    assert previewed(a_trusting_case(), approve(), MONDAY).repeated is False


def test_what_is_refused_for_another_reason_says_that_reason() -> None:
    case = a_trusting_case(children=(a_child(), a_child("child-2")))
    request = GATEWAY.attested(approve(delay="delay-9"), "CP-1", MONDAY)

    with pytest.raises(Refused) as caught:
        respond(case, request, MONDAY)

    assert caught.value.code == "delay-not-asked-for"
    assert not isinstance(caught.value, NotAttested)


def test_who_asks_is_looked_at_before_what_the_case_knows() -> None:
    """A stranger learns nothing of a case, not even whether an id was used."""
    taken = after(a_trusting_case(), vouched(), MONDAY)

    assert why_not(taken, approve(reasons="Other words.")) == "attestation-missing"
    closed = changed(a_trusting_case(), closed_at=DISCUSSED)
    assert why_not(closed, approve()) == "attestation-missing"


@pytest.mark.parametrize(
    ("field", "value"),
    [("nonce", "short"), ("signature", "0" * 127), ("key_id", ""), ("extra", 1)],
)
def test_a_word_that_cannot_be_read_is_told_apart(field: str, value: object) -> None:
    body = vouched().model_dump(mode="json")
    body["attestation"][field] = value

    with pytest.raises(NotAttested) as caught:
        read_request(json.dumps(body).encode())

    assert caught.value.code == "attestation-unreadable"
    assert isinstance(caught.value, BadInput)
    assert caught.value.where.startswith("approve-delay.attestation")


def test_every_refusal_says_what_to_do_instead() -> None:
    assert all(words.endswith(".") and len(words) < 200 for words in WHY.values())
