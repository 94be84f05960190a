from __future__ import annotations

import pytest
from temporalio.api.failure.v1 import Failure
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

from adapters.codec import undecodable
from adapters.converter import data_converter
from adapters.keys import KEY_BYTES, Keyring
from domain.letters import Line

CANARY = "Zofia Kowalczyk"
LINE = Line(code="when", values={"child": CANARY})


async def test_a_model_comes_back_as_the_same_model(keyring: Keyring) -> None:
    converter = data_converter(keyring)

    (found,) = await converter.decode(await converter.encode([LINE]), [Line])

    assert found == LINE


async def test_a_raw_value_passes_through_to_be_validated_by_its_reader(
    keyring: Keyring,
) -> None:
    converter = data_converter(keyring)
    payloads = await converter.encode([LINE])

    (raw,) = await converter.decode(payloads, [RawValue])
    again = await converter.decode(await converter.encode([raw]), [Line])

    assert isinstance(raw, RawValue)
    assert Line.model_validate_json(raw.payload.data) == LINE
    assert again == [LINE]


async def test_a_reader_of_raw_values_sees_the_mark_of_what_no_key_opens(
    keyring: Keyring,
) -> None:
    payloads = await data_converter(keyring).encode([LINE])
    elsewhere = data_converter(Keyring({"k9": b"9" * KEY_BYTES}))

    (raw,) = await elsewhere.decode(payloads, [RawValue])

    assert undecodable(raw.payload) == "unknown-key"


async def test_a_typed_reader_fails_on_what_no_key_opens(keyring: Keyring) -> None:
    payloads = await data_converter(keyring).encode([LINE])
    elsewhere = data_converter(Keyring({"k9": b"9" * KEY_BYTES}))

    with pytest.raises((KeyError, RuntimeError)) as failed:
        await elsewhere.decode(payloads, [Line])

    assert CANARY not in str(failed.value)


async def test_the_text_and_the_trace_of_a_failure_are_sealed(keyring: Keyring) -> None:
    converter = data_converter(keyring)
    failure = Failure()

    await converter.encode_failure(_raised(CANARY), failure)

    assert CANARY.encode() not in failure.SerializeToString()
    assert failure.stack_trace == ""
    assert failure.application_failure_info.type == "address-invalid"
    assert CANARY in str(await converter.decode_failure(failure))


def _raised(text: str) -> ApplicationError:
    try:
        raise ApplicationError(text, text, type="address-invalid")
    except ApplicationError as error:
        return error
