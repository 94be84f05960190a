"""Whatever is changed in a true word, or in what it was given for, it is refused."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.attestations.attestation import Attestation
from domain.attestations.proving import prove
from domain.attestations.verifying import is_signed
from domain.errors import BadInput, NotAttested
from domain.making import changed
from domain.reading import read_request
from domain.requests.delays import ApproveDelay
from domain.roles import Role
from tests.domain.attestations.vouching import (
    GATEWAY,
    KEYS,
    a_trusting_case,
    saying,
    vouched,
    word,
)
from tests.domain.delaying import MONDAY

CASE = a_trusting_case()
TRUE = vouched()
SENT = TRUE.model_dump_json().encode()
PUBLIC = KEYS[0].public
MANY = settings(max_examples=300, deadline=None, derandomize=True)


def is_taken(request: ApproveDelay) -> bool:
    try:
        return prove(CASE, request, MONDAY) is not None
    except NotAttested:
        return False


def other(value: Any) -> Any:
    """Something else of the same type."""
    match value:
        case StrEnum():
            return Role.CHAIR
        case datetime():
            return value + timedelta(minutes=1)
        case date():
            return value + timedelta(days=1)
        case str() if set(value) <= set("0123456789abcdef"):
            return ("0" if value[0] != "0" else "1") + value[1:]
        case str():
            return f"{value}x"
        case None:
            return MONDAY
        case _:
            return ()


def test_the_word_that_all_of_this_is_tried_on_is_true() -> None:
    assert is_taken(TRUE)
    assert is_taken(read(SENT))


@pytest.mark.parametrize("field", Attestation.model_fields)
def test_any_field_of_the_word_changed_is_refused(field: str) -> None:
    value = getattr(word(TRUE), field)

    assert other(value) != value
    assert not is_taken(saying(TRUE, **{field: other(value)}))


@pytest.mark.parametrize(
    "field", sorted({*ApproveDelay.model_fields} - {"id", "kind", "attestation", "by"})
)
def test_any_field_of_the_request_changed_is_refused(field: str) -> None:
    value = getattr(TRUE, field)

    assert other(value) != value
    assert not is_taken(changed(TRUE, **{field: other(value)}))


@MANY
@given(st.integers(0, len(SENT) * 8 - 1))
def test_any_bit_flipped_on_the_way_is_refused_unless_it_says_the_same(
    bit: int,
) -> None:
    """A small t in an instant, or a second of a minute, is another way to say it."""
    flipped = bytearray(SENT)
    flipped[bit // 8] ^= 1 << bit % 8
    try:
        found = read(bytes(flipped))
    except BadInput:
        return
    same = found.model_copy(update={"id": TRUE.id}) == TRUE
    assert same or not is_taken(found)


@MANY
@given(st.integers(0, 64 * 8 - 1))
def test_any_bit_of_the_signature_counts(bit: int) -> None:
    raw = bytearray.fromhex(word(TRUE).signature)
    raw[bit // 8] ^= 1 << bit % 8

    assert not is_taken(saying(TRUE, signature=raw.hex()))


@MANY
@given(st.integers(0, 32 * 8 - 1))
def test_any_bit_of_the_trusted_key_counts(bit: int) -> None:
    raw = bytearray.fromhex(PUBLIC)
    raw[bit // 8] ^= 1 << bit % 8
    (key,) = KEYS
    case = changed(CASE, gateway_keys=(changed(key, public=raw.hex()),))

    with pytest.raises(NotAttested):
        prove(case, TRUE, MONDAY)


@MANY
@given(st.binary(min_size=64, max_size=64), st.binary(max_size=80))
def test_random_bytes_sign_nothing(signature: bytes, text: bytes) -> None:
    assert not is_signed(PUBLIC, signature.hex(), text)


@pytest.mark.parametrize("length", [0, 1, 31, 33])
def test_bytes_that_are_no_key_sign_nothing(length: int) -> None:
    signature = word(TRUE).signature

    assert not is_signed("ab" * length, signature, b"")
    assert not is_signed(PUBLIC, signature[: length * 2], b"")


def test_a_word_moved_to_the_end_of_another_is_not_taken() -> None:
    """Two true words give no third, whatever is taken from each."""
    first, second = word(TRUE), word(vouched(reasons="Another report is late."))
    assert GATEWAY.key_id == first.key_id
    for field in Attestation.model_fields:
        value = getattr(second, field)
        if value != getattr(first, field):
            assert not is_taken(saying(TRUE, **{field: value})), field


def read(raw: bytes) -> ApproveDelay:
    found = read_request(raw)
    if not isinstance(found, ApproveDelay):
        raise BadInput("other-kind", "Another kind of request.")
    return found


def test_the_request_is_sent_as_json_that_reads_back_the_same() -> None:
    assert read(SENT) == TRUE
    assert json.loads(SENT)["attestation"]["case"] == "CP-1"
