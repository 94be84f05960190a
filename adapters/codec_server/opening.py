"""Payloads opened as far as they can be, and of which cases they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from temporalio.api.common.v1 import Payload
from temporalio.converter import PayloadCodec

from adapters.sealing.binding import Binding
from adapters.sealing.codec import ENCODING, case_carried, undecodable


class Opened(NamedTuple):
    """What is answered, and how many payloads of each case can be read in it.

    None stands for what was sealed and belongs to no case.
    """

    payloads: list[Payload]
    seen: Mapping[str | None, int]


async def opened(
    codec: PayloadCodec, namespace: str, given: Sequence[Payload]
) -> Opened:
    """Open each by the binding that it carries; what does not open stays as it came.

    The binding is carried in clear, and proved by opening: a payload that says it is of
    another case than it is does not open at all. Raises master.KeysNotReady.
    """
    may_be = [_may_be_opened(payload, namespace) for payload in given]
    decoded = iter(await codec.decode([*compress(given, may_be)]))
    answered: list[Payload] = []
    seen: Counter[str | None] = Counter()
    for payload, tried in zip(given, may_be, strict=True):
        plain = next(decoded) if tried else payload
        is_open = tried and undecodable(plain) is None
        answered.append(plain if is_open else payload)
        if is_open:
            seen[case_carried(payload)] += 1
    return Opened(answered, seen)


def _may_be_opened(payload: Payload, namespace: str) -> bool:
    """What is sealed, for this namespace or, as it was once, for none."""
    carried = Binding.carried(payload)
    is_sealed = payload.metadata.get("encoding") == ENCODING
    return is_sealed and (carried is None or carried.namespace == namespace)
