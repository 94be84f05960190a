"""Payloads sealed for one case: they open there, and nowhere else."""

from __future__ import annotations

import zlib

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.converter import (
    ActivitySerializationContext,
    NexusSerializationContext,
    SerializationContext,
    WorkflowSerializationContext,
)

from adapters.sealing.binding import NAMESPACE, PURPOSE, SEAL, UNBOUND, WORKFLOW
from adapters.sealing.codec import (
    ENCODING,
    KEY_ID,
    MARK,
    SealingCodec,
    case_carried,
    undecodable,
)
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import KEY_BYTES, Keyring, Unopenable
from adapters.sealing.master import MasterKeyMissing
from tests.adapters.sealing.conftest import KEYRING, Opens
from tests.dates import instant

CANARY = "Zofia Kowalczyk, 4 Quiet Lane"
CASE = WorkflowSerializationContext("default", "case/CP-1")
SISTER = WorkflowSerializationContext("default", "case/CP-2")
NOWHERE = NexusSerializationContext("endpoint", "service", "operation")


def activity_of(workflow: str | None) -> ActivitySerializationContext:
    return ActivitySerializationContext(
        namespace="default",
        activity_id="7",
        activity_type="append",
        activity_task_queue="record",
        workflow_id=workflow,
        workflow_type="ChildProtectionCase",
        is_local=False,
    )


def plain(words: str = CANARY) -> Payload:
    return Payload(metadata={"encoding": b"json/plain"}, data=words.encode())


def codec_of(
    custody: Custody, context: SerializationContext | None = CASE
) -> SealingCodec:
    codec = SealingCodec(custody, bound_only=True)
    return codec.with_context(context) if context else codec


async def sealed(
    custody: Custody, context: SerializationContext | None = CASE, words: str = CANARY
) -> Payload:
    (payload,) = await codec_of(custody, context).encode([plain(words)])
    return payload


async def opened(
    custody: Custody, payload: Payload, context: SerializationContext | None = CASE
) -> Payload:
    (found,) = await codec_of(custody, context).decode([payload])
    return found


def changed(payload: Payload, data: bytes | None = None, **named: bytes) -> Payload:
    metadata = dict(payload.metadata) | {_KEYS[name]: to for name, to in named.items()}
    return Payload(metadata=metadata, data=payload.data if data is None else data)


_KEYS = {
    "namespace": NAMESPACE,
    "workflow": WORKFLOW,
    "purpose": PURPOSE,
    "seal": SEAL,
    "key": KEY_ID,
}


@pytest.mark.parametrize("context", [CASE, activity_of("case/CP-1"), NOWHERE, None])
async def test_what_is_sealed_opens_to_the_same_payload(
    custody: Custody, context: SerializationContext | None
) -> None:
    payloads = [plain(), plain(""), Payload(metadata={"encoding": b"binary/null"})]
    codec = codec_of(custody, context)

    found = await codec.decode(await codec.encode(payloads))

    assert found == payloads
    assert [undecodable(payload) for payload in found] == [None] * 3


async def test_a_payload_says_whose_it_is_and_no_word_of_what_it_holds(
    custody: Custody,
) -> None:
    payload = await sealed(custody)

    assert CANARY.encode() not in payload.SerializeToString()
    assert zlib.compress(CANARY.encode())[2:12] not in payload.SerializeToString()
    assert case_carried(payload) == "CP-1"
    assert payload.metadata == {
        "encoding": ENCODING,
        "encryption-key-id": b"#1",
        "vigil-seal": b"bound/1",
        "vigil-namespace": b"default",
        "vigil-workflow": b"case/CP-1",
        "vigil-purpose": b"workflow",
    }


async def test_a_long_payload_travels_short(custody: Custody) -> None:
    payload = await sealed(custody, words="a working day " * 2000)

    assert len(payload.data) < 1000


@pytest.mark.parametrize(
    "context",
    [
        SISTER,
        WorkflowSerializationContext("other", "case/CP-1"),
        WorkflowSerializationContext("default", "CP-1"),
        activity_of("case/CP-1"),
        activity_of("case/CP-2"),
    ],
)
async def test_a_payload_met_where_it_is_not_at_home_is_handed_on_and_marked(
    custody: Custody, context: SerializationContext
) -> None:
    await sealed(custody, SISTER)
    payload = await sealed(custody)

    found = await opened(custody, payload, context)

    assert undecodable(found) == "elsewhere"
    assert found.data == payload.data
    assert found.metadata["encoding"] == ENCODING


async def test_a_binding_that_was_written_over_opens_nothing_anywhere(
    custody: Custody,
) -> None:
    await sealed(custody, SISTER)
    payload = await sealed(custody)
    aimed = [
        (changed(payload, workflow=b"case/CP-2"), SISTER),
        (changed(payload, purpose=b"activity"), activity_of("case/CP-1")),
        (
            changed(payload, namespace=b"other"),
            WorkflowSerializationContext("other", "case/CP-1"),
        ),
        (
            changed(payload, workflow=b"CP-1"),
            WorkflowSerializationContext("default", "CP-1"),
        ),
    ]

    for forged, context in aimed:
        assert undecodable(await opened(custody, forged, context)) == "damaged"
        assert undecodable(await opened(custody, forged, None)) == "damaged"


async def test_a_payload_whose_binding_was_stripped_is_of_no_case(
    custody: Custody,
) -> None:
    payload = await sealed(custody)
    stripped = Payload(
        metadata={"encoding": ENCODING, KEY_ID: b"#1"}, data=payload.data
    )
    called_unbound = changed(payload, seal=UNBOUND)
    under_the_keyring = changed(payload, seal=UNBOUND, key=b"k2")

    assert undecodable(await opened(custody, stripped)) == "elsewhere"
    assert undecodable(await opened(custody, called_unbound)) == "elsewhere"
    assert undecodable(await opened(custody, stripped, None)) == "elsewhere"
    assert undecodable(await opened(custody, called_unbound, None)) == "unknown-key"
    assert undecodable(await opened(custody, under_the_keyring, None)) == "damaged"


@pytest.mark.parametrize("context", [None, NOWHERE, activity_of(None)])
async def test_what_was_sealed_for_no_case_cannot_be_pasted_into_one(
    custody: Custody, context: SerializationContext | None
) -> None:
    payload = await sealed(custody, context)
    claiming = changed(
        payload,
        seal=b"bound/1",
        namespace=b"default",
        workflow=b"case/CP-1",
        purpose=b"workflow",
    )

    assert payload.metadata == {"encoding": ENCODING, KEY_ID: b"k2", SEAL: UNBOUND}
    assert undecodable(await opened(custody, payload)) == "elsewhere"
    assert undecodable(await opened(custody, claiming)) == "unknown-key"
    assert case_carried(payload) is None


async def test_where_no_case_is_known_a_payload_opens_for_the_one_it_names(
    custody: Custody,
) -> None:
    ours, sisters = await sealed(custody), await sealed(custody, SISTER, "other words")

    found = await codec_of(custody, None).decode([ours, sisters])

    assert found == [plain(), plain("other words")]


async def older(keyring: Keyring) -> Payload:
    """As payloads were sealed before they were bound to cases."""
    held = keyring.seal(zlib.compress(plain().SerializeToString()), b"vigil/payload/1")
    key_id = held.key_id.encode()
    return Payload(metadata={"encoding": ENCODING, KEY_ID: key_id}, data=held.box)


@pytest.mark.parametrize("context", [CASE, activity_of("case/CP-1"), None])
async def test_what_was_sealed_before_payloads_were_bound_opens_only_when_allowed(
    custody: Custody, context: SerializationContext | None
) -> None:
    payload = await older(KEYRING)
    lenient = SealingCodec(custody, bound_only=False)
    allowed = lenient.with_context(context) if context else lenient

    assert await allowed.decode([payload]) == [plain()]
    assert undecodable(await opened(custody, payload, context)) == "elsewhere"


async def test_after_the_master_key_was_rotated_old_and_new_payloads_open(
    custody: Custody, opens: Opens
) -> None:
    before = await sealed(custody)
    rotated = opens(
        Keyring(
            {"k3": b"3" * KEY_BYTES, "k2": b"2" * KEY_BYTES, "k1": b"1" * KEY_BYTES}
        )
    )

    assert await opened(rotated, before) == plain()
    assert await opened(custody, await sealed(rotated)) == plain()


async def test_after_a_case_got_a_new_key_old_and_new_payloads_open(
    custody: Custody,
) -> None:
    before = await sealed(custody)
    custody.renew("CP-1")
    after = await sealed(custody)

    assert after.metadata[KEY_ID] == b"#2"
    assert await opened(custody, before) == await opened(custody, after) == plain()


async def test_an_erased_case_is_marked_so_and_takes_no_more_payloads(
    custody: Custody,
) -> None:
    payload = await sealed(custody)
    custody.destroy("CP-1", instant("Mon 2026-11-23 09:00Z"))

    assert undecodable(await opened(custody, payload)) == "erased"
    assert undecodable(await opened(custody, payload, None)) == "erased"
    with pytest.raises(Unopenable, match="erased"):
        await sealed(custody)


async def test_a_fault_of_the_installation_is_raised_and_never_taken_for_damage(
    custody: Custody, opens: Opens
) -> None:
    payload = await sealed(custody)
    poor = opens(Keyring({"k3": b"3" * KEY_BYTES}))

    for ask in (opened(poor, payload), opened(poor, payload, None), sealed(poor)):
        with pytest.raises(MasterKeyMissing, match="k2"):
            await ask


async def test_damage_of_every_kind_is_handed_on_and_marked(custody: Custody) -> None:
    whole = await sealed(custody)
    flipped = bytes([whole.data[-1] ^ 1])
    broken = [
        changed(whole, whole.data[:-1]),
        changed(whole, whole.data[:-1] + flipped),
        changed(whole, whole.data[:5]),
        changed(whole, b""),
        changed(whole, whole.data[12:]),
        changed(whole, b"not sealed"),
    ]

    found = [await opened(custody, payload) for payload in broken]

    assert [undecodable(payload) for payload in found] == ["damaged"] * len(broken)
    assert [payload.data for payload in found] == [payload.data for payload in broken]


@pytest.mark.parametrize("inside", [b"not compressed", zlib.compress(b"\xff\xff")])
async def test_sealed_nonsense_is_handed_on_and_marked(
    custody: Custody, inside: bytes
) -> None:
    whole = await sealed(custody)
    about = b'["vigil/payload/2", "default", "case/CP-1", "workflow"]'
    nonsense = changed(whole, custody.seal("CP-1", inside, about).box)

    assert undecodable(await opened(custody, nonsense)) == "damaged"


@pytest.mark.parametrize("key_id", [b"", b"#9", b"k1", b"\xff\xfe"])
async def test_a_payload_that_names_no_key_of_the_case_is_of_an_unknown_key(
    custody: Custody, key_id: bytes
) -> None:
    foreign = changed(await sealed(custody), key=key_id)

    assert undecodable(await opened(custody, foreign)) == "unknown-key"


async def test_one_broken_payload_does_not_spoil_those_beside_it(
    custody: Custody,
) -> None:
    good, bad = await sealed(custody), await sealed(custody, SISTER)

    found = await codec_of(custody).decode([good, bad, good])

    assert [undecodable(payload) for payload in found] == [None, "elsewhere", None]
    assert found[0] == found[2] == plain()


async def test_an_unsealed_payload_is_handed_on_as_it_is(custody: Custody) -> None:
    typed_by_an_operator = plain('{"request": "close"}')

    found = await opened(custody, typed_by_an_operator)

    assert found == typed_by_an_operator
    assert undecodable(found) is None


async def test_a_forged_mark_makes_a_payload_unreadable_and_says_only_our_words(
    custody: Custody,
) -> None:
    forged = plain()
    forged.metadata[MARK] = CANARY.encode()

    assert undecodable(await opened(custody, forged)) == "damaged"


async def test_what_could_not_be_opened_goes_back_as_it_came_and_opens_at_home(
    custody: Custody,
) -> None:
    sisters = await sealed(custody, SISTER)
    codec = codec_of(custody)

    (carried_on,) = await codec.encode(await codec.decode([sisters]))

    assert carried_on == sisters
    assert await opened(custody, carried_on, SISTER) == plain()
