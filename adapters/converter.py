"""How everything that goes through Temporal is written: as JSON, sealed."""

from __future__ import annotations

from temporalio.contrib.pydantic import PydanticPayloadConverter
from temporalio.converter import (
    DataConverter,
    DefaultFailureConverterWithEncodedAttributes,
)

from adapters.codec import SealingCodec
from adapters.keys import Keyring


def data_converter(keyring: Keyring) -> DataConverter:
    """Pydantic models in and out, sealed; the text of failures is sealed too.

    `RawValue` passes through untouched, so a handler can validate the bytes itself.
    """
    return DataConverter(
        payload_converter_class=PydanticPayloadConverter,
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
        payload_codec=SealingCodec(keyring),
    )
