from __future__ import annotations

import zlib

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.api.failure.v1 import Failure
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

from adapters.sealing.codec import ENCODING, KEY_ID, undecodable
from adapters.sealing.converter import data_converter
from adapters.sealing.custody import Custody
from adapters.sealing.keyring import KEY_BYTES, Keyring
from domain.letters import Line
from tests.adapters.sealing.conftest import KEYRING, Opens

CANARY = "Zofia Kowalczyk"
LINE = Line(code="when", values={"child": CANARY})


async def test_a_model_comes_back_as_the_same_model(custody: Custody) -> None:
    converter = data_converter(custody)

    (found,) = await converter.decode(await converter.encode([LINE]), [Line])

    assert found == LINE


async def test_a_raw_value_passes_through_to_be_validated_by_its_reader(
    custody: Custody,
) -> None:
    converter = data_converter(custody)
    payloads = await converter.encode([LINE])

    (raw,) = await converter.decode(payloads, [RawValue])
    again = await converter.decode(await converter.encode([raw]), [Line])

    assert isinstance(raw, RawValue)
    assert Line.model_validate_json(raw.payload.data) == LINE
    assert again == [LINE]


async def test_a_reader_of_raw_values_sees_the_mark_of_what_no_key_opens(
    custody: Custody, opens: Opens
) -> None:
    payloads = await data_converter(custody).encode([LINE])
    elsewhere = data_converter(opens(Keyring({"k9": b"9" * KEY_BYTES})))

    (raw,) = await elsewhere.decode(payloads, [RawValue])

    assert undecodable(raw.payload) == "unknown-key"


async def test_a_typed_reader_fails_on_what_no_key_opens(
    custody: Custody, opens: Opens
) -> None:
    payloads = await data_converter(custody).encode([LINE])
    elsewhere = data_converter(opens(Keyring({"k9": b"9" * KEY_BYTES})))

    with pytest.raises((KeyError, RuntimeError)) as failed:
        await elsewhere.decode(payloads, [Line])

    assert CANARY not in str(failed.value)


async def test_the_text_and_the_trace_of_a_failure_are_sealed(custody: Custody) -> None:
    converter = data_converter(custody)
    failure = Failure()

    await converter.encode_failure(_raised(CANARY), failure)

    assert CANARY.encode() not in failure.SerializeToString()
    assert failure.stack_trace == ""
    assert failure.application_failure_info.type == "address-invalid"
    assert CANARY in str(await converter.decode_failure(failure))


async def older(keyring: Keyring) -> Payload:
    """As payloads were sealed before they were bound to cases."""
    plain = Payload(metadata={"encoding": b"json/plain"}, data=b'"words"')
    held = keyring.seal(zlib.compress(plain.SerializeToString()), b"vigil/payload/1")
    key_id = held.key_id.encode()
    return Payload(metadata={"encoding": ENCODING, KEY_ID: key_id}, data=held.box)


async def test_only_the_development_key_opens_what_was_sealed_before_it_was_bound(
    opens: Opens,
) -> None:
    trying_out, real = opens(Keyring.development()), opens(KEYRING)

    (opened,) = await data_converter(trying_out).decode(
        [await older(trying_out.keyring)]
    )
    (refused,) = await data_converter(real).decode([await older(KEYRING)], [RawValue])
    (forbidden,) = await data_converter(trying_out, bound_only=True).decode(
        [await older(trying_out.keyring)], [RawValue]
    )

    assert opened == "words"
    assert undecodable(refused.payload) == "elsewhere"
    assert undecodable(forbidden.payload) == "elsewhere"


def _raised(text: str) -> ApplicationError:
    try:
        raise ApplicationError(text, text, type="address-invalid")
    except ApplicationError as error:
        return error
