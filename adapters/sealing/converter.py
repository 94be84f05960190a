"""How everything that goes through Temporal is written: as JSON, sealed."""

from __future__ import annotations

from temporalio.contrib.pydantic import PydanticPayloadConverter
from temporalio.converter import (
    DataConverter,
    DefaultFailureConverterWithEncodedAttributes,
)

from adapters.sealing.codec import SealingCodec
from adapters.sealing.custody import Custody


def data_converter(
    custody: Custody, *, bound_only: bool | None = None
) -> DataConverter:
    """Pydantic models in and out, sealed; the text of failures is sealed too.

    `RawValue` passes through untouched, so a handler can validate the bytes itself.
    `bound_only`: refuse what was sealed before payloads were bound to their cases.
    Unless said otherwise only the development key opens such a payload.
    """
    if bound_only is None:
        bound_only = not custody.keyring.is_development
    return DataConverter(
        payload_converter_class=PydanticPayloadConverter,
        failure_converter_class=DefaultFailureConverterWithEncodedAttributes,
        payload_codec=SealingCodec(custody, bound_only=bound_only),
    )
