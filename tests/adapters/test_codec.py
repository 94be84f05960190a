from __future__ import annotations

import zlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from temporalio.api.common.v1 import Payload

from adapters.codec import ENCODING, KEY_ID, MARK, SealingCodec, undecodable
from adapters.keys import KEY_BYTES, Keyring

CANARY = "Zofia Kowalczyk, 4 Quiet Lane"
KEYS = Keyring({"k1": b"1" * KEY_BYTES})
OTHER_KEYS = Keyring({"k9": b"9" * KEY_BYTES})


def plain(words: str = CANARY) -> Payload:
    return Payload(metadata={"encoding": b"json/plain"}, data=words.encode())


async def sealed(words: str = CANARY, keys: Keyring = KEYS) -> Payload:
    (payload,) = await SealingCodec(keys).encode([plain(words)])
    return payload


async def opened(payload: Payload, keys: Keyring = KEYS) -> Payload:
    (found,) = await SealingCodec(keys).decode([payload])
    return found


def changed(payload: Payload, data: bytes) -> Payload:
    return Payload(metadata=dict(payload.metadata), data=data)


async def test_what_is_sealed_opens_to_the_same_payload() -> None:
    payloads = [plain(), plain(""), Payload(metadata={"encoding": b"binary/null"})]
    codec = SealingCodec(KEYS)

    found = await codec.decode(await codec.encode(payloads))

    assert found == payloads
    assert [undecodable(payload) for payload in found] == [None] * 3


async def test_no_word_of_a_payload_is_in_its_sealed_bytes() -> None:
    payload = await sealed()

    assert CANARY.encode() not in payload.SerializeToString()
    assert zlib.compress(CANARY.encode())[2:12] not in payload.SerializeToString()
    assert payload.metadata == {"encoding": ENCODING, KEY_ID: b"k1"}


async def test_a_long_payload_travels_short() -> None:
    payload = await sealed("a working day " * 2000)

    assert len(payload.data) < 1000


async def test_after_a_rotation_old_payloads_open_and_new_ones_use_the_new_key() -> (
    None
):
    rotated = Keyring({"k2": b"2" * KEY_BYTES, "k1": b"1" * KEY_BYTES})

    assert await opened(await sealed(), rotated) == plain()
    assert (await sealed(keys=rotated)).metadata[KEY_ID] == b"k2"


async def test_a_payload_of_another_key_is_handed_on_as_it_came_and_marked() -> None:
    foreign = await sealed(keys=OTHER_KEYS)

    found = await opened(foreign)

    assert undecodable(found) == "unknown-key"
    assert found.data == foreign.data
    assert found.metadata["encoding"] == ENCODING


async def test_damage_of_every_kind_is_handed_on_and_marked() -> None:
    whole = await sealed()
    flipped = bytes([whole.data[-1] ^ 1])
    broken = [
        changed(whole, whole.data[:-1]),
        changed(whole, whole.data[:-1] + flipped),
        changed(whole, whole.data[:5]),
        changed(whole, b""),
        changed(whole, whole.data[12:]),
        Payload(metadata={"encoding": ENCODING, KEY_ID: b"k1"}, data=b"not sealed"),
    ]

    found = [await opened(payload) for payload in broken]

    assert [undecodable(payload) for payload in found] == ["damaged"] * len(broken)
    assert [payload.data for payload in found] == [payload.data for payload in broken]


@pytest.mark.parametrize("inside", [b"not compressed", zlib.compress(b"\xff\xff")])
async def test_sealed_nonsense_is_handed_on_and_marked(inside: bytes) -> None:
    box = KEYS.seal(inside, b"vigil/payload/1").box
    payload = Payload(metadata={"encoding": ENCODING, KEY_ID: b"k1"}, data=box)

    assert undecodable(await opened(payload)) == "damaged"


async def test_a_sealed_payload_that_names_no_key_is_of_an_unknown_key() -> None:
    nameless = Payload(metadata={"encoding": ENCODING}, data=(await sealed()).data)

    assert undecodable(await opened(nameless)) == "unknown-key"


async def test_one_broken_payload_does_not_spoil_those_beside_it() -> None:
    good, bad = await sealed(), await sealed(keys=OTHER_KEYS)

    found = await SealingCodec(KEYS).decode([good, bad, good])

    assert [undecodable(payload) for payload in found] == [None, "unknown-key", None]
    assert found[0] == found[2] == plain()


async def test_an_unsealed_payload_is_handed_on_as_it_is() -> None:
    typed_by_an_operator = plain('{"request": "close"}')

    found = await opened(typed_by_an_operator)

    assert found == typed_by_an_operator
    assert undecodable(found) is None


async def test_a_forged_mark_makes_a_payload_unreadable_and_says_only_our_words() -> (
    None
):
    forged = plain()
    forged.metadata[MARK] = CANARY.encode()

    assert undecodable(await opened(forged)) == "damaged"


async def test_what_could_not_be_opened_opens_once_its_key_is_back() -> None:
    foreign = await sealed(keys=OTHER_KEYS)
    codec = SealingCodec(KEYS)

    (carried_on,) = await codec.encode(await codec.decode([foreign]))

    assert carried_on == foreign
    assert await opened(carried_on, OTHER_KEYS) == plain()


@given(
    metadata=st.dictionaries(
        st.sampled_from(["encoding", KEY_ID, MARK, "else"]),
        st.sampled_from([ENCODING, b"k1", b"k9", b"json/plain"]) | st.binary(),
    ),
    data=st.binary(max_size=200),
)
@example(metadata={"encoding": ENCODING, KEY_ID: b"\xff\xfe"}, data=b"n" * 40)
async def test_no_payload_whatever_makes_decoding_raise(
    metadata: dict[str, bytes], data: bytes
) -> None:
    payload = Payload(metadata=metadata, data=data)

    found = await opened(payload)

    assert found.data == data
    assert found.metadata.get("encoding") == metadata.get("encoding")
