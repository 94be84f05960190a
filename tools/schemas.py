"""The published JSON Schemas: of a referral, and of every request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import TypeAdapter

from adapters.openings import INTAKE
from domain.requests import AnyRequest, Request
from domain.requests.base import Asked

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ON_THE_EVENT = ("id", "kind")
#: What only the gateway adds.
FROM_THE_GATEWAY = ("attestation",)
REQUESTS: TypeAdapter[Request] = TypeAdapter(AnyRequest)


def kinds() -> Iterator[tuple[str, type[Asked]]]:
    """Every kind of request with its model, in the order of the practice."""
    for model in get_args(Request):
        yield model.model_fields["kind"].default, model


def intake_schema() -> dict[str, Any]:
    """What the data of an intake event must look like."""
    return {"$schema": DIALECT, **INTAKE.json_schema()}


def requests_schema() -> dict[str, Any]:
    """What a request must look like, its id and kind included."""
    return {"$schema": DIALECT, **REQUESTS.json_schema()}


def request_schema(model: type[Asked]) -> dict[str, Any]:
    return model.model_json_schema()
