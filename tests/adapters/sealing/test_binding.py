"""Whatever is done to a payload, it opens where it was sealed for or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from temporalio.api.common.v1 import Payload
from temporalio.converter import WorkflowSerializationContext

from adapters.sealing.binding import NAMESPACE, PURPOSE, SEAL, WORKFLOW, Binding
from adapters.sealing.codec import ENCODING, KEY_ID, MARK, SealingCodec, undecodable
from adapters.sealing.custody import Custody
from tests.adapters.sealing.conftest import KEYRING

NAMES = (
    *("default", "other", "", "case/CP-1", "CP-1", "case/CP-10", "case/CP-1/x", "ü"),
    *("workflow", "activity", '"', ",", 'a", "b'),
)
BINDINGS = st.builds(
    Binding,
    namespace=st.sampled_from(NAMES),
    workflow_id=st.sampled_from(NAMES),
    purpose=st.sampled_from(("workflow", "activity")),
)
WORDS = Payload(metadata={"encoding": b"json/plain"}, data=b'"words"')


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Custody]:
    file: Path = tmp_path_factory.mktemp("keys") / "case-keys.db"
    custody = Custody.open(file, KEYRING)
    yield custody
    custody.close()


def codec_of(custody: Custody, home: Binding | None) -> SealingCodec:
    return SealingCodec(custody, bound_only=True, home=home)


@given(sealed_for=BINDINGS, met_in=BINDINGS)
async def test_a_payload_opens_in_its_own_home_only_and_without_one_for_what_it_says(
    shared: Custody, sealed_for: Binding, met_in: Binding
) -> None:
    (payload,) = await codec_of(shared, sealed_for).encode([WORDS])

    (met,) = await codec_of(shared, met_in).decode([payload])
    (shown,) = await codec_of(shared, None).decode([payload])

    assert shown == WORDS
    assert Binding.carried(payload) == sealed_for
    if sealed_for == met_in:
        assert met == WORDS
    else:
        assert undecodable(met) == "elsewhere"


@given(sealed_for=BINDINGS, claimed=BINDINGS)
async def test_a_payload_that_claims_another_home_opens_in_none(
    shared: Custody, sealed_for: Binding, claimed: Binding
) -> None:
    assume(sealed_for != claimed)
    (payload,) = await codec_of(shared, sealed_for).encode([WORDS])
    forged = Payload(
        metadata=dict(payload.metadata) | claimed.metadata(), data=payload.data
    )

    for home in (sealed_for, claimed, None):
        (met,) = await codec_of(shared, home).decode([forged])
        assert undecodable(met) in {"elsewhere", "damaged", "unknown-key"}
        assert met.data == payload.data


@given(
    metadata=st.dictionaries(
        st.sampled_from(
            ["encoding", KEY_ID, MARK, SEAL, NAMESPACE, WORKFLOW, PURPOSE, "else"]
        ),
        st.sampled_from(
            [ENCODING, b"k1", b"#1", b"bound/1", b"unbound/1", b"default", b"case/CP-1"]
        )
        | st.binary(),
    ),
    data=st.binary(max_size=200),
    home=st.none() | BINDINGS,
)
@example(
    metadata={"encoding": ENCODING, KEY_ID: b"\xff\xfe"}, data=b"n" * 40, home=None
)
@example(
    metadata={"encoding": ENCODING, SEAL: b"bound/1", WORKFLOW: b"case/\x00\xff"},
    data=b"n" * 40,
    home=None,
)
async def test_no_payload_whatever_makes_decoding_raise(
    shared: Custody, metadata: dict[str, bytes], data: bytes, home: Binding | None
) -> None:
    payload = Payload(metadata=metadata, data=data)

    (found,) = await codec_of(shared, home).decode([payload])

    assert found.data == data
    assert found.metadata.get("encoding") == metadata.get("encoding")


def test_a_context_names_its_home() -> None:
    home = Binding.of(WorkflowSerializationContext("default", "case/CP-1"))

    assert home == Binding("default", "case/CP-1", "workflow")
    assert home.case_ref == "CP-1"
