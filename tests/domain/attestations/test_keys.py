"""Which gateways a case trusts: keys come in, keys are retired, one always stays."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from adapters.gateway.attesting import LASTS, Attester
from domain.advance import advance
from domain.attestations.attestation import PublicKey
from domain.case import Case
from domain.decide import respond
from domain.errors import NotAttested, Refused
from domain.facts.keeping import CaseOpened, GatewayKeysAdopted
from domain.intake import Intake, Opening
from domain.making import changed
from domain.opening import open_case
from domain.requests.base import By
from domain.requests.keeping import AdoptGatewayKeys
from domain.views import case_view
from tests.domain.attestations.vouching import (
    GATEWAY,
    KEYS,
    SECOND,
    a_trusting_case,
    why_not,
)
from tests.domain.builders import OPENED, terms
from tests.domain.delaying import MONDAY, approve, delay_asked_for

OPERATOR = By(person="op-1", role="system-operator")
MINUTE = timedelta(minutes=1)
BOTH = (*GATEWAY.public_keys, *SECOND.public_keys)
SPARE = Attester({"spare": b"9" * 32})


def adopt(*keys: PublicKey, **fields: Any) -> AdoptGatewayKeys:
    given = {"id": "k1", "by": OPERATOR, "keys": keys, "reason": "rotation"} | fields
    return AdoptGatewayKeys(**given)


def adopted(
    case: Case, by: Attester, *keys: PublicKey, at: datetime = MONDAY, id: str = "k1"
) -> Case:
    request = by.attested(adopt(*keys, id=id), "CP-1", at)
    return advance(case, respond(case, request, at), at)


def refused(case: Case, request: AdoptGatewayKeys) -> str:
    with pytest.raises(Refused) as caught:
        respond(case, request, MONDAY)
    assert caught.value.message.endswith(".")
    return caught.value.code


def trusted(case: Case) -> tuple[str, ...]:
    return case_view(case, MONDAY).gateway_keys


def opening(**fields: Any) -> Opening:
    intake = Intake(
        rulebook="pan-sussex",
        team_inbox="team@council.example",
        children=[{"ref": "child-1", "name": "Leilani", "born": "2018-03-14"}],
    )
    given = {"ref": "CP-1", "sent_at": OPENED, "intake": intake, "terms": terms()}
    return Opening(**given, **fields)


def test_a_case_trusts_from_its_first_fact_on_whom_it_was_opened_with() -> None:
    case = open_case(opening(gateway_keys=KEYS), OPENED)
    first = CaseOpened.model_validate_json(case.unrecorded[0].body)

    assert case.gateway_keys == KEYS == first.gateway_keys
    assert trusted(case) == ("gate-1",)


def test_a_case_opened_without_keys_is_written_as_it_always_was() -> None:
    case = open_case(opening(), OPENED)

    assert "gateway" not in case.model_dump_json()
    assert "gateway" not in opening().model_dump_json()
    assert "gateway" not in case_view(case, OPENED).model_dump_json()


def test_a_new_key_is_trusted_beside_the_old_one_from_then_on() -> None:
    case = adopted(a_trusting_case(), GATEWAY, *BOTH)

    assert trusted(case) == ("gate-1", "gate-2")
    for gateway in (GATEWAY, SECOND):
        request = gateway.attested(approve(), "CP-1", MONDAY)
        assert respond(case, request, MONDAY)


def test_what_a_new_key_attested_before_it_was_trusted_is_not_taken() -> None:
    case = adopted(a_trusting_case(), GATEWAY, *BOTH)
    early = SECOND.attested(approve(), "CP-1", MONDAY - 3 * MINUTE)

    assert why_not(case, early) == "attestation-unknown-key"


def test_what_a_retired_key_attested_before_is_judged_by_that_time() -> None:
    """An answer under way while the keys change hands is not lost."""
    later = MONDAY + MINUTE
    case = adopted(a_trusting_case(), GATEWAY, *SECOND.public_keys, at=later)
    before = GATEWAY.attested(approve(), "CP-1", MONDAY)
    after = GATEWAY.attested(approve(), "CP-1", later)

    assert trusted(case) == ("gate-2",)
    assert respond(case, before, later + MINUTE)
    assert why_not(case, after, later) == "attestation-retired-key"
    assert why_not(case, before, MONDAY + LASTS) == "attestation-expired"


def test_no_retired_key_brings_in_another_whatever_time_it_claims() -> None:
    later = MONDAY + MINUTE
    case = adopted(a_trusting_case(), GATEWAY, *SECOND.public_keys, at=later)
    thief = GATEWAY.attested(adopt(*SPARE.public_keys, id="k2"), "CP-1", MONDAY)

    with pytest.raises(NotAttested) as caught:
        respond(case, thief, later)

    assert caught.value.code == "attestation-retired-key"


def test_keys_change_only_by_the_word_of_a_trusted_one() -> None:
    bare = adopt(*SECOND.public_keys)
    by_itself = SECOND.attested(bare, "CP-1", MONDAY)

    assert refused(a_trusting_case(), bare) == "attestation-missing"
    assert refused(a_trusting_case(), by_itself) == "attestation-unknown-key"


def test_the_word_for_some_keys_brings_in_no_others() -> None:
    meant = GATEWAY.attested(adopt(*BOTH), "CP-1", MONDAY)
    turned = changed(meant, keys=SPARE.public_keys)

    assert refused(a_trusting_case(), turned) == "attestation-other-request"


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ((), "last-gateway-key"),
        (GATEWAY.public_keys, "same-gateway-keys"),
        ((*BOTH, *BOTH), "gateway-key-twice"),
        (
            (*SECOND.public_keys, PublicKey(key_id="x", public=BOTH[1].public)),
            "gateway-key-twice",
        ),
        (
            (PublicKey(key_id="gate-1", public=BOTH[1].public),),
            "gateway-key-id-taken",
        ),
        (
            (PublicKey(key_id="x", public=BOTH[0].public),),
            "gateway-key-id-taken",
        ),
    ],
)
def test_keys_that_cannot_be_are_refused(keys: tuple[PublicKey, ...], why: str) -> None:
    attested = GATEWAY.attested(adopt(*keys), "CP-1", MONDAY)

    assert refused(a_trusting_case(), attested) == why


def test_a_retired_key_is_never_trusted_again() -> None:
    case = adopted(a_trusting_case(), GATEWAY, *SECOND.public_keys)
    back = SECOND.attested(adopt(*BOTH, id="k2"), "CP-1", MONDAY)

    assert refused(case, back) == "gateway-key-retired"
    (was, _) = case.gateway_keys
    assert (was.key_id, was.since, was.until) == ("gate-1", OPENED, MONDAY)


def test_a_spare_that_was_trusted_all_along_takes_the_place_of_a_lost_key() -> None:
    both = Attester({"gate-1": b"1" * 32}, {"spare": bytes.fromhex(spare())})
    case = a_trusting_case(gateway_keys=both.trusted_from(OPENED))

    case = adopted(case, SPARE, *SECOND.public_keys)

    assert trusted(case) == ("gate-2",)
    assert why_not(case, GATEWAY.attested(approve(), "CP-1", MONDAY)) == (
        "attestation-retired-key"
    )


def spare() -> str:
    (key,) = SPARE.public_keys
    return key.public


def test_an_older_case_takes_its_first_keys_unattested_and_says_so() -> None:
    """That can only add protection: before it nobody's word was asked for."""
    case = delay_asked_for()
    facts = respond(case, adopt(*GATEWAY.public_keys), MONDAY)
    (fact,) = (f for f in facts if isinstance(f, GatewayKeysAdopted))
    case = advance(case, facts, MONDAY)

    assert fact.first
    assert why_not(case, approve()) == "attestation-missing"
    assert refused(case, adopt(*SPARE.public_keys, id="k2")) == "attestation-missing"
    again = adopted(case, GATEWAY, *BOTH, id="k3")
    last = GatewayKeysAdopted.model_validate_json(again.unrecorded[-1].body)
    assert not last.first


def test_keys_are_adopted_in_a_case_that_is_closed_and_may_be_reopened() -> None:
    closed = changed(a_trusting_case(), closed_at=MONDAY)

    assert trusted(adopted(closed, GATEWAY, *BOTH)) == ("gate-1", "gate-2")
