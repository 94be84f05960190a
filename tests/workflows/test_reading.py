"""What comes in as bytes is judged only if it can be judged in time."""

from __future__ import annotations

import json

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue

from domain.errors import BadInput
from workflows.reading import JSON, LONGEST, request


def raw(data: bytes) -> RawValue:
    return RawValue(Payload(metadata={"encoding": JSON}, data=data))


def test_what_is_too_long_to_be_judged_is_refused_unread() -> None:
    faulty = json.dumps({"kind": "approve-delay", "safeguards": [0] * 900_000})
    with pytest.raises(BadInput) as refused:
        request(raw(faulty.encode()))

    assert refused.value.code == "too-large"


def test_the_longest_that_is_read_is_judged_with_all_its_faults() -> None:
    faults = (LONGEST - 200) // 2
    text = '{"kind": "approve-delay", "safeguards": [' + "0," * (faults - 1) + "0]}"
    assert len(text) <= LONGEST
    with pytest.raises(BadInput) as refused:
        request(raw(text.encode()))

    assert refused.value.code == "bad-input"
